package io.ablate4j.stats;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoublePredicate;

/**
 * The sign-flip (one-sample permutation) test of Fisher (1935) and Pitman (1937), and its interval.
 *
 * <p>If the differences are symmetric about 0, each could as well have had the other sign. The p
 * value is the share of all 2^n choices of signs whose mean is at least as far out as the observed
 * one. It is exact up to {@value #EXACT_UP_TO} differences; above, it is estimated from {@value
 * #DRAWS} random choices, the observed one counted in, (1 + hits) / (1 + draws) as Phipson and
 * Smyth (2010) advise, so that it is never 0. Means equal but for rounding count as equal.
 */
public final class SignFlip {
  /** The largest number of differences all 2^n signs are tried for. */
  public static final int EXACT_UP_TO = 20;

  /** How many random choices of signs stand for all of them above {@link #EXACT_UP_TO}. */
  public static final int DRAWS = 99_999;

  private SignFlip() {}

  /**
   * Of the hypothesis that the differences are symmetric about 0.
   *
   * @param differences finite, in any unit
   * @return empty for no differences; 1 if all are 0
   */
  public static Optional<PValue> twoSided(double[] differences) {
    double[] d = Samples.shifted(Samples.finite(differences), Samples.exponent(differences));
    if (d.length > EXACT_UP_TO) {
      return twoSided(d, DRAWS, Samples.SEED);
    }
    // Flipping every sign mirrors the distribution, so the two tails hold the same number.
    return exact(d).map(up -> PValue.exact(2 * Math.min(up, exact(Samples.negated(d)).get())));
  }

  /** As {@link #twoSided(double[])}, but simulated for any number of differences. */
  public static Optional<PValue> twoSided(double[] differences, int draws, long seed) {
    double[] d = Samples.finite(differences);
    double sum = Arrays.stream(d).sum();
    double bound = Math.abs(sum) - tolerance(d);
    return simulated(d, draws, seed, flipped -> Math.abs(sum - 2 * flipped) >= bound);
  }

  /**
   * Of the hypothesis that the differences are symmetric about 0 or less, against a mean above 0.
   *
   * @param differences finite
   * @return empty for no differences; 1 if all are 0
   */
  public static Optional<PValue> greater(double[] differences) {
    double[] d = Samples.shifted(Samples.finite(differences), Samples.exponent(differences));
    if (d.length > EXACT_UP_TO) {
      double bound = tolerance(d) / 2;
      return simulated(d, DRAWS, Samples.SEED, flipped -> flipped <= bound);
    }
    return exact(d).map(PValue::exact);
  }

  /** As {@link #greater}, against a mean below 0. */
  public static Optional<PValue> less(double[] d) {
    return greater(Samples.negated(d));
  }

  /**
   * All centres of symmetry that neither one-sided test rejects at (1 - level) / 2. Its ends are
   * means of subsets: the k-th smallest and the k-th largest of all 2^n - 1, k = floor(2^n (1 -
   * level) / 2) (Hartigan 1969). Above {@value #EXACT_UP_TO} differences as many random subsets as
   * the test has draws stand for all. The ends are right to about 1e-10 of the differences.
   *
   * @param d finite differences
   * @param level such as .95
   * @return empty where so few differences cannot reach the level (5 reach 93.75 %, not 95 %), and
   *     where all are equal and tell nothing of their scatter
   */
  public static Optional<Interval> interval(double[] d, double level) {
    Samples.finite(d);
    double tail = (1 - level) / 2;
    if (d.length == 0 || tail < floor(d.length) / 2 * (1 - Samples.TIE) || Samples.constant(d)) {
      return Optional.empty();
    }
    if (d.length > EXACT_UP_TO) {
      double[] means = sortedSubsetMeans(d, DRAWS, Samples.SEED);
      int k = (int) Math.floor(tail * (1 + DRAWS) + 1e-9);
      if (k == 0) {
        return Optional.empty();
      }
      return Optional.of(new Interval(means[k - 1], means[DRAWS - k], level));
    }
    long k = (long) Math.floor(Math.scalb(tail, d.length) * (1 + Samples.TIE));
    return Optional.of(new Interval(lowerEnd(d, k), -lowerEnd(Samples.negated(d), k), level));
  }

