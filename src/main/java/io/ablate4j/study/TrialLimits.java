package io.ablate4j.study;

import io.ablate4j.trial.Cell;
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
   * What is too much in the trials of a cell.
   *
   * @param train training examples
   * @param checkExamples trained examples from one check to the next
   * @param probes measured after each epoch
   */
  static Optional<String> objection(Cell cell, int train, int checkExamples, int probes) {
    double epochs = cell.epochs();
    double steps = Math.floor((double) train / cell.batchSize()) * epochs;
    if (steps > MOST_STEPS) {
      return Optional.of(tooMuch(cell, steps, "steps", MOST_STEPS));
    }
    double checks = Math.min(steps, Math.floor(train * epochs / checkExamples));
    double measurements = epochs * (AN_EPOCH + probes) + checks;
    return measurements > MOST_MEASUREMENTS
        ? Optional.of(tooMuch(cell, measurements, "measurements", MOST_MEASUREMENTS))
        : Optional.empty();
  }

  private static String tooMuch(Cell cell, double count, String what, double most) {
    return String.format(
        Locale.ROOT,
        "%s %d at batchSize %d are %,.0f %s a trial, more than %,.0f.",
        FactorKind.EPOCHS.name(),
        cell.epochs(),
        cell.batchSize(),
        count,
        what,
        most);
  }
}
