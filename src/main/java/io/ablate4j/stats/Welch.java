package io.ablate4j.stats;

import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/** Welch's (1947) interval of the difference of two means that are not paired. */
public final class Welch {
  private Welch() {}

  /**
   * Mean a less mean b, with Satterthwaite's (1946) degrees of freedom; the two may scatter
   * differently.
   *
   * @param a finite, in any unit
   * @param b finite, in the same unit; of another number
   * @param level such as .95
   * @return empty for fewer than two numbers on a side, or without any scatter
   */
  public static Optional<Interval> interval(double[] a, double[] b, double level) {
    if (Samples.finite(a).length < 2
        || Samples.finite(b).length < 2
        || Samples.constant(a) && Samples.constant(b)) {
      return Optional.empty();
    }
    double first = Samples.variance(a) / a.length;
    double second = Samples.variance(b) / b.length;
    double freedom =
        (first + second)
            * (first + second)
            / (first * first / (a.length - 1) + second * second / (b.length - 1));
    double half =
        TDistribution.of(freedom).inverseSurvivalProbability((1 - level) / 2)
            * Math.sqrt(first + second);
    double difference = Samples.mean(a) - Samples.mean(b);
    return Optional.of(new Interval(difference - half, difference + half, level));
  }
}