  /**
   * The smallest two-sided p value n differences can give, 2^(1-n).
   *
   * @param n at least 1
   */
  public static double floor(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("no p value of " + n + " differences");
    }
    return Math.scalb(1.0, 1 - n);
  }

  /** The share of sign choices with a sum at least that of d: those whose flipped sum is <= 0. */
  static Optional<Double> exact(double[] d) {
    return d.length == 0
        ? Optional.empty()
        : Optional.of(Math.scalb((double) subsetsAtMost(d, tolerance(d) / 2), -d.length));
  }

  private static Optional<PValue> simulated(
      double[] d, int draws, long seed, DoublePredicate asExtreme) {
    if (d.length == 0) {
      return Optional.empty();
    }
    if (draws < 1) {
      throw new IllegalArgumentException("no p value from " + draws + " draws");
    }
    double[][] sums = byteSums(d);
    double[] flipped = new double[SignBits.AT_ONCE];
    int hits = 0;
    for (long[][] bits : SignBits.of((d.length + 63) / 64, draws, seed)) {
      int size = bits[0].length;
      Arrays.fill(flipped, 0);
      int i = 0;
      for (; i + 8 <= sums.length; i += 8) {
        addEight(sums, i, bits[i / 8], size, flipped);
      }
      for (; i < sums.length; i++) {
        add(sums[i], bits[i / 8], i % 8 * 8, size, flipped);
      }
      for (int draw = 0; draw < size; draw++) {
        hits += asExtreme.test(flipped[draw]) ? 1 : 0;
      }
    }
    double p = (1.0 + hits) / (1.0 + draws);
    return Optional.of(new PValue(p, Math.sqrt(p * (1 - p) / draws)));
  }

  /** Adds to each draw what the eight of its bits from {@code shift} on stand for. */
  private static void add(double[] sums, long[] bits, int shift, int draws, double[] flipped) {
    for (int draw = 0; draw < draws; draw++) {
      flipped[draw] += sums[(int) (bits[draw] >>> shift) & 0xff];
    }
  }

  /** All bytes of a word in their order; a sum is fetched and put back once for all of them. */
  private static void addEight(
      double[][] sums, int first, long[] bits, int draws, double[] flipped) {
    double[] a = sums[first];
    double[] b = sums[first + 1];
    double[] c = sums[first + 2];
    double[] d = sums[first + 3];
    double[] e = sums[first + 4];
    double[] f = sums[first + 5];
    double[] g = sums[first + 6];
    double[] h = sums[first + 7];
    for (int draw = 0; draw < draws; draw++) {
      int low = (int) bits[draw];
      int high = (int) (bits[draw] >>> 32);
      double four =
          flipped[draw]
              + a[low & 0xff]
              + b[low >>> 8 & 0xff]
              + c[low >>> 16 & 0xff]
              + d[low >>> 24];
      flipped[draw] =
          four + e[high & 0xff] + f[high >>> 8 & 0xff] + g[high >>> 16 & 0xff] + h[high >>> 24];
    }
  }

  /** For every eight of d the sums of all their subsets, by the bits that stand for them. */
  private static double[][] byteSums(double[] d) {
    double[][] sums = new double[(d.length + 7) / 8][256];
    for (int i = 0; i < d.length; i++) {
      double[] own = sums[i / 8];
      int bit = 1 << (i % 8);
      for (int subset = bit; subset < 256; subset++) {
        own[subset] += (subset & bit) == 0 ? 0 : d[i];
      }
    }
    return sums;
  }

  /** Of sums of all of d: half as much does for sums of those flipped. */
  private static double tolerance(double[] d) {
    return Samples.TIE * Arrays.stream(d).map(Math::abs).sum();
  }

  /**
   * How many subsets, the empty one among them, have a sum of at most {@code bound}. Instead of all
   * 2^n sums it makes those of both halves of d, in order, and walks through them against each
   * other (Horowitz and Sahni 1974): some 2^(n/2) steps.
   */
  private static long subsetsAtMost(double[] d, double bound) {
    double[] left = sortedSubsetSums(d, 0, d.length / 2);
    double[] right = sortedSubsetSums(d, d.length / 2, d.length);
    long count = 0;
    int j = right.length;
    for (double sum : left) {
      while (j > 0 && sum + right[j - 1] > bound) {
        j--;
      }
      count += j;
    }
    return count;
  }

  private static double[] sortedSubsetSums(double[] d, int from, int to) {
    double[] sums = {0};
    for (int i = from; i < to; i++) {
      double[] merged = new double[2 * sums.length];
      int without = 0;
      int with = 0;
      for (int m = 0; m < merged.length; m++) {
        boolean takeWithout =
            with == sums.length || (without < sums.length && sums[without] <= sums[with] + d[i]);
        merged[m] = takeWithout ? sums[without++] : sums[with++] + d[i];
      }
      sums = merged;
    }
    return sums;
  }

  /**
   * The smallest centre that {@link #greater} does not reject, by bisection, so that the interval
   * and the test agree in everything, ties included.
   *
   * @param k the largest number of sign choices that still rejects
   */
  private static double lowerEnd(double[] d, long k) {
    double scale = Samples.scale(d);
    double rejected = Arrays.stream(d).min().getAsDouble() - 1e-6 * scale;
    double kept = Arrays.stream(d).max().getAsDouble();
    while (kept - rejected > 1e-13 * scale) {
      double middle = (rejected + kept) / 2;
      double[] shifted = Samples.minus(d, middle);
      if (subsetsAtMost(shifted, tolerance(shifted) / 2) <= k) {
        rejected = middle;
      } else {
        kept = middle;
      }
    }
    return kept;
  }

  private static double[] sortedSubsetMeans(double[] d, int draws, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[draws];
    for (int draw = 0; draw < draws; draw++) {
      int size = 0;
      double sum = 0;
      while (size == 0) {
        long bits = 0;
        for (int i = 0; i < d.length; i++) {
          bits = i % 64 == 0 ? random.nextLong() : bits >>> 1;
          size += (int) (bits & 1);
          sum += d[i] * (bits & 1);
        }
      }
      means[draw] = sum / size;
    }
    Arrays.sort(means);
    return means;
  }
}
