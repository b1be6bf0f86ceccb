package io.ablate4j.stats;

import java.util.OptionalDouble;

/** A straight line through points by least squares (Legendre 1805). */
public final class LeastSquares {
  private LeastSquares() {}

  /**
   * By how much y rises as x rises by 1: sum (x - mean x)(y - mean y) / sum (x - mean x)^2.
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
    double meanX = Samples.mean(x);
    double meanY = Samples.mean(y);
    double products = 0;
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      products += (x[i] - meanX) * (y[i] - meanY);
      squares += (x[i] - meanX) * (x[i] - meanX);
    }
    return OptionalDouble.of(products / squares);
  }
}
