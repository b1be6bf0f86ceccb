package io.ablate4j.analysis;

import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.KaplanMeier;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.TargetLevel;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * How the seeds of a cell reached a target, with those that did not counted as censored.
 *
 * @param cell its factor levels
 * @param curve Kaplan and Meier's estimate of the share that has not reached it yet, over steps
 * @param restrictedMean mean steps to the target or to the end of the budget, whichever came first;
 *     95 % interval
 */
public record TargetReach(Cell cell, KaplanMeier curve, Estimate restrictedMean) {
  public TargetReach {
    Objects.requireNonNull(cell, "cell");
    Objects.requireNonNull(curve, "curve");
  }

  /**
   * @param rows trials of the cell
   * @param level which of the three targets
   * @param budget steps of a trial that uses its whole budget. A trial that diverged before is
   *     censored there, not where it stopped: it would not have got there sooner than the others
   */
  static TargetReach of(
      Cell cell, List<TrialSummary> rows, TargetLevel level, OptionalDouble budget) {
    List<TimeToTarget> times = rows.stream().flatMap(row -> row.timeTo(level).stream()).toList();
    double end =
        Math.max(budget.orElse(0), times.stream().mapToDouble(TimeToTarget::steps).max().orElse(0));
    double[] steps = times.stream().mapToDouble(t -> t.reached() ? t.steps() : end).toArray();
    boolean[] reached = new boolean[steps.length];
    for (int i = 0; i < reached.length; i++) {
      reached[i] = times.get(i).reached();
    }
    KaplanMeier curve = KaplanMeier.of(steps, reached);
    return new TargetReach(
        cell,
        curve,
        end > 0 ? curve.restrictedMean(end) : Estimate.notEstimable(0, "nothing has run"));
  }
}
