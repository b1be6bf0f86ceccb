package io.ablate4j.analysis;

import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.Target;
import io.ablate4j.trial.TrialResult;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
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
 * @param provenance where the numbers come from; empty if it has not run
 */
public record TrialSummary(
    PlannedTrial planned,
    Optional<Outcome> outcome,
    Map<TrialColumn, Double> values,
    Optional<Provenance> provenance) {
  /** The outcome word of a trial that has no result yet. */
  public static final String NOT_RUN = "not run";

  public TrialSummary {
    Objects.requireNonNull(planned, "planned");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(provenance, "provenance");
    Map<TrialColumn, Double> copy = new EnumMap<>(TrialColumn.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
    if (!values.values().stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("an undefined column has no entry: " + values);
    }
  }

  /** The row of a trial without a result. */
  static TrialSummary notRun(PlannedTrial planned) {
    return new TrialSummary(planned, Optional.empty(), Map.of(), Optional.empty());
  }

  /**
   * The row of a trial and its result.
   *
   * @param target validation accuracy to be reached, if the study sets one
   */
  static TrialSummary of(PlannedTrial planned, TrialResult result, Optional<Target> target) {
    Map<TrialColumn, Double> values = new EnumMap<>(TrialColumn.class);
    List<Measurement> measurements = result.measurements();
    int last = measurements.stream().mapToInt(Measurement::epoch).max().orElse(0);
    if (last > 0) {
      values.put(TrialColumn.EPOCHS, (double) last);
    }
    Map<TrialColumn, OptionalDouble> read = new EnumMap<>(TrialColumn.class);
    read.put(TrialColumn.TRAIN_ACCURACY, last(measurements, Metric.ACCURACY, Split.TRAIN));
    read.put(TrialColumn.TRAIN_LOSS, last(measurements, Metric.LOSS, Split.TRAIN));
    read.put(
        TrialColumn.VALIDATION_ACCURACY, last(measurements, Metric.ACCURACY, Split.VALIDATION));
    read.put(TrialColumn.VALIDATION_LOSS, last(measurements, Metric.LOSS, Split.VALIDATION));
    read.put(TrialColumn.TEST_ACCURACY, last(measurements, Metric.ACCURACY, Split.TEST));
    read.put(TrialColumn.TEST_LOSS, last(measurements, Metric.LOSS, Split.TEST));
    read.put(
        TrialColumn.GAP_ACCURACY,
        difference(read.get(TrialColumn.TRAIN_ACCURACY), read.get(TrialColumn.TEST_ACCURACY)));
    read.put(
        TrialColumn.GAP_LOSS,
        difference(read.get(TrialColumn.TEST_LOSS), read.get(TrialColumn.TRAIN_LOSS)));
    read.put(TrialColumn.STEP_MILLIS, last(measurements, Metric.STEP_MILLIS, Split.NONE));
    read.put(
        TrialColumn.IMAGES_PER_SECOND, last(measurements, Metric.IMAGES_PER_SECOND, Split.NONE));
    read.put(
        TrialColumn.TRAINABLE_PARAMETERS,
        last(measurements, Metric.TRAINABLE_PARAMETERS, Split.NONE));
    read.put(TrialColumn.TRAIN_SECONDS, last(measurements, Metric.TRAIN_SECONDS, Split.NONE));
    bestEpoch(measurements).ifPresent(e -> values.put(TrialColumn.BEST_EPOCH, (double) e));
    target
        .map(wanted -> firstEpochAt(measurements, wanted))
        .filter(OptionalInt::isPresent)
        .ifPresent(
            epoch -> {
              int e = epoch.getAsInt();
              read.put(TrialColumn.STEPS_TO_TARGET, at(measurements, Metric.STEPS, e));
              read.put(TrialColumn.SECONDS_TO_TARGET, at(measurements, Metric.TRAIN_SECONDS, e));
            });
    read.forEach((column, value) -> value.ifPresent(number -> values.put(column, number)));
    return new TrialSummary(
        planned, Optional.of(result.outcome()), values, Optional.of(result.provenance()));
  }

  /** The number in a column, in the unit of its meaning; empty where it is undefined. */
  public OptionalDouble value(TrialColumn column) {
    Double value = values.get(column);
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
    return outcome.filter(Outcome.Completed.class::isInstance).isPresent();
  }

  /** Whether it diverged. */
  public boolean isDiverged() {
    return outcome.filter(Outcome.Diverged.class::isInstance).isPresent();
  }

  /** Whether it could not be carried out. */
  public boolean isFailed() {
    return outcome.filter(Outcome.Failed.class::isInstance).isPresent();
  }

  /** Not the last finite value: a loss that ended as NaN is undefined, not what it was before. */
  private static OptionalDouble last(List<Measurement> measurements, Metric metric, Split split) {
    return measurements.stream()
        .filter(m -> m.metric() == metric && m.split() == split)
        .max(Comparator.comparingInt(Measurement::epoch))
        .map(m -> finite(m.value()))
        .orElse(OptionalDouble.empty());
  }

  private static OptionalDouble at(List<Measurement> measurements, Metric metric, int epoch) {
    return measurements.stream()
        .filter(m -> m.metric() == metric && m.split() == Split.NONE && m.epoch() == epoch)
        .findFirst()
        .map(m -> finite(m.value()))
        .orElse(OptionalDouble.empty());
  }

  private static OptionalInt bestEpoch(List<Measurement> measurements) {
    return measurements.stream()
        .filter(TrialSummary::isValidationAccuracy)
        .filter(m -> Double.isFinite(m.value()))
        .max(
            Comparator.comparingDouble(Measurement::value)
                .thenComparing(Comparator.comparingInt(Measurement::epoch).reversed()))
        .map(m -> OptionalInt.of(m.epoch()))
        .orElse(OptionalInt.empty());
  }

  private static OptionalInt firstEpochAt(List<Measurement> measurements, Target target) {
    return measurements.stream()
        .filter(TrialSummary::isValidationAccuracy)
        .filter(m -> m.value() >= target.value())
        .mapToInt(Measurement::epoch)
        .min();
  }

  private static boolean isValidationAccuracy(Measurement m) {
    return m.metric() == Metric.ACCURACY && m.split() == Split.VALIDATION;
  }

  private static OptionalDouble difference(OptionalDouble left, OptionalDouble right) {
    return left.isPresent() && right.isPresent()
        ? OptionalDouble.of(left.getAsDouble() - right.getAsDouble())
        : OptionalDouble.empty();
  }

  private static OptionalDouble finite(double value) {
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
