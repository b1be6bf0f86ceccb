package io.ablate4j.stats;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Bootstrap intervals (Efron 1979, 1987) of any statistic of n replicates.
 *
 * <p>The statistic is not given numbers but which replicates to take: indices from 0 to n - 1, some
 * several times. What belongs to one replicate thus stays together: with seeds as replicates, a
 * statistic that reads the same seeds in all arms and cells resamples seeds jointly, and the
 * pairing is kept. The statistic must not depend on the order of the indices and, for BCa, also
 * takes n - 1 of them. It must not change the array it is given.
 *
 * <p>With strata, the replicates of each are resampled among themselves, and position i holds one
 * of the stratum of replicate i.
 *
 * <p>Everything is empty for fewer than two replicates, where the statistic is the same in all
 * resamples but for rounding, and where it is NaN or infinite in one of them. The same seed gives
 * the same resamples.
 */
public final class Bootstrap {
  /** Resamples that are enough for the ends of a 95 % interval. */
  public static final int RESAMPLES = 9_999;

  /** A seed for those who need no other. */
  public static final long SEED = Samples.SEED;

  private Bootstrap() {}

  /** From quantile to quantile of the resampled statistic. */
  public static Optional<Interval> percentile(
      int n, ToDoubleFunction<int[]> statistic, double level, int resamples, long seed) {
    return percentile(new int[n], statistic, level, resamples, seed);
  }

  /**
   * The same within strata.
   *
   * @param strata the stratum of each replicate, any numbers
   */
  public static Optional<Interval> percentile(
      int[] strata, ToDoubleFunction<int[]> statistic, double level, int resamples, long seed) {
    return distribution(strata, statistic, resamples, seed).map(values -> ends(values, level));
  }

  /**
   * The same of a statistic that was worked out for each of {@link Resamples}.
   *
   * @param values of the statistic, which may come back in another order
   */
  public static Optional<Interval> percentile(double[] values, double level) {
    return varied(values).map(all -> ends(all, level));
  }

  private static Interval ends(double[] values, double level) {
    double tail = (1 - level) / 2;
    return between(values, tail, 1 - tail, level);
  }

  /**
   * Bias-corrected and accelerated (Efron 1987), the acceleration by the jackknife. Also empty
   * where all resamples lie on one side of the statistic, where the jackknife finds no influence at
   * all, or where the correction diverges.
   */
  public static Optional<Interval> bca(
      int n, ToDoubleFunction<int[]> statistic, double level, int resamples, long seed) {
    return bca(new int[n], statistic, level, resamples, seed);
  }

  /**
   * The same within strata (Davison and Hinkley 1997, section 5.3).
   *
   * @param strata the stratum of each replicate, any numbers
   */
  public static Optional<Interval> bca(
      int[] strata, ToDoubleFunction<int[]> statistic, double level, int resamples, long seed) {
    Optional<double[]> values = distribution(strata, statistic, resamples, seed);
    if (values.isEmpty()) {
      return Optional.empty();
    }
    double observed = statistic.applyAsDouble(IntStream.range(0, strata.length).toArray());
    return bca(values.get(), observed, acceleration(strata, statistic), level);
  }

  /**
   * As {@link #bca(int, ToDoubleFunction, double, int, long)} of the mean, to the last bit, and
   * several times as fast.
   *
   * @param d finite
   */
  public static Optional<Interval> bcaOfMean(double[] d, double level, int resamples, long seed) {
    int n = d.length;
    if (n < 2 || !Resamples.canBeKept(n, resamples)) {
      return bca(n, sample -> meanOf(d, sample), level, resamples, seed);
    }
    return varied(means(d, resamples, seed))
        .flatMap(means -> bca(means, sumBut(d, n) / n, accelerationOfMean(d), level));
  }

  private static double meanOf(double[] d, int[] sample) {
    double sum = 0;
    for (int i : sample) {
      sum += d[i];
    }
    return sum / sample.length;
  }

  /** In order, without the one at {@code out}. */
  private static double sumBut(double[] d, int out) {
    double sum = 0;
    for (int i = 0; i < d.length; i++) {
      sum += i == out ? 0 : d[i];
    }
    return sum;
  }

  /** The means of all resamples, side by side, so that no addition waits for the one before it. */
  private static double[] means(double[] d, int resamples, long seed) {
    char[][] places = Resamples.of(d.length, resamples, seed).places();
    double[] means = new double[resamples];
    for (int from = 0; from < resamples; from += AT_ONCE) {
      int to = Math.min(from + AT_ONCE, resamples);
      int i = 0;
      for (; i + 8 <= places.length; i += 8) {
        addEight(d, places, i, from, to, means);
      }
      for (; i < places.length; i++) {
        add(d, places[i], from, to, means);
      }
    }
    for (int r = 0; r < resamples; r++) {
      means[r] /= d.length;
    }
    return means;
  }

  private static final int AT_ONCE = 2048;

  private static void add(double[] d, char[] place, int from, int to, double[] sums) {
    for (int r = from; r < to; r++) {
      sums[r] += d[place[r]];
    }
  }

