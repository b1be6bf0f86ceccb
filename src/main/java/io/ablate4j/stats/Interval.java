package io.ablate4j.stats;

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

  /** Whether {@code value} lies in it, ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
