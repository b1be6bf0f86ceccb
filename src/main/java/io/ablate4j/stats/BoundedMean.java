package io.ablate4j.stats;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;

/**
 * Margins of differences that are bounded and mostly equal, such as those of shares of trials that
 * diverged. Without scatter among a few pairs a t test is sure of what it has not seen; here pairs
 * without a difference are as rare as the margin makes them: of n pairs, none of which differs, a
 * mean difference of m in a range of r has probability (1 - m/r)^n at most.
 *
 * <p>In general the mean of n independent numbers in [0, 1] with expectation mu is x or less with
 * probability at most exp(-n KL(x, mu)), KL(x, mu) = x ln(x/mu) + (1-x) ln((1-x)/(1-mu)), for x
 * below mu (Hoeffding 1963, theorem 1, in the form of relative entropy). So every p value here is
 * one, whatever the distribution; it is larger than that of a binomial test where there is scatter.
 */
public final class BoundedMean {
  private static final double LEVEL = .9;

  private BoundedMean() {}

  /**
   * The p value of "the expectation is at least mu" against a smaller one.
   *
   * @param x numbers in [0, 1]
   * @param mu above 0, at most 1
   * @return empty of nothing
   */
  public static OptionalDouble below(double[] x, double mu) {
    if (!(mu > 0 && mu <= 1)) {
      throw new IllegalArgumentException("no expectation of " + mu + " in (0, 1]");
    }
    double sum = 0;
    for (double value : x) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException(
            value + " is not in [0, 1]\nMaybe divide by the range of the numbers.");
      }
      sum += value;
    }
    if (x.length == 0) {
      return OptionalDouble.empty();
    }
    double mean = sum / x.length;
    return OptionalDouble.of(mean >= mu ? 1 : Math.exp(-x.length * entropy(mean, mu)));
  }

  /** KL(x, mu) in nats. */
  private static double entropy(double x, double mu) {
    return (x == 0 ? 0 : x * Math.log(x / mu))
        + (x == 1 ? 0 : (1 - x) * Math.log((1 - x) / (1 - mu)));
  }

  /**
   * Equivalence: the larger of the p values of "the mean is at least margin" and "at most -margin".
   *
   * @param d differences, none beyond {@code range} on either side
   * @param range above 0
   * @param margin above 0, below the range
   * @return empty of nothing
   */
  public static OptionalDouble equivalent(double[] d, double range, double margin) {
    OptionalDouble high = notWorse(negated(d), range, margin);
    OptionalDouble low = notWorse(d, range, margin);
    return low.isEmpty() ? low : OptionalDouble.of(Math.max(low.getAsDouble(), high.getAsDouble()));
  }

  /**
   * Non-inferiority: the p value of "the mean is at most -margin". A mean of -margin takes losses
   * of at least margin in the mean, whatever gains there are.
   *
   * @see #equivalent
   */
  public static OptionalDouble notWorse(double[] d, double range, double margin) {
    return below(losses(d, range), checked(margin, range) / range);
  }

  /** The opposite of {@link #notWorse}: the p value of "the mean is at least -margin". */
  public static OptionalDouble worse(double[] d, double range, double margin) {
    double mu = (1 - checked(margin, range) / range) / 2;
    return below(mapped(d, value -> (1 + value / range) / 2), mu);
  }

  /** The opposite of {@link #equivalent}, two-sided: twice the smaller p value of both sides. */
  public static OptionalDouble outside(double[] d, double range, double margin) {
    OptionalDouble low = worse(d, range, margin);
    OptionalDouble high = worse(negated(d), range, margin);
    return low.isEmpty()
        ? low
        : OptionalDouble.of(Math.min(1, 2 * Math.min(low.getAsDouble(), high.getAsDouble())));
  }

  /**
   * The 90 % interval of the mean: inside the margins exactly where {@link #equivalent} is below
   * .05.
   *
   * @return empty of nothing
   */
  public static Optional<Interval> interval(double[] d, double range) {
    return d.length == 0
        ? Optional.empty()
        : Optional.of(
            new Interval(
                -range * largest(losses(d, range)),
                range * largest(losses(negated(d), range)),
                LEVEL));
  }

  /** The largest expectation that is not rejected at half of what the level leaves. */
  private static double largest(double[] x) {
    double kept = Arrays.stream(x).sum() / x.length;
    double rejected = 1;
    while (rejected - kept > 1e-12) {
      double middle = (kept + rejected) / 2;
      if (below(x, middle).getAsDouble() < (1 - LEVEL) / 2) {
        rejected = middle;
      } else {
        kept = middle;
      }
    }
    return kept;
  }

  /**
   * How many pairs with such a mean show that it lies inside or, if it does not, outside of the
   * margin.
   *
   * @param alpha what each p value has to be at most
   * @param oneSided whether only losses count, as for {@link #notWorse}
   * @return empty where the mean lies on the margin, or it takes more than {@code most}
   */
  public static OptionalInt pairsNeeded(
      double[] d, double range, double margin, double alpha, boolean oneSided, int most) {
    if (d.length == 0) {
      return OptionalInt.empty();
    }
    double inside =
        oneSided
            ? notWorse(d, range, margin).getAsDouble()
            : equivalent(d, range, margin).getAsDouble();
    double outside =
        oneSided ? worse(d, range, margin).getAsDouble() : outside(d, range, margin).getAsDouble();
    double sides = oneSided ? 1 : 2; // the p value of both sides is that of one, twice
    double needed =
        inside < 1
            ? Math.log(alpha) / Math.log(inside) * d.length
            : outside < 1
                ? Math.log(alpha / sides) / Math.log(outside / sides) * d.length
                : Double.POSITIVE_INFINITY;
    needed = Math.ceil(needed * (1 - Samples.TIE));
    return needed <= most ? OptionalInt.of((int) needed) : OptionalInt.empty();
  }

  private static double[] losses(double[] d, double range) {
    return mapped(d, value -> Math.max(0, -value / range));
  }

  private static double[] negated(double[] d) {
    return mapped(d, value -> -value);
  }

  /** Sums of weights may be beyond 1 by a rounding error. */
  private static double[] mapped(double[] d, DoubleUnaryOperator map) {
    return Arrays.stream(Samples.finite(d))
        .map(map)
        .map(value -> Math.abs(value - Math.rint(value)) < Samples.TIE ? Math.rint(value) : value)
        .toArray();
  }

  private static double checked(double margin, double range) {
    if (!(margin > 0 && margin < range)) {
      throw new IllegalArgumentException(
          "no margin of " + margin + " in a range of " + range + "\nMaybe write a share of 1.");
    }
    return margin;
  }
}