  /** Eight places in their order; a sum is fetched and put back once for all of them. */
  private static void addEight(
      double[] d, char[][] places, int first, int from, int to, double[] sums) {
    char[] a = places[first];
    char[] b = places[first + 1];
    char[] c = places[first + 2];
    char[] e = places[first + 3];
    char[] f = places[first + 4];
    char[] g = places[first + 5];
    char[] h = places[first + 6];
    char[] k = places[first + 7];
    for (int r = from; r < to; r++) {
      double four = sums[r] + d[a[r]] + d[b[r]] + d[c[r]] + d[e[r]];
      sums[r] = four + d[f[r]] + d[g[r]] + d[h[r]] + d[k[r]];
    }
  }

  private static double accelerationOfMean(double[] d) {
    double[] without = new double[d.length];
    for (int i = 0; i < d.length; i++) {
      without[i] = sumBut(d, i) / (d.length - 1);
    }
    Influence influence = new Influence();
    influence.add(without);
    return influence.acceleration();
  }

  /** From the distribution in any order; empty where it cannot be corrected. */
  static Optional<Interval> bca(
      double[] values, double observed, double acceleration, double level) {
    NormalDistribution normal = NormalDistribution.of(0, 1);
    // Resamples that only permute the replicates give the observed value but for rounding.
    double tie = Samples.TIE * Samples.scale(Samples.minus(values, observed));
    double below = 0;
    for (double value : values) {
      below += value < observed - tie ? 1 : value <= observed + tie ? .5 : 0;
    }
    double bias = normal.inverseCumulativeProbability(below / values.length);
    double low =
        corrected(bias + normal.inverseCumulativeProbability((1 - level) / 2), acceleration);
    double high =
        corrected(bias + normal.inverseSurvivalProbability((1 - level) / 2), acceleration);
    if (!(Double.isFinite(bias + low) && Double.isFinite(high))) {
      return Optional.empty();
    }
    return Optional.of(
        between(
            values,
            normal.cumulativeProbability(bias + low),
            normal.cumulativeProbability(bias + high),
            level));
  }

  private static double corrected(double z, double acceleration) {
    double shrink = 1 - acceleration * z;
    return shrink > 0 ? z / shrink : Double.NaN;
  }

  /**
   * A sixth of the skewness of the jackknife's influence values l, each divided by the size n of
   * its stratum: sum l^3 / n^3 over 6 (sum l^2 / n^2)^(3/2). A stratum of one never varies and adds
   * nothing. NaN if there is no influence.
   */
  static double acceleration(int[] strata, ToDoubleFunction<int[]> statistic) {
    Influence influence = new Influence();
    for (int[] members : members(strata)) {
      if (members.length > 1) {
        influence.add(
            Arrays.stream(members)
                .mapToDouble(
                    out ->
                        statistic.applyAsDouble(
                            IntStream.range(0, strata.length).filter(i -> i != out).toArray()))
                .toArray());
      }
    }
    return influence.acceleration();
  }

  private static final class Influence {
    private double squares;
    private double cubes;

    /** Of a stratum: the statistic without each of its replicates. */
    void add(double[] without) {
      int n = without.length;
      double mean = Arrays.stream(without).sum() / n;
      for (double value : without) {
        double influence = (n - 1.0) / n * (mean - value);
        squares += influence * influence;
        cubes += influence * influence * influence;
      }
    }

    double acceleration() {
      return cubes / (6 * squares * Math.sqrt(squares));
    }
  }

  private static Optional<double[]> distribution(
      int[] strata, ToDoubleFunction<int[]> statistic, int resamples, long seed) {
    if (resamples < 1) {
      throw new IllegalArgumentException("no interval from " + resamples + " resamples");
    }
    if (strata.length < 2) {
      return Optional.empty();
    }
    double[] values = new double[resamples];
    int[][] drawn = samples(strata, resamples, seed);
    for (int r = 0; r < resamples; r++) {
      values[r] = statistic.applyAsDouble(drawn[r]);
    }
    return varied(values);
  }

  /** Empty if one is undefined, or none differs from another. */
  private static Optional<double[]> varied(double[] values) {
    return Arrays.stream(values).allMatch(Double::isFinite) && !Samples.constant(values)
        ? Optional.of(values)
        : Optional.empty();
  }

  private static int[][] samples(int[] strata, int resamples, long seed) {
    int[][] pool = new int[strata.length][];
    for (int[] members : members(strata)) {
      for (int i : members) {
        pool[i] = members;
      }
    }
    SplittableRandom random = new SplittableRandom(seed);
    int[][] samples = new int[resamples][strata.length];
    for (int[] sample : samples) {
      for (int i = 0; i < sample.length; i++) {
        sample[i] = pool[i][random.nextInt(pool[i].length)];
      }
    }
    return samples;
  }

  /** The replicates of each stratum. */
  private static int[][] members(int[] strata) {
    return Arrays.stream(strata)
        .distinct()
        .mapToObj(s -> IntStream.range(0, strata.length).filter(i -> strata[i] == s).toArray())
        .toArray(int[][]::new);
  }

  /** Of values in any order, which may come back in another one: two of them need no sorting. */
  static Interval between(double[] values, double low, double high, double level) {
    double[] ends = Quantile.withDefaults().with(EstimationMethod.HF7).evaluate(values, low, high);
    return new Interval(ends[0], ends[1], level);
  }
}
