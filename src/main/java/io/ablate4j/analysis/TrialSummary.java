package io.ablate4j.analysis;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.TrialMetrics;
import io.ablate4j.trial.FinishedTrial;
import io.ablate4j.trial.Moment;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.TargetLevel;
import io.ablate4j.trial.TestReading;
import io.ablate4j.trial.TrialCurves;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One trial's row. A column that is undefined has no entry: the trial did not run, did not get that
 * far, never reached the target, or the number was NaN or infinite.
 *
 * @param planned what was asked
 * @param outcome empty if it has not run
 * @param values the defined columns, all finite
 * @param timesToTarget steps to each target of its model, of one that did not reach it up to where
 *     it was last seen
 * @param recovery steps from the study's intervention until the trial had learned on, of one that
 *     did not what was left of its budget; empty if that is not known
 * @param further what each probe that the study lists gave after the last epoch, what was read
 *     besides on the test set, and what trial metrics make of a completed trial, by the metric's
 *     word; all finite
 * @param provenance where the numbers come from; empty if it has not run
 */
public record TrialSummary(
    PlannedTrial planned,
    Optional<Outcome> outcome,
    Map<TrialColumn, Double> values,
    Map<TargetLevel, TimeToTarget> timesToTarget,
    Optional<Recovery> recovery,
    Map<String, Double> further,
    Optional<Provenance> provenance) {
  /** The outcome word of a trial that has no result yet. */
  public static final String NOT_RUN = "not run";

  public TrialSummary {
    Objects.requireNonNull(planned, "planned");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(provenance, "provenance");
    Objects.requireNonNull(recovery, "recovery");
    Map<TrialColumn, Double> copy = new EnumMap<>(TrialColumn.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
    Map<TargetLevel, TimeToTarget> times = new EnumMap<>(TargetLevel.class);
    times.putAll(timesToTarget);
    timesToTarget = Collections.unmodifiableMap(times);
    further = Map.copyOf(further);
    if (!values.values().stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("an undefined column has no entry: " + values);
    }
  }

  /** The row of a trial without a result. */
  static TrialSummary notRun(PlannedTrial planned) {
    return new TrialSummary(
        planned,
        Optional.empty(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Map.of(),
        Optional.empty());
  }

  /**
   * The row of a trial and its result.
   *
   * @param targets those of its model
   * @param matchedLoss the training loss at which the arms of its cell are set side by side, nats
   */
  static TrialSummary of(MeasuredTrial trial, Targets targets, OptionalDouble matchedLoss) {
    TrialSeries readings = trial.readings();
    Map<TargetLevel, TimeToTarget> times = times(trial, targets);
    Ended ended = new Ended(trial, times, matchedLoss);
    Map<TrialColumn, Double> values = new EnumMap<>(TrialColumn.class);
    for (TrialColumn column : TrialColumn.values()) {
      column.number().of(ended).ifPresent(number -> values.put(column, number));
    }
    Map<String, Double> further = new HashMap<>(readings.probes());
    for (TestReading reading : TestReading.ALL) {
      reading.of(ended).ifPresent(number -> further.put(reading.word(), number));
    }
    if (trial.isCompleted()) {
      further.putAll(TrialMetrics.of(readings));
    }
    return new TrialSummary(
        trial.planned(),
        Optional.of(trial.result().outcome()),
        values,
        times,
        Optional.empty(),
        further,
        Optional.of(trial.result().provenance()));
  }

  /** With what hypotheses ask for besides, by the metric's word. */
  TrialSummary and(Map<String, Double> more) {
    if (more.isEmpty()) {
      return this;
    }
    Map<String, Double> all = new HashMap<>(further);
    all.putAll(more);
    return new TrialSummary(planned, outcome, values, timesToTarget, recovery, all, provenance);
  }

  /**
   * With how long it took to learn on after the study's intervention.
   *
   * @param intervention after how many steps that comes; empty if there is none, or not one alone
   */
  TrialSummary after(OptionalInt intervention, TrialSeries readings) {
    if (intervention.isEmpty()) {
      return this;
    }
    int from = intervention.getAsInt();
    // What a trial had learned before it diverged is lost.
    Optional<TimeToTarget> time =
        isDiverged() ? Optional.of(new TimeToTarget(0, false)) : readings.timeAfter(from);
    return new TrialSummary(
        planned,
        outcome,
        values,
        timesToTarget,
        time.map(found -> new Recovery(from, found)),
        further,
        provenance);
  }

  /** What the columns are read from. */
  private record Ended(
      MeasuredTrial trial, Map<TargetLevel, TimeToTarget> times, OptionalDouble matchedLoss)
      implements FinishedTrial {
    @Override
    public TrialCurves curves() {
      return trial.readings();
    }

    @Override
    public boolean isCompleted() {
      return trial.isCompleted();
    }

    @Override
    public OptionalInt epoch(Moment moment) {
      return switch (moment) {
        case END -> OptionalInt.of(trial.readings().epochs());
        case BEST_EPOCH -> trial.readings().bestEpoch();
        case MATCHED_LOSS ->
            matchedLoss.isPresent()
                ? trial.readings().firstEpochWithTrainLoss(matchedLoss.getAsDouble())
                : OptionalInt.empty();
      };
    }

    @Override
    public OptionalInt stepsTo(TargetLevel target) {
      TimeToTarget time = times.get(target);
      return time == null || !time.reached() ? OptionalInt.empty() : OptionalInt.of(time.steps());
    }
  }

  private static Map<TargetLevel, TimeToTarget> times(MeasuredTrial trial, Targets targets) {
    Map<TargetLevel, TimeToTarget> times = new EnumMap<>(TargetLevel.class);
    targets
        .values()
        .forEach(
            (level, target) ->
                trial
                    .readings()
                    .timeTo(target)
                    // What a trial had learned before it diverged is lost.
                    .map(t -> trial.isCompleted() ? t : new TimeToTarget(t.steps(), false))
                    .ifPresent(t -> times.put(level, t)));
    return times;
  }

  /** Steps to a target, censored or not; empty if it has no target or was never trained. */
  public Optional<TimeToTarget> timeTo(TargetLevel level) {
    return Optional.ofNullable(timesToTarget.get(level));
  }

  /** The number in a column, in the unit of its meaning; empty where it is undefined. */
  public OptionalDouble value(TrialColumn column) {
    Double value = values.get(column);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The number of a metric that a class brings; empty where it is undefined. */
  public OptionalDouble value(ContrastMetric metric) {
    Double value = further.get(metric.word());
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The outcome's word, or {@value #NOT_RUN}. */
  public String outcomeWord() {
    return outcome.map(Outcome::word).orElse(NOT_RUN);
  }

  /** Why it ended as it did; empty for a completed trial and for one that has not run. */
  public String reason() {
    return outcome.map(Outcome::reason).orElse("");
  }

  /** Whether it used its whole budget. */
  public boolean isCompleted() {
    return outcome.orElse(null) instanceof Outcome.Completed;
  }

  /** Whether it diverged. */
  public boolean isDiverged() {
    return outcome.orElse(null) instanceof Outcome.Diverged;
  }

  /** Whether it could not be carried out. */
  public boolean isFailed() {
    return outcome.orElse(null) instanceof Outcome.Failed;
  }
}
