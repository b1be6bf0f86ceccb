package io.ablate4j.timing;

import io.ablate4j.plan.Trial;
import io.ablate4j.timing.TimingBudget.GroupTime;
import io.ablate4j.trial.TimingRound.Layout;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** How long a timing pass is going to take that comes after trials which are yet to run. */
public final class TimingForecast {
  private static final double MILLIS_A_SECOND = 1e3;

  private final List<TimingGroup> groups;
  private final List<TimedGroup> missing;
  private final int layouts;
  private final int neededRounds;

  /**
   * @param plan all trials of the study
   * @param neededRounds of each group on one thread
   * @param classPath of the workers
   * @param version of this program
   * @param timed undisturbed rounds that are stored, by fingerprint
   */
  public TimingForecast(
      List<Trial> plan,
      int neededRounds,
      String classPath,
      String version,
      Map<String, Integer> timed) {
    this(
        plan,
        neededRounds,
        TimingPass.machine(classPath, version),
        timed,
        Runtime.getRuntime().availableProcessors());
  }

  TimingForecast(
      List<Trial> plan,
      int neededRounds,
      String machine,
      Map<String, Integer> timed,
      int processors) {
    List<Layout> all = TimingPass.layouts(processors);
    this.groups = TimingGroup.of(plan);
    this.missing = TimingPass.missing(groups, all, machine, neededRounds, timed);
    this.layouts = all.size();
    this.neededRounds = neededRounds;
  }

  /**
   * Seconds of the pass; 0 if nothing is to be timed, or if there is not time enough for it.
   *
   * @param stepSeconds of a trial, about
   * @param trialSeconds all trials of the study take, over the workers that run at the same time
   * @param started whether the workers are there already
   * @param disturbed whether others keep the machine busy: then all the time is used that rounds
   *     may be repeated in
   */
  public double seconds(
      ToDoubleFunction<Trial> stepSeconds,
      double trialSeconds,
      boolean started,
      boolean disturbed) {
    if (missing.isEmpty()) {
      return 0;
    }
    List<List<OptionalDouble>> stepMillis =
        groups.stream()
            .map(
                group ->
                    group.arms().stream()
                        .map(arm -> stepSeconds.applyAsDouble(arm) * MILLIS_A_SECOND)
                        .map(OptionalDouble::of)
                        .toList())
            .toList();
    TimingBudget budget = TimingBudget.of(stepMillis, layouts, trialSeconds, neededRounds, started);
    if (!budget.isEnough()) {
      return 0;
    }
    double share = 0;
    for (TimedGroup each : missing) {
      GroupTime time = budget.groups().get(groups.indexOf(each.group()));
      share += time.seconds(budget.rounds()) / budget.seconds();
    }
    return budget.startSeconds() + share * (disturbed ? budget.limitSeconds() : budget.seconds());
  }
}
