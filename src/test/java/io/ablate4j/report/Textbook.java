package io.ablate4j.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** Statistics as text books have them, in the plainest way; nothing is shared with what we test. */
final class Textbook {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /** Equal but for rounding. */
  static final double TIE = 1e-10;

  private Textbook() {}

  /** An interval. */
  record Ends(double low, double high) {}

  static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElseThrow();
  }

  static double variance(List<Double> values) {
    double mean = mean(values);
    return values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum() / (values.size() - 1);
  }

  static double deviation(List<Double> values) {
    return Math.sqrt(variance(values));
  }

  /** Student's, 95 %. */
  static Ends student(List<Double> values) {
    int n = values.size();
    double half =
        TDistribution.of(n - 1).inverseSurvivalProbability(.025) * deviation(values) / Math.sqrt(n);
    return new Ends(mean(values) - half, mean(values) + half);
  }

  /** Efron's (1987) of the mean, 95 %: 9,999 resamples drawn one after another from the stream. */
  static Ends bca(List<Double> values, long seed) {
    int n = values.size();
    SplittableRandom random = new SplittableRandom(seed);
    List<Double> means = new ArrayList<>();
    for (int r = 0; r < 9_999; r++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += values.get(random.nextInt(n));
      }
      means.add(sum / n);
    }
    double observed = mean(values);
    double below = 0;
    for (double m : means) {
      below += Math.abs(m - observed) < 1e-12 ? .5 : m < observed ? 1 : 0;
    }
    double bias = NORMAL.inverseCumulativeProbability(below / means.size());
    // The jackknife of a mean: without value i it moves by (mean - value i) / (n - 1).
    double squares = 0;
    double cubes = 0;
    for (double value : values) {
      double d = value - observed;
      squares += d * d;
      cubes += d * d * d;
    }
    double acceleration = cubes / (6 * Math.pow(squares, 1.5));
    ToDoubleFunction<Double> end =
        z ->
            quantile(
                means,
                NORMAL.cumulativeProbability(bias + (bias + z) / (1 - acceleration * (bias + z))));
    double z =
        Math.sqrt(n / (n - 1.0)) * TDistribution.of(n - 1.0).inverseCumulativeProbability(.975);
    return new Ends(end.applyAsDouble(-z), end.applyAsDouble(z));
  }

  /** Between order statistics 1 + (n - 1) p, as R does it. */
  static double quantile(List<Double> values, double p) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    double at = (sorted.size() - 1) * p;
    int i = (int) Math.floor(at);
    double next = sorted.get(Math.min(i + 1, sorted.size() - 1));
    return sorted.get(i) + (at - i) * (next - sorted.get(i));
  }

  static double median(List<Double> values) {
    return quantile(values, .5);
  }

  /** Order statistics k and n + 1 - k of the largest k that leaves out at most 5 %; from 6 on. */
  static Ends medianEnds(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int n = sorted.size();
    int k = 0;
    while (2 * BinomialDistribution.of(n, .5).cumulativeProbability(k) <= .05) {
      k++;
    }
    return new Ends(sorted.get(k - 1), sorted.get(n - k));
  }

  /** The mean of what is left without the lowest and highest quarter, each rounded down. */
  static double interquartileMean(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int cut = sorted.size() / 4;
    return mean(sorted.subList(cut, sorted.size() - cut));
  }

  /** From 2.5 to 97.5 % of a statistic of resampled replicates, drawn one after another. */
  static Ends percentile(int n, int resamples, long seed, ToDoubleFunction<int[]> statistic) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Double> seen = new ArrayList<>();
    for (int r = 0; r < resamples; r++) {
      seen.add(
          statistic.applyAsDouble(IntStream.range(0, n).map(i -> random.nextInt(n)).toArray()));
    }
    return new Ends(quantile(seen, .025), quantile(seen, .975));
  }

  /** Two-sided sign-flip p: every choice of signs, one sign changed at a time. */
  static double signFlip(List<Double> d) {
    double observed = Math.abs(d.stream().mapToDouble(v -> v).sum());
    double bound = observed - TIE * d.stream().mapToDouble(Math::abs).sum();
    double[] signed = d.stream().mapToDouble(v -> v).toArray();
    double sum = Arrays.stream(signed).sum();
    long asFar = 0;
    long choices = 1L << signed.length;
    for (long choice = 0; choice < choices; choice++) {
      asFar += Math.abs(sum) >= bound ? 1 : 0;
      int turn = Long.numberOfTrailingZeros(choice + 1); // Gray's code
      if (turn < signed.length) {
        signed[turn] = -signed[turn];
        sum += 2 * signed[turn];
      }
    }
    return (double) asFar / choices;
  }

  /** One-sided t test of a mean above mu. */
  static double above(List<Double> d, double mu) {
    return TDistribution.of(d.size() - 1)
        .survivalProbability((mean(d) - mu) / (deviation(d) / Math.sqrt(d.size())));
  }

  static double below(List<Double> d, double mu) {
    return 1 - above(d, mu);
  }

  /** Holm's adjusted p of each: by the definition, its step's and all before. */
  static List<Double> holm(List<Double> p) {
    ToIntFunction<Integer> place =
        i ->
            (int)
                IntStream.range(0, p.size())
                    .filter(j -> p.get(j) < p.get(i) || p.get(j).equals(p.get(i)) && j < i)
                    .count();
    List<Double> adjusted = new ArrayList<>();
    for (int i = 0; i < p.size(); i++) {
      double worst = 0;
      for (int j = 0; j < p.size(); j++) {
        if (place.applyAsInt(j) <= place.applyAsInt(i)) {
          worst = Math.max(worst, (p.size() - place.applyAsInt(j)) * p.get(j));
        }
      }
      adjusted.add(Math.min(1, worst));
    }
    return adjusted;
  }

  /** Ranks from 1; those of equal values are their mean. */
  static double rank(double value, List<Double> among) {
    long less = among.stream().filter(v -> v < value).count();
    long equal = among.stream().filter(v -> v == value).count();
    return less + (equal + 1) / 2.0;
  }

  /** Of a rate, Wilson (1927), 95 %. */
  static Ends wilson(int hits, int n) {
    double z = NORMAL.inverseCumulativeProbability(.975);
    double rate = (double) hits / n;
    double middle = (rate + z * z / (2 * n)) / (1 + z * z / n);
    double half = z / (1 + z * z / n) * Math.sqrt(rate * (1 - rate) / n + z * z / (4.0 * n * n));
    return new Ends(Math.max(0, middle - half), Math.min(1, middle + half));
  }

  /** Exact, two-sided: twice the smaller tail of b of b + c at one half. */
  static double mcNemar(int b, int c) {
    return Math.min(
        1, 2 * BinomialDistribution.of(b + c, .5).cumulativeProbability(Math.min(b, c)));
  }

  /** Kaplan and Meier's mean up to tau, and its ends by Greenwood with m / (m - 1). */
  record Restricted(double mean, Ends ends) {}

  /**
   * @param times of those who got there
   * @param never how many were followed to tau and did not
   */
  static Restricted restrictedMean(List<Double> times, int never, double tau) {
    // Nobody leaves before tau, so that the curve is the plain share and its area a plain mean.
    List<Double> all = new ArrayList<>(times);
    all.addAll(Collections.nCopies(never, tau));
    double mean = mean(all);
    double variance = 0;
    for (double t : times.stream().distinct().toList()) {
      double atRisk = all.stream().filter(v -> v >= t).count();
      double hits = Collections.frequency(times, t);
      double area =
          all.stream().mapToDouble(v -> Math.max(0, v - t)).sum() / all.size(); // right of t
      if (atRisk > hits) {
        variance += area * area * hits / (atRisk * (atRisk - hits));
      }
    }
    if (times.size() < 2 || variance == 0) {
      return new Restricted(mean, null);
    }
    double half =
        NORMAL.inverseCumulativeProbability(.975)
            * Math.sqrt(variance * times.size() / (times.size() - 1));
    return new Restricted(mean, new Ends(Math.max(0, mean - half), Math.min(tau, mean + half)));
  }

  /** Of the two-sided t test: the mean over what the standard deviation can turn out to be. */
  static double power(int n, double size, double alpha) {
    ChiSquaredDistribution scatter = ChiSquaredDistribution.of(n - 1);
    NormalDistribution normal = NormalDistribution.of(size * Math.sqrt(n), 1);
    double critical = TDistribution.of(n - 1).inverseSurvivalProbability(alpha / 2);
    int parts = 500;
    double step = (1 + 8 / Math.sqrt(2 * (n - 1))) / parts;
    double sum = 0;
    for (int i = 1; i < parts; i++) {
      double s = i * step;
      sum +=
          2
              * (n - 1)
              * s
              * scatter.density((n - 1) * s * s)
              * (normal.survivalProbability(critical * s)
                  + normal.cumulativeProbability(-critical * s));
    }
    return sum * step;
  }

  /** Replicates, more than there are, that reach a power; 0 for more than a thousand. */
  static int needed(int there, double size, double alpha, double power) {
    for (int n = Math.max(6, there + 1); n <= 1000; n++) {
      if (power(n, Math.abs(size), alpha) >= power) {
        return n;
      }
    }
    return 0;
  }
}
