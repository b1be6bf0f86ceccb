package io.ablate4j.analysis;

import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Split;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Training losses at which arms are set side by side. A regularization that trains more slowly has
 * a smaller gap at the last epoch for that reason alone; at a loss that all arms reach, it has not.
 *
 * <p>The level of the cells that differ in regularization alone is the largest of their medians,
 * over completed trials, of a trial's lowest training loss after an epoch: half of the trials of
 * the slowest arm get there, more of the others.
 */
final class MatchedLoss {
  private final Map<Cell, Double> levels = new HashMap<>();

  MatchedLoss(Collection<MeasuredTrial> trials) {
    Map<Cell, List<Double>> lowest = new HashMap<>();
    for (MeasuredTrial trial : trials) {
      if (trial.isCompleted()) {
        Readings readings = trial.readings();
        readings
            .lowestTrainLossEpoch()
            .ifPresent(
                epoch ->
                    lowest
                        .computeIfAbsent(trial.planned().cell(), cell -> new ArrayList<>())
                        .add(readings.at(Metric.LOSS, Split.TRAIN, epoch).getAsDouble()));
      }
    }
    lowest.forEach(
        (cell, losses) ->
            levels.merge(
                common(cell),
                Targets.median(losses.stream().mapToDouble(loss -> loss).toArray()).getAsDouble(),
                Math::max));
  }

  /** Nats, mean over the training subset; empty where no trial of any arm has completed. */
  OptionalDouble level(Cell cell) {
    Double level = levels.get(common(cell));
    return level == null ? OptionalDouble.empty() : OptionalDouble.of(level);
  }

  private static Cell common(Cell cell) {
    return cell.withRegularization("");
  }
}
