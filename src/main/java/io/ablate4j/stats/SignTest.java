package io.ablate4j.stats;

import java.util.Arrays;
import java.util.OptionalDouble;

/** The sign test (Arbuthnot 1710): {@link McNemar} on which of a pair is larger. */
public final class SignTest {
  private SignTest() {}

  /**
   * Two-sided; differences of 0, but for rounding, are dropped.
   *
   * @param d differences, not NaN; infinite ones count as their sign
   * @return empty where no difference is left
   */
  public static OptionalDouble twoSided(double[] d) {
    double[] signs = Wilcoxon.signedRanks(d);
    return McNemar.exact(
        (int) Arrays.stream(signs).filter(r -> r > 0).count(),
        (int) Arrays.stream(signs).filter(r -> r < 0).count());
  }
}
