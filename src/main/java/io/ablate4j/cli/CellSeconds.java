package io.ablate4j.cli;

import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.trial.tuning.Tuned;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Training and evaluation of a stored trial, by cell; where a cell has none, by those that differ
 * from it in nothing but a level that is tuned.
 */
final class CellSeconds {
  private final Map<Cell, double[]> ofCell = new HashMap<>();
  private final Map<Cell, double[]> ofOthers = new HashMap<>();
  private final Optional<String> tuned;

  CellSeconds(Tuned trials, List<TrialResult> results) {
    tuned = trials.tuning().map(tuning -> tuning.factor());
    Map<TrialKey, TrialResult> byKey = new HashMap<>();
    results.forEach(result -> byKey.put(result.key(), result));
    for (PlannedTrial trial : trials.all()) {
      TrialResult result = byKey.get(trial.key());
      double spent =
          result == null
              ? 0
              : last(result, Metric.TRAIN_SECONDS) + last(result, Metric.EVALUATION_SECONDS);
      if (spent > 0) {
        add(ofCell, trial.cell(), spent);
        add(ofOthers, others(trial.cell()), spent);
      }
    }
  }

  private Cell others(Cell cell) {
    return tuned.map(cell::without).orElse(cell);
  }

  private static void add(Map<Cell, double[]> sums, Cell cell, double spent) {
    double[] sum = sums.computeIfAbsent(cell, c -> new double[2]);
    sum[0] += spent;
    sum[1]++;
  }

  /** What all of some trials take, one after the other; empty if nothing is known of one. */
  OptionalDouble of(List<PlannedTrial> trials) {
    double all = 0;
    for (PlannedTrial trial : trials) {
      double[] sum = ofCell.getOrDefault(trial.cell(), ofOthers.get(others(trial.cell())));
      if (sum == null) {
        return OptionalDouble.empty();
      }
      all += sum[0] / sum[1];
    }
    return OptionalDouble.of(all);
  }

  private static double last(TrialResult result, Metric metric) {
    return result.measurements().stream()
        .filter(m -> m.metric() == metric)
        .mapToDouble(m -> m.value())
        .max()
        .orElse(0);
  }
}
