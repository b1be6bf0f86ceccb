package io.ablate4j.plan;

import io.ablate4j.data.DatasetSpec;
import io.ablate4j.factor.Optimizer;
import io.ablate4j.factor.TrialSettings;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.EngineChoice;
import io.ablate4j.trial.Asked;
import io.ablate4j.trial.Cell;
import java.util.List;
import java.util.OptionalDouble;

/** Trials of cells that have the factors of every study alone. */
public final class TrialFixtures {
  private TrialFixtures() {}

  public static Trial trial(
      Cell cell,
      long seed,
      Regularization regularization,
      DatasetSpec dataset,
      String dataChecksum,
      Optimizer optimizer,
      EngineChoice engine,
      int checkExamples,
      List<String> probes) {
    TrialSettings settings =
        new TrialSettings.Builder(dataset, optimizer)
            .model(cell.level("model"))
            .regularization(regularization)
            .batchSize(Integer.parseInt(cell.level("batchSize")))
            .epochs(Integer.parseInt(cell.level("epochs")))
            .optimizer(optimizer.withLearningRate(Double.parseDouble(cell.level("learningRate"))))
            .build();
    return new Trial(
        cell,
        seed,
        settings,
        dataChecksum,
        engine,
        checkExamples,
        new Asked(List.of(), OptionalDouble.empty(), probes));
  }
}
