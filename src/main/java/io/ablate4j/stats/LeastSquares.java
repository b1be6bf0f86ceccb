package io.ablate4j.stats;

import java.util.Arrays;
import java.util.OptionalDouble;

/** A straight line through points by least squares (Legendre 1805). */
public final class LeastSquares {
  private LeastSquares() {}

  /**
   * By how much y rises as x rises by 1: the sum of {@link #weights} times y.
   *
   * @param x finite
   * @param y finite, as many
   * @return empty for fewer than two points or where all x are equal
   */
  public static OptionalDouble slope(double[] x, double[] y) {
    Samples.sameLength(Samples.finite(x), Samples.finite(y));
    if (x.length < 2 || Samples.constant(x)) {
      return OptionalDouble.empty();
    }
    double[] weights = weights(x);
    double slope = 0;
    for (int i = 0; i < x.length; i++) {
      slope += weights[i] * y[i];
    }
    return OptionalDouble.of(slope);
  }

  /**
   * What each y is multiplied by so that the sum is the slope: (x - mean x) / sum (x - mean x)^2.
   *
   * @param x finite, at least two of them different
   */
  public static double[] weights(double[] x) {
    double mean = Samples.mean(x);
    double squares = Arrays.stream(x).map(value -> (value - mean) * (value - mean)).sum();
    return Arrays.stream(x).map(value -> (value - mean) / squares).toArray();
  }
}
