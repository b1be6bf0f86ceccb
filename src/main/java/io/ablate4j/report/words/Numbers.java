package io.ablate4j.report.words;

import io.ablate4j.analysis.Spread;
import io.ablate4j.figure.Digits;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/** Numbers as the report writes them; what is undefined is a dash, never zero. */
public final class Numbers {
  /** Stands for a number that is undefined or not estimable. */
  public static final String UNDEFINED = Digits.UNDEFINED;

  private Numbers() {}

  /** A share from 0 to 1 as per cent with one decimal, without the sign. */
  public static String percent(double share) {
    return fixed(100 * share, 1);
  }

  /** See {@link Digits#fixed}. */
  public static String fixed(double value, int decimals) {
    return Digits.fixed(value, decimals);
  }

  /** See {@link Digits#whole}. */
  public static String whole(double value) {
    return Digits.whole(value);
  }

  /** See {@link Digits#significant}. */
  public static String significant(double value) {
    return Digits.significant(value);
  }

  /** A number in a format; a dash where it is not defined. */
  public static String orDash(OptionalDouble value, DoubleFunction<String> format) {
    return value.isPresent() ? format.apply(value.getAsDouble()) : UNDEFINED;
  }

  /** "mean ± standard deviation"; of one value, which has none, the value. */
  public static String spread(Spread spread, DoubleFunction<String> format) {
    String mean = orDash(spread.mean(), format);
    return spread.standardDeviation().isEmpty()
        ? mean
        : mean + " ± " + format.apply(spread.standardDeviation().getAsDouble());
  }

  /** The same with all digits; empty where there is nothing. */
  public static String exactSpread(Spread spread, DoubleFunction<String> all) {
    return spread.mean().isEmpty() ? "" : spread(spread, all);
  }

  /** Three decimals; below a thousandth "< .001", never 0. */
  public static String pValue(double p) {
    return p < .001 ? "< 0.001" : fixed(p, 3);
  }
}
