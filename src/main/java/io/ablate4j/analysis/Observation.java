package io.ablate4j.analysis;

import java.util.Objects;

/**
 * What one trial, or one timing round, says of a contrast metric.
 *
 * @param value in the unit in which arms are subtracted: a share, nats, or the natural logarithm of
 *     what ratios are taken of
 * @param censored whether the true value lies beyond: the target was not reached by then
 * @param limit whether it lies where nothing better or nothing worse can be told from it
 */
record Observation(double value, boolean censored, Limit limit) {
  /** Where a value ends. */
  enum Limit {
    /** It lies between. */
    NONE,
    /** The task asks too little: nothing better could have been seen. */
    TOO_EASY,
    /** The task asks too much: nothing is learned that could differ. */
    TOO_HARD,
    /** The least that a share can be; whether that is good depends on what it is a share of. */
    LEAST,
    /** The most that a share can be. */
    MOST
  }

  Observation(double value, boolean censored) {
    this(value, censored, Limit.NONE);
  }

  Observation {
    Objects.requireNonNull(limit, "limit");
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("an undefined value is no observation");
    }
  }
}
