package io.ablate4j.stats;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The mean of the middle half, as Agarwal et al. (2021), "Deep reinforcement learning at the edge
 * of the statistical precipice", use it over all cells and seeds.
 *
 * <p>The definition is that of {@code scipy.stats.trim_mean(x, 0.25)}: floor(n / 4) whole values
 * are left out at each end, none in part. Below four values it is the plain mean.
 */
public final class InterquartileMean {
  private InterquartileMean() {}

  /** In the unit of the values, which are finite; empty for none. */
  public static OptionalDouble of(double[] values) {
    double[] sorted = Samples.finite(values).clone();
    Arrays.sort(sorted);
    int cut = sorted.length / 4;
    return Arrays.stream(sorted, cut, sorted.length - cut).average();
  }
}
