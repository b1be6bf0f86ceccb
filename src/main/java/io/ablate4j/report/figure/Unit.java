package io.ablate4j.report.figure;

import io.ablate4j.stats.Estimate;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * How numbers are stored, shown and written.
 *
 * @param axis title of their axis, with the unit, such as "test accuracy − none, percentage points"
 * @param word what follows a number in running text, such as "points"; may be empty
 * @param shown from the stored number to the shown one, rising
 * @param format writes a shown number
 * @param logarithmic whether the axis is; shown numbers are above zero then
 * @param reference a shown number that is marked by a line and always in sight
 */
public record Unit(
    String axis,
    String word,
    DoubleUnaryOperator shown,
    DoubleFunction<String> format,
    boolean logarithmic,
    OptionalDouble reference) {

  /** Differences of shares, shown as signed percentage points around zero. */
  public static Unit points(String axis) {
    return new Unit(
        axis, "points", v -> 100 * v, v -> Digits.signed(v, 1), false, OptionalDouble.of(0));
  }

  /** Shares from 0 to 1, shown as per cent. */
  public static Unit percent(String axis) {
    return new Unit(
        axis, "%", v -> 100 * v, v -> Digits.fixed(v, 1), false, OptionalDouble.empty());
  }

  /** Differences of losses around zero. */
  public static Unit nats(String axis) {
    return new Unit(axis, "nats", v -> v, v -> Digits.signed(v, 3), false, OptionalDouble.of(0));
  }

  /** Ratios above zero, on a logarithmic axis around 1. */
  public static Unit ratio(String axis) {
    return new Unit(axis, "times", v -> v, v -> Digits.fixed(v, 2), true, OptionalDouble.of(1));
  }

  /** Natural logarithms of ratios, shown as {@link #ratio} shows those. */
  public static Unit logRatio(String axis) {
    Unit ratio = ratio(axis);
    return new Unit(axis, ratio.word, StrictMath::exp, ratio.format, true, ratio.reference);
  }

  /** Counts, times and rates, three significant digits. */
  public static Unit amount(String axis, String word) {
    return new Unit(axis, word, v -> v, Digits::significant, false, OptionalDouble.empty());
  }

  /** The same on a logarithmic axis. */
  public Unit logarithmicAxis() {
    return new Unit(axis, word, shown, format, true, reference);
  }

  /** The same with this shown number always in sight. */
  public Unit around(double shownReference) {
    return new Unit(axis, word, shown, format, logarithmic, OptionalDouble.of(shownReference));
  }

  /** A stored number as text, without the word. */
  public String write(double stored) {
    return format.apply(shown.applyAsDouble(stored));
  }

  /** "+1.2 points [0.8, 1.6], 8 seeds", or what is missing. */
  public String sentence(Estimate estimate) {
    StringBuilder text = new StringBuilder();
    if (estimate.value().isEmpty()) {
      text.append("not estimable (").append(estimate.missing()).append(')');
    } else {
      text.append(write(estimate.value().getAsDouble()));
      if (!word.isEmpty()) {
        text.append(word.equals("%") ? "\u202f" : " ").append(word);
      }
      text.append(
          estimate
              .interval()
              .map(i -> " [" + write(i.low()) + ", " + write(i.high()) + "]")
              .orElse(" (no interval: " + estimate.missing() + ")"));
    }
    return text.append(", ").append(seeds(estimate.n())).toString();
  }

  static String seeds(int n) {
    return n + (n == 1 ? " seed" : " seeds");
  }

  /** The shown value, if there is one that the axis can hold. */
  OptionalDouble shown(Estimate estimate) {
    return estimate.value().isPresent()
        ? onAxis(estimate.value().getAsDouble())
        : OptionalDouble.empty();
  }

  /** Low and high end as shown; they may lie where the axis does not reach. */
  Optional<double[]> shownInterval(Estimate estimate) {
    return estimate
        .interval()
        .map(i -> new double[] {shown.applyAsDouble(i.low()), shown.applyAsDouble(i.high())});
  }

  /** A stored number as shown, if the axis can hold it. */
  OptionalDouble onAxis(double stored) {
    double value = shown.applyAsDouble(stored);
    return holds(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /** Whether numbers are per cent, from 0 to 100. */
  boolean isShare() {
    return word.equals("%");
  }

  private boolean holds(double value) {
    return Double.isFinite(value) && (!logarithmic || value > 0);
  }
}
