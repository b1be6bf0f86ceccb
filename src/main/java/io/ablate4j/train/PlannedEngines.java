package io.ablate4j.train;

import io.ablate4j.data.InputShape;
import io.ablate4j.engine.Networks;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.factor.TrialSettings;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.study.CheckedData;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.EngineChoice;
import io.ablate4j.trial.Cell;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is going to train the cells of a study; found out by making their networks. */
public final class PlannedEngines {
  /** In a trial's provenance, too. */
  public static final String COMPILED = "compiled";

  private static final Networks.Seeds SEEDS = new Networks.Seeds(String::hashCode, 1);

  private PlannedEngines() {}

  /**
   * The engine of each cell, of a tuned one at each level that it is tuned over, in the study's
   * order, as a trial's provenance names it: {@value #COMPILED}, or DL4J and in brackets why.
   * Starts the native library.
   */
  public static Map<Cell, String> of(CheckedStudy checked, Models models) {
    NativeRuntime.start(1);
    Map<List<Object>, String> known = new HashMap<>();
    Map<Cell, String> engines = new LinkedHashMap<>();
    for (Cell cell : checked.study().tried()) {
      TrialSettings settings = checked.study().settings(cell);
      // All that the compiler looks at; rates, batches and budgets it does not.
      CheckedData data = checked.data(settings.dataset());
      List<Object> network =
          List.of(
              data.name(),
              settings.model(),
              settings.regularization(),
              settings.network(),
              settings.optimizer().kind(),
              settings.schedule().isConstant());
      engines.put(
          cell, known.computeIfAbsent(network, n -> engine(settings, checked, data, models)));
    }
    return engines;
  }

  private static String engine(
      TrialSettings settings, CheckedStudy checked, CheckedData data, Models models) {
    InputShape shape = data.shape();
    int classes = data.classNames().size();
    var configuration =
        models.configure(
            settings.model(),
            new ModelSpec(
                shape, classes, settings.regularization(), settings.network(), layout -> {}));
    Networks.Sizes sizes = new Networks.Sizes(TrialTrainer.exampleShape(shape), classes);
    var updater = Updaters.of(settings);
    try (TrainableNetwork network =
        checked.study().engine() == EngineChoice.STOCK
            ? Networks.stock(configuration, sizes, updater, SEEDS)
            : Networks.fast(configuration, sizes, updater, SEEDS)) {
      return network.engine();
    }
  }
}
