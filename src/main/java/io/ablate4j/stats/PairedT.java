package io.ablate4j.stats;

import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.TTest;
import org.apache.commons.statistics.interval.NormalConfidenceInterval;

/**
 * Student's (1908) t test and interval on paired differences, n - 1 degrees of freedom.
 *
 * <p>Everything is empty for fewer than two differences and where all are equal but for rounding:
 * without an observed scatter the statistic is 0/0 or infinite, and a p value of 0 from it would
 * only say that a measurement was coarse.
 */
public final class PairedT {
  private PairedT() {}

  /** The p value of a mean of 0. */
  public static OptionalDouble twoSided(double[] d) {
    return test(d, 0, AlternativeHypothesis.TWO_SIDED);
  }

  /** The p value of a mean of {@code mu} or less, against one above. */
  public static OptionalDouble greater(double[] d, double mu) {
    return test(d, mu, AlternativeHypothesis.GREATER_THAN);
  }

  /** The p value of a mean of {@code mu} or more, against one below. */
  public static OptionalDouble less(double[] d, double mu) {
    return test(d, mu, AlternativeHypothesis.LESS_THAN);
  }

  /** Of the mean: mean +- t s / sqrt(n). */
  public static Optional<Interval> interval(double[] d, double level) {
    if (!defined(d)) {
      return Optional.empty();
    }
    int exponent = Samples.exponent(d);
    double[] shifted = Samples.shifted(d, exponent);
    var interval =
        NormalConfidenceInterval.MEAN.fromErrorRate(
            Samples.mean(shifted), Samples.variance(shifted), d.length, 1 - level);
    return Interval.shifted(interval.getLowerBound(), interval.getUpperBound(), level, exponent);
  }

  private static OptionalDouble test(double[] d, double mu, AlternativeHypothesis alternative) {
    if (!defined(d)) {
      return OptionalDouble.empty();
    }
    int exponent = Samples.exponent(d, new double[] {mu});
    double[] shifted = Samples.shifted(d, exponent);
    // Beside a mean so far off the scatter is as good as none.
    return Samples.variance(shifted) == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            TTest.withDefaults()
                .withMu(Math.scalb(mu, -exponent))
                .with(alternative)
                .test(shifted)
                .getPValue());
  }

  private static boolean defined(double[] d) {
    return Samples.finite(d).length > 1 && !Samples.constant(d);
  }
}
