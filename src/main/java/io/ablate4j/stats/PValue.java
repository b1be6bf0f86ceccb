package io.ablate4j.stats;

/**
 * A p value.
 *
 * @param value 0 to 1
 * @param monteCarloError standard error if it was simulated; 0 if it is exact
 */
public record PValue(double value, double monteCarloError) {
  public PValue {
    if (!(value >= 0 && value <= 1) || !(monteCarloError >= 0)) {
      throw new IllegalArgumentException("p = " + value + " +- " + monteCarloError);
    }
  }

  /** One that was not simulated. */
  public static PValue exact(double value) {
    return new PValue(Math.min(1, value), 0);
  }
}
