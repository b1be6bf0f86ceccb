package io.ablate4j.analysis;

/**
 * What one trial, or one timing round, says of a contrast metric.
 *
 * @param value in the unit in which arms are subtracted: a share, nats, or the natural logarithm of
 *     what ratios are taken of
 * @param censored whether the true value lies beyond: the target was not reached by then
 */
record Observation(double value, boolean censored) {
  Observation {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("an undefined value is no observation");
    }
  }
}
