package io.ablate4j.factor;

import java.util.Locale;
import java.util.Optional;

/** What one trial can keep in memory while it runs: the time of each step, and what it measured. */
final class TrialLimits {
  /** The cifar10 study's longest trial has 38,000; a step of a microsecond each takes 20 s. */
  static final double MOST_STEPS = 20e6;

  static final double MOST_MEASUREMENTS = 1e6;

  /** Losses and accuracies of three splits after each epoch, and what else is counted. */
  private static final int AN_EPOCH = 20;

  private TrialLimits() {}

  /**
   * What is too much in the trials of a cell, such as "30,000,000 steps a trial, more than
   * 20,000,000".
   *
   * @param checkExamples trained examples from one check to the next
   * @param probes measured after each epoch
   */
  static Optional<String> objection(TrialSettings settings, int checkExamples, int probes) {
    double steps = settings.steps();
    if (steps > MOST_STEPS) {
      return Optional.of(tooMuch(steps, "steps", MOST_STEPS));
    }
    double epochs = settings.epochs();
    double checks =
        Math.min(steps, Math.floor(settings.dataset().train() * epochs / checkExamples));
    double measurements = epochs * (AN_EPOCH + probes) + checks;
    return measurements > MOST_MEASUREMENTS
        ? Optional.of(tooMuch(measurements, "measurements", MOST_MEASUREMENTS))
        : Optional.empty();
  }

  private static String tooMuch(double count, String what, double most) {
    return String.format(Locale.ROOT, "%,.0f %s a trial, more than %,.0f", count, what, most);
  }
}
