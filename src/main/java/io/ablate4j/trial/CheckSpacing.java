package io.ablate4j.trial;

/**
 * When a trial looks whether it has reached its target. At first after every so many trained
 * examples; later, when that is less than an eighth of what has been trained, after that eighth.
 * Times to a target are compared as ratios, so looking as closely at the end as at the beginning
 * would cost much and say nothing.
 *
 * @param every trained examples from one check to the next at the beginning
 */
public record CheckSpacing(int every) {
  private static final int PART = 8;

  public CheckSpacing {
    if (every < 1) {
      throw new IllegalArgumentException("no check every " + every + " examples");
    }
  }

  /**
   * Trained examples at which the next check is due.
   *
   * @param examples trained when the last one was due, a multiple of {@code every}; 0 at first
   */
  public long after(long examples) {
    long checks = examples / every;
    return (checks + Math.max(1, (checks + PART - 1) / PART)) * every;
  }

  /** Checks that are due while so many examples are trained. */
  public long count(long examples) {
    long count = 0;
    for (long due = after(0); due <= examples; due = after(due)) {
      count++;
    }
    return count;
  }
}
