package io.ablate4j.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Holm's (1979) step-down correction: keeps the family-wise error, whatever the dependence. */
public final class Holm {
  private Holm() {}

  /**
   * Adjusted p values, in the order given: max over the steps up to its own of (m - i + 1) p(i), at
   * most 1. A hypothesis is rejected at alpha exactly where its adjusted p value is at most alpha.
   *
   * @param p the p values of one family, 0 to 1
   * @throws IllegalArgumentException for NaN or a number outside 0 to 1
   */
  public static double[] adjust(double[] p) {
    for (double value : p) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException(
            "p = "
                + value
                + " in a family\nMaybe count a hypothesis that is not testable as p = 1.");
      }
    }
    int[] order =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    double running = 0;
    for (int step = 0; step < order.length; step++) {
      running = Math.max(running, Math.min(1, (p.length - step) * p[order[step]]));
      adjusted[order[step]] = running;
    }
    return adjusted;
  }
}
