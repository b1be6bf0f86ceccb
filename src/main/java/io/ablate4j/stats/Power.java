package io.ablate4j.stats;

import java.util.OptionalInt;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** How likely a test finds what is there, and how many seeds that takes. */
public final class Power {
  private static final int INTERVALS = 1000;

  private Power() {}

  /**
   * The power of the two-sided paired t test: P(|T| &gt; t) for T noncentral t with n - 1 degrees
   * of freedom and noncentrality effectSize sqrt(n) (Cohen 1988).
   *
   * @param n pairs, at least 2
   * @param effectSize d_z, mean over standard deviation of the differences
   * @param alpha error of the first kind, 0 to 1, ends excluded
   * @return right to about 1e-8
   */
  public static double pairedT(int n, double effectSize, double alpha) {
    if (n < 2 || !Double.isFinite(effectSize) || !(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException(
          "no power of " + n + " pairs, effect " + effectSize + ", alpha " + alpha);
    }
    int freedom = n - 1;
    double shift = Math.abs(effectSize) * Math.sqrt(n);
    double critical = TDistribution.of(freedom).inverseSurvivalProbability(alpha / 2);
    NormalDistribution normal = NormalDistribution.of(0, 1);
    ChiSquaredDistribution chiSquared = ChiSquaredDistribution.of(freedom);
    // T = (Z + shift) / S with S = sqrt(chi^2 / freedom): the integral over log S of what Z does,
    // by Simpson's rule between ends that leave out 1e-12 each.
    double low = Math.log(chiSquared.inverseCumulativeProbability(1e-12) / freedom) / 2;
    double high = Math.log(chiSquared.inverseSurvivalProbability(1e-12) / freedom) / 2;
    double step = (high - low) / INTERVALS;
    double sum = 0;
    for (int i = 0; i <= INTERVALS; i++) {
      double s = Math.exp(low + i * step);
      double chi = freedom * s * s;
      double beyond =
          normal.survivalProbability(critical * s - shift)
              + normal.cumulativeProbability(-critical * s - shift);
      sum +=
          (i == 0 || i == INTERVALS ? 1 : i % 2 == 1 ? 4 : 2)
              * 2
              * chi
              * chiSquared.density(chi)
              * beyond;
    }
    return Math.min(1, sum * step / 3);
  }

  /**
   * The fewest pairs that reach a power.
   *
   * @param power wanted, such as .8
   * @param atLeast pairs to start from; fewer than 2 count as 2
   * @param atMost pairs to give up after
   * @return empty if {@code atMost} do not reach it
   */
  public static OptionalInt seedsNeeded(
      double effectSize, double alpha, double power, int atLeast, int atMost) {
    int low = Math.max(2, atLeast);
    int high = atMost;
    if (low > high || pairedT(high, effectSize, alpha) < power) {
      return OptionalInt.empty();
    }
    // Power rises with n.
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (pairedT(middle, effectSize, alpha) < power) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return OptionalInt.of(low);
  }
}
