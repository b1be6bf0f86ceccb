package io.ablate4j.plan;

import io.ablate4j.data.SeedStream;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.FactorKind;
import io.ablate4j.study.Optimizer;
import io.ablate4j.study.Study;
import io.ablate4j.trial.Cell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** From a study to its trials, in the order in which they run. */
public final class Planner {
  /** Shuffles the trials of a seed. */
  static final String TRIAL_ORDER = "trial-order";

  private Planner() {}

  /**
   * Every cell of seed 1, then every cell of seed 2, and so on: an interrupted study has whole
   * replicates, which can be analysed. Inside a seed the order is random, so that a machine that
   * gets slower does not favour an arm; the same study gives the same order.
   *
   * @return cells x seeds trials
   */
  public static List<Trial> plan(CheckedStudy checked) {
    Study study = checked.study();
    Map<String, Regularization> regularizations =
        study.levels(FactorKind.REGULARIZATION).stream()
            .collect(Collectors.toMap(Regularization::name, Function.identity()));
    List<Cell> cells = study.cells();
    List<Trial> trials = new ArrayList<>();
    for (long seed = 1; seed <= study.seeds(); seed++) {
      List<Cell> block = new ArrayList<>(cells);
      Collections.shuffle(block, new SeedStream(seed).random(TRIAL_ORDER));
      for (Cell cell : block) {
        Regularization regularization = regularizations.get(cell.regularization());
        trials.add(trial(checked, cell, seed, regularization));
      }
    }
    return List.copyOf(trials);
  }

  private static Trial trial(
      CheckedStudy checked, Cell cell, long seed, Regularization regularization) {
    Study study = checked.study();
    // A trial's spec has one learning rate, the cell's; so has the optimizer a worker reads from
    // it.
    Optimizer optimizer =
        new Optimizer(
            study.optimizer().kind(), cell.learningRate(), study.optimizer().parameters());
    return new Trial(
        cell,
        seed,
        regularization,
        study.dataset(),
        checked.dataChecksum(),
        optimizer,
        study.engine(),
        study.checkExamples(),
        study.probes());
  }
}
