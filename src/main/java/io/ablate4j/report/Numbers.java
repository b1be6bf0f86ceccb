package io.ablate4j.report;

import io.ablate4j.analysis.Spread;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/** Numbers as the report writes them; what is undefined is a dash, never zero. */
final class Numbers {
  /** Stands for a number that is undefined or not estimable. */
  static final String UNDEFINED = "–";

  private static final String MINUS = "−";

  private Numbers() {}

  /** A share from 0 to 1 as per cent with one decimal, without the sign. */
  static String percent(double share) {
    return fixed(100 * share, 1);
  }

  /** With {@code decimals} digits after the point and a real minus; never "-0.0". */
  static String fixed(double value, int decimals) {
    String text = String.format(Locale.ROOT, "%." + decimals + "f", Math.abs(value));
    boolean zero = text.chars().allMatch(c -> c == '0' || c == '.');
    return value < 0 && !zero ? MINUS + text : text;
  }

  /** Thousands apart by a thin space that does not break. */
  static String whole(double value) {
    return String.format(Locale.ROOT, "%,d", Math.round(value))
        .replace(',', '\u202f')
        .replace("-", MINUS);
  }

  /** Three significant digits, whole from 100 on: for times and rates of unknown size. */
  static String significant(double value) {
    return asPreciseAs(value).apply(value);
  }

  /** Writes numbers with the digits that {@link #significant} gives to {@code value}. */
  private static DoubleFunction<String> asPreciseAs(double value) {
    double size = Math.abs(value);
    if (size >= 99.95) {
      return Numbers::whole;
    }
    int decimals = size >= 9.995 ? 1 : size >= .9995 ? 2 : 3;
    return number -> fixed(number, decimals);
  }

  /** "mean ± standard deviation", both to the digits that are significant in the mean. */
  static String significantSpread(Spread spread) {
    return spread(spread, asPreciseAs(spread.mean().orElse(0)));
  }

  static String orDash(OptionalDouble value, DoubleFunction<String> format) {
    return value.isPresent() ? format.apply(value.getAsDouble()) : UNDEFINED;
  }

  /** "mean ± standard deviation". */
  static String spread(Spread spread, DoubleFunction<String> format) {
    return spread.n() == 0
        ? UNDEFINED
        : orDash(spread.mean(), format) + " ± " + orDash(spread.standardDeviation(), format);
  }
}
