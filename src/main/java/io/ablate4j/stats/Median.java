package io.ablate4j.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/** The median with an interval that assumes nothing of the distribution. */
public final class Median {
  private Median() {}

  /**
   * Between two order statistics (Thompson 1936): x(k) and x(n+1-k) for the largest k with 2
   * P(Binomial(n, 1/2) &lt; k) at most 1 - level, so it covers at least {@code level}.
   *
   * @param values finite, in any unit
   * @param level such as .95
   * @return without an interval where so few values cannot reach the level (95 % needs 6) or all
   *     are equal
   */
  public static Estimate of(double[] values, double level) {
    int n = Samples.finite(values).length;
    if (n == 0) {
      return Estimate.notEstimable(0, "no values");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double median = middle(sorted);
    BinomialDistribution below = BinomialDistribution.of(n, .5);
    int k = 0;
    while (2 * below.cumulativeProbability(k) <= (1 - level) * (1 + Samples.TIE)) {
      k++;
    }
    if (k == 0) {
      return Estimate.pointOnly(n, median, n == 1 ? "1 value" : n + " values");
    }
    return Samples.constant(sorted)
        ? Estimate.pointOnly(n, median, "all values are equal")
        : Estimate.of(n, median, new Interval(sorted[k - 1], sorted[n - k], level));
  }

  /** Of at least one value, ascending. */
  static double middle(double[] sorted) {
    int n = sorted.length;
    double sum = sorted[(n - 1) / 2] + sorted[n / 2];
    return Double.isFinite(sum) ? sum / 2 : sorted[(n - 1) / 2] / 2 + sorted[n / 2] / 2;
  }
}
