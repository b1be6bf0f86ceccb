package io.ablate4j.analysis;

import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Split;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Training losses at which arms are set side by side. A regularization that trains more slowly has
 * a smaller gap at the last epoch for that reason alone; at a loss that all arms reach, it has not.
 *
 * <p>The level belongs to a seed: of the completed trials that differ in the compared factor alone,
 * the largest of their lowest training losses after an epoch. So every one of them gets there, each
 * pair is matched inside its seed, and a seed in which one arm learned nothing moves no other seed.
 */
final class MatchedLoss {
  private record Place(Cell context, long seed) {}

  private final Map<Place, Double> levels = new HashMap<>();

  /** Factors that some arms do not have: all their levels share the contexts of those. */
  private final Set<String> conditional = new HashSet<>();

  /** Whose levels are set side by side. */
  private final String factor;

  /**
   * Over all arms.
   *
   * @param compared the factor whose levels are arms
   */
  MatchedLoss(Collection<MeasuredTrial> trials, String compared) {
    factor = compared;
    for (MeasuredTrial trial : trials) {
      trial
          .planned()
          .cell()
          .levels()
          .forEach(
              (other, level) -> {
                if (level.equals(Cell.ABSENT)) {
                  conditional.add(other);
                }
              });
    }
    for (MeasuredTrial trial : trials) {
      if (trial.isCompleted()) {
        TrialSeries readings = trial.readings();
        readings
            .lowestTrainLossEpoch()
            .ifPresent(
                epoch ->
                    levels.merge(
                        place(trial.planned()),
                        readings.at(Metric.LOSS, Split.TRAIN, epoch).getAsDouble(),
                        Math::max));
      }
    }
  }

  /** Of the two levels that a hypothesis compares, which need not be arms. */
  static MatchedLoss of(Pair pair, Collection<MeasuredTrial> trials) {
    Set<String> levels = Set.of(pair.level(), pair.control());
    return new MatchedLoss(
        trials.stream()
            .filter(trial -> levels.contains(trial.planned().cell().level(pair.factor())))
            .toList(),
        pair.factor());
  }

  /** Nats, mean over the training subset; empty where no arm of the trial's seed has completed. */
  OptionalDouble level(PlannedTrial trial) {
    Double level = levels.get(place(trial));
    return level == null ? OptionalDouble.empty() : OptionalDouble.of(level);
  }

  private Place place(PlannedTrial trial) {
    Cell context = trial.cell().without(factor);
    for (String other : conditional) {
      context = context.without(other);
    }
    return new Place(context, trial.seed());
  }
}
