package io.ablate4j.analysis;

import io.ablate4j.analysis.Observation.Limit;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.trial.Cell;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Cells of which nothing can be said, since no trial of them could have come out otherwise: all
 * diverged, or all lie at the floor or ceiling of what is measured. That they are equal there shows
 * nothing of the arms.
 */
final class Silence {
  static final String DIVERGED = "every trial diverged";

  private Silence() {}

  /**
   * Why cells that are compared with one another say nothing.
   *
   * @return empty if they say something, or too little has run to know
   */
  static Optional<String> of(ContrastMetric metric, Collection<Cell> cells, Observed observations) {
    if (metric.reading().isCount()) {
      return Optional.empty();
    }
    if (cells.stream().allMatch(cell -> allDiverged(cell, observations))) {
      return Optional.of(DIVERGED);
    }
    List<Observation> seen = new ArrayList<>();
    for (Cell cell : cells) {
      int before = seen.size();
      for (long replicate : observations.replicates()) {
        observations.at(cell, replicate).ifPresent(seen::add);
      }
      if (seen.size() == before) {
        return Optional.empty();
      }
    }
    return of(metric, seen, cells.size());
  }

  /**
   * The same of what was observed of all cells together.
   *
   * @param cells how many they are of; of one replicate of each, equal numbers may be luck
   */
  static Optional<String> of(ContrastMetric metric, List<Observation> seen, int cells) {
    if (seen.isEmpty() || metric.reading().isCount()) {
      return Optional.empty();
    }
    Observation first = seen.get(0);
    boolean isAtLimit =
        first.limit() != Limit.NONE && seen.stream().allMatch(o -> o.limit() == first.limit());
    // The first check of a cell comes at one step, whatever the seed.
    if (isAtLimit
        && (!metric.reading().isToTarget()
            || seen.stream().mapToDouble(Observation::value).distinct().count() <= cells)) {
      return Optional.of(atLimit(metric, first.limit()));
    }
    boolean equal =
        seen.size() > cells
            && seen.stream().allMatch(o -> o.value() == first.value() && !o.censored());
    return equal
        ? Optional.of(
            metric.reading().isToTarget()
                ? "every trial reached the target at the same check: checks are too rare to tell"
                : "every trial has the same value, which tells nothing apart")
        : Optional.empty();
  }

  /** Whether all trials of a cell diverged and none is still to run; one that failed is no sign. */
  static boolean allDiverged(Cell cell, Observed observations) {
    boolean any = false;
    for (long replicate : observations.replicates()) {
      for (TrialSummary trial : observations.trials(cell, replicate)) {
        if (!trial.isFailed() && !trial.isDiverged()) {
          return false;
        }
        any |= trial.isDiverged();
      }
    }
    return any;
  }

  private static String atLimit(ContrastMetric metric, Limit limit) {
    return switch (limit) {
      case TOO_EASY ->
          (metric.reading().isToTarget()
                  ? "every trial reached the target at the first possible check"
                  : metric.scale() == ContrastMetric.Scale.NATS
                      ? "every trial has a loss of 0"
                      : "every trial has an accuracy of 100 %")
              + ": the task is too easy to tell";
      case TOO_HARD -> "no trial is better than guessing: the task is too hard to tell";
      case LEAST -> "every trial has 0, the least there can be, which tells nothing apart";
      case MOST -> "every trial has 100 %, the most there can be, which tells nothing apart";
      case NONE -> throw new IllegalArgumentException("no limit");
    };
  }
}
