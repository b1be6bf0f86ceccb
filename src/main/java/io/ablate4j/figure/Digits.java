package io.ablate4j.figure;

import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as text, the same in any locale; what is undefined is a dash, never zero. */
public final class Digits {
  /** Stands for a number that is undefined or not estimable. */
  public static final String UNDEFINED = "–";

  private static final String MINUS = "−";

  private Digits() {}

  /** From here on digits before the point are more than anybody reads. */
  private static final double LARGE = 1e15;

  /** Such as 1.00e160; of what is no number the dash, of what is beyond all numbers its sign. */
  static String scientific(double value) {
    if (Double.isNaN(value)) {
      return UNDEFINED;
    }
    String size =
        Double.isInfinite(value)
            ? "∞"
            : String.format(Locale.ROOT, "%.2e", Math.abs(value)).replace("e+", "e");
    return value < 0 ? MINUS + size.replace("e-", "e" + MINUS) : size.replace("e-", "e" + MINUS);
  }

  private static boolean isLarge(double value) {
    return !(Math.abs(value) < LARGE);
  }

  /** With {@code decimals} digits after the point and a real minus; never "-0.0". */
  public static String fixed(double value, int decimals) {
    if (isLarge(value)) {
      return scientific(value);
    }
    String text = String.format(Locale.ROOT, "%." + decimals + "f", Math.abs(value));
    return value < 0 && !isZero(text) ? MINUS + text : text;
  }

  /** As {@link #fixed}, with a plus before what is above zero. */
  public static String signed(double value, int decimals) {
    String text = fixed(value, decimals);
    return value > 0 && !isZero(text) ? "+" + text : text;
  }

  /** Thousands apart by a thin space that does not break. */
  public static String whole(double value) {
    if (isLarge(value)) {
      return scientific(value);
    }
    return String.format(Locale.ROOT, "%,d", Math.round(value))
        .replace(',', '\u202f')
        .replace("-", MINUS);
  }

  /** Three significant digits, whole from 100 on: for times and rates of unknown size. */
  public static String significant(double value) {
    return inDigitsOf(value, value);
  }

  /** Three significant digits however small the value, such as 0.00357 or 2.10e−7. */
  static String threeDigits(double value) {
    double size = Math.abs(value);
    if (!(size < .1) || size == 0) {
      return significant(value);
    }
    return size < 1e-6
        ? scientific(value)
        : fixed(value, 2 - (int) Math.floor(StrictMath.log10(size)));
  }

  /** Writes {@code value} with the digits that {@link #significant} gives to {@code size}. */
  public static String inDigitsOf(double size, double value) {
    double magnitude = Math.abs(size);
    if (magnitude >= 99.95) {
      return whole(value);
    }
    return fixed(value, magnitude >= 9.995 ? 1 : magnitude >= .9995 ? 2 : 3);
  }

  /**
   * All digits there are, with a plain minus: not to be read but to be reckoned with. "Infinity" of
   * an end of an interval that is open, nothing of what is undefined.
   */
  public static String all(double value) {
    return all(value, 0);
  }

  /** All digits of a share as per cent, without those that a multiplication would add. */
  public static String allPercent(double share) {
    return all(share, 2);
  }

  private static String all(double value, int right) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "" : Double.toString(value);
    }
    BigDecimal moved = new BigDecimal(Double.toString(value)).movePointRight(right);
    return moved.signum() == 0 ? "0" : moved.stripTrailingZeros().toPlainString();
  }

  private static boolean isZero(String text) {
    return text.chars().allMatch(c -> c == '0' || c == '.');
  }
}
