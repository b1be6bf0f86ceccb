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

  private final String machine;
  private final Map<String, Integer> timed;
  private final int processors;

  /**
   * @param classPath of the workers
   * @param version of this program
   * @param timed undisturbed rounds that are stored, by fingerprint
   */
  public TimingForecast(String classPath, String version, Map<String, Integer> timed) {
    this(TimingPass.machine(classPath, version), timed, Runtime.getRuntime().availableProcessors());
  }

  TimingForecast(String machine, Map<String, Integer> timed, int processors) {
    this.machine = machine;
    this.timed = Map.copyOf(timed);
    this.processors = processors;
  }

  /**
   * Seconds of the pass; 0 if nothing is to be timed, or if there is not time enough for it.
   *
   * @param plan all trials of the study
   * @param stepSeconds of a trial, about
   * @param trialSeconds all trials of the study take, over the workers that run at the same time
   * @param neededRounds of each group on one thread
   * @param started whether the workers are there already
   * @param disturbed whether others keep the machine busy: then all the time is used that rounds
   *     may be repeated in
   */
  public double seconds(
      List<Trial> plan,
      ToDoubleFunction<Trial> stepSeconds,
      double trialSeconds,
      int neededRounds,
      boolean started,
      boolean disturbed) {
    List<TimingGroup> groups = TimingGroup.of(plan);
    List<Layout> layouts = TimingPass.layouts(processors);
    List<TimedGroup> missing = TimingPass.missing(groups, layouts, machine, neededRounds, timed);
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
    TimingBudget budget =
        TimingBudget.of(stepMillis, layouts.size(), trialSeconds, neededRounds, started);
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
