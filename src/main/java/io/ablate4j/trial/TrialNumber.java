package io.ablate4j.trial;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A number that a trial comes to: its word, its unit and where it is read are said here alone.
 * Columns of tables and exports, and the metrics that arms are compared on, take all of it from
 * here.
 */
public interface TrialNumber {
  /** Lower-case letters, digits and hyphens: "test-accuracy". */
  String word();

  /** Its unit. */
  Quantity quantity();

  /** The number of a trial that ran; empty where it is undefined. */
  OptionalDouble of(FinishedTrial trial);

  /** Whether more of it is an improvement. */
  default boolean higherIsBetter() {
    return false;
  }

  /** Which target it counts until; empty if none. */
  default Optional<TargetLevel> target() {
    return Optional.empty();
  }

  /** Whether a trial that learned nothing comes to the share that guessing gets right. */
  default boolean isGuessed() {
    return false;
  }

  /** Whether it is one of {@link Metric#BY_CLASS}. */
  default boolean isByClass() {
    return false;
  }

  /** Whether it depends on after which epochs trials are evaluated. */
  default boolean needsCurve() {
    return false;
  }

  /** Whether the other arms of a trial's cell have a say in it. */
  default boolean needsAllArms() {
    return false;
  }
}
