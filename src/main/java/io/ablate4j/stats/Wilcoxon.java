package io.ablate4j.stats;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Wilcoxon's (1945) signed-rank test.
 *
 * <p>Zeros are handled as Pratt (1959) proposed: they take part in the ranking and are left out of
 * the sum. Equal absolute differences share their mean rank. A difference may be infinite: one of
 * the two never got there, the other did; such a pair ranks above all others.
 */
public final class Wilcoxon {
  private Wilcoxon() {}

  /**
   * Two-sided. Up to {@value SignFlip#EXACT_UP_TO} differences it is the sign-flip test on the
   * signed ranks, so it is exact with ties and zeros too; above, exact without them and a normal
   * approximation with continuity correction otherwise.
   *
   * @param d differences, not NaN
   * @return empty for no differences; 1 if all are 0
   */
  public static OptionalDouble twoSided(double[] d) {
    double[] ranks = signedRanks(d);
    if (ranks.length == 0) {
      return OptionalDouble.empty();
    }
    if (ranks.length <= SignFlip.EXACT_UP_TO || Samples.scale(ranks) == 0) {
      return OptionalDouble.of(SignFlip.twoSided(ranks).orElseThrow().value());
    }
    return OptionalDouble.of(WilcoxonSignedRankTest.withDefaults().test(ranks).getPValue());
  }

  /**
   * The ranks 1 to n of the absolute differences with their signs, 0 for a difference of 0, in the
   * order of {@code d}. Differences equal but for rounding share a rank.
   *
   * @param d differences, not NaN
   */
  public static double[] signedRanks(double[] d) {
    if (Arrays.stream(d).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException(
          "no ranks of " + Arrays.toString(d) + "\nMaybe leave out what was not measured.");
    }
    double tie = Samples.TIE * Samples.scale(Arrays.stream(d).filter(Double::isFinite).toArray());
    double[] sorted = Arrays.stream(d).map(Math::abs).sorted().toArray();
    double[] rankAt = new double[d.length];
    for (int first = 0, after; first < sorted.length; first = after) {
      double smallest = sorted[first];
      after = first + 1;
      while (after < sorted.length && sorted[after] <= smallest + tie) {
        after++;
      }
      Arrays.fill(rankAt, first, after, smallest <= tie ? 0 : (first + 1 + after) / 2.0);
    }
    // Wherever it is found among its equals, they share a rank.
    return Arrays.stream(d)
        .map(each -> Math.signum(each) * rankAt[Arrays.binarySearch(sorted, Math.abs(each))])
        .toArray();
  }
}
