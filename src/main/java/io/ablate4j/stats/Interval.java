package io.ablate4j.stats;

import java.util.Optional;

/**
 * A confidence interval.
 *
 * @param low its lower end, in the estimate's unit
 * @param high its upper end, at least {@code low}
 * @param level its coverage, such as .95
 */
public record Interval(double low, double high, double level) {
  public Interval {
    if (!(low <= high) || !(level > 0 && level < 1)) {
      throw new IllegalArgumentException("no interval [" + low + ", " + high + "] of " + level);
    }
  }

  /**
   * Of ends that were divided by a power of two.
   *
   * @return empty where an end is more than a number can hold
   */
  static Optional<Interval> shifted(double low, double high, double level, int exponent) {
    double from = Math.scalb(low, exponent);
    double to = Math.scalb(high, exponent);
    return Double.isFinite(from) && Double.isFinite(to)
        ? Optional.of(new Interval(from, to, level))
        : Optional.empty();
  }

  /** Whether {@code value} lies in it, ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
