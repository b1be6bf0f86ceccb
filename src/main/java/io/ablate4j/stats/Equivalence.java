package io.ablate4j.stats;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Tests whose claim is that nothing relevant is lost.
 *
 * <p>The t tests need scatter. Where all differences are equal but for rounding, the one-sided
 * sign-flip test answers instead: 2^-n if they lie inside the bound, 1 if on it or outside. So two
 * equal values prove little (p = .25), ten do (p = .001), and no p value is 0.
 */
public final class Equivalence {
  private static final double LEVEL = .9;

  private Equivalence() {}

  /**
   * Two one-sided t tests (Schuirmann 1987): the larger of the p values of "mean at most low" and
   * "mean at least high". Below .05 the mean is shown to lie between; above, nothing is shown.
   *
   * @param d finite differences
   * @param low lower margin, in their unit
   * @param high upper margin, above {@code low}
   * @return empty for fewer than two differences
   */
  public static OptionalDouble tost(double[] d, double low, double high) {
    if (!(low < high)) {
      throw new IllegalArgumentException(
          "no margin from " + low + " to " + high + "\nMaybe the two are swapped.");
    }
    OptionalDouble above = above(d, low);
    OptionalDouble below = above(Samples.negated(d), -high);
    return above.isEmpty()
        ? above
        : OptionalDouble.of(Math.max(above.getAsDouble(), below.getAsDouble()));
  }

  /**
   * Non-inferiority: the one-sided p value of "mean at most -margin". Where lower is better, hand
   * in the negated differences.
   *
   * @param margin in the unit of the differences, at least 0
   * @return empty for fewer than two differences
   */
  public static OptionalDouble notWorse(double[] d, double margin) {
    if (!(margin >= 0)) {
      throw new IllegalArgumentException(
          "no margin of " + margin + "\nMaybe leave out its sign: it is the loss allowed.");
    }
    return above(d, -margin);
  }

  /**
   * The opposite of {@link #notWorse}: the one-sided p value of "mean at least -margin". Where
   * lower is better, hand in the negated differences.
   *
   * @param margin in the unit of the differences, at least 0
   * @return empty for fewer than two differences
   */
  public static OptionalDouble worse(double[] d, double margin) {
    if (!(margin >= 0)) {
      throw new IllegalArgumentException(
          "no margin of " + margin + "\nMaybe leave out its sign: it is the loss allowed.");
    }
    return above(Samples.negated(d), margin);
  }

  /**
   * The opposite of {@link #tost}, two-sided: twice the smaller p value of "mean at most high" and
   * "mean at least low".
   *
   * @param d finite differences
   * @param low lower margin, in their unit
   * @param high upper margin, above {@code low}
   * @return empty for fewer than two differences
   */
  public static OptionalDouble outside(double[] d, double low, double high) {
    if (!(low < high)) {
      throw new IllegalArgumentException(
          "no margin from " + low + " to " + high + "\nMaybe the two are swapped.");
    }
    OptionalDouble above = above(d, high);
    OptionalDouble below = above(Samples.negated(d), -low);
    return above.isEmpty()
        ? above
        : OptionalDouble.of(Math.min(1, 2 * Math.min(above.getAsDouble(), below.getAsDouble())));
  }

  /**
   * The 90 % Student t interval of the mean: inside the margins exactly where {@link #tost} is
   * below .05. Empty for fewer than two differences or where all are equal.
   */
  public static Optional<Interval> interval(double[] d) {
    return PairedT.interval(d, LEVEL);
  }

  private static OptionalDouble above(double[] d, double mu) {
    if (Samples.finite(d).length > 1 && Samples.constant(d)) {
      return OptionalDouble.of(SignFlip.greater(Samples.minus(d, mu)).orElseThrow().value());
    }
    OptionalDouble p = PairedT.greater(d, mu);
    return p.isEmpty() && d.length > 1
        ? OptionalDouble.of(SignFlip.greater(Samples.minus(d, mu)).orElseThrow().value())
        : p;
  }
}
