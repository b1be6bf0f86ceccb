package io.ablate4j.figure;

import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.Interval;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
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
 * @param replicate what n counts, such as "seed"
 */
public record Unit(
    String axis,
    String word,
    DoubleUnaryOperator shown,
    Format format,
    boolean logarithmic,
    OptionalDouble reference,
    String replicate) {
  private static final String SEED = "seed";
  private static final DoubleUnaryOperator HUNDREDFOLD = v -> 100 * v;
  private static final int MOST_DIGITS = 4;

  /** Writes a shown number, with as many digits more than it usually has. */
  public interface Format {
    String write(double shown, int moreDigits);
  }

  /** Differences of shares, shown as signed percentage points around zero. */
  public static Unit points(String axis) {
    return new Unit(
        axis,
        "points",
        HUNDREDFOLD,
        (v, more) -> Digits.signed(v, 1 + more),
        false,
        OptionalDouble.of(0),
        SEED);
  }

  /** Shares from 0 to 1, shown as per cent. */
  public static Unit percent(String axis) {
    return new Unit(
        axis,
        "%",
        HUNDREDFOLD,
        (v, more) -> Digits.fixed(v, 1 + more),
        false,
        OptionalDouble.empty(),
        SEED);
  }

  /** Differences of losses around zero. */
  public static Unit nats(String axis) {
    return new Unit(
        axis,
        "nats",
        v -> v,
        (v, more) -> Digits.signed(v, 3 + more),
        false,
        OptionalDouble.of(0),
        SEED);
  }

  /** Numbers in the unit that the axis names. */
  public static Unit number(String axis) {
    return new Unit(
        axis,
        "",
        v -> v,
        (v, more) -> Digits.signed(v, 3 + more),
        false,
        OptionalDouble.of(0),
        SEED);
  }

  /** Ratios above zero, on a logarithmic axis around 1. */
  public static Unit ratio(String axis) {
    return new Unit(
        axis,
        "times",
        v -> v,
        (v, more) -> Digits.fixed(v, 2 + more),
        true,
        OptionalDouble.of(1),
        SEED);
  }

  /** Natural logarithms of ratios, shown as {@link #ratio} shows those. */
  public static Unit logRatio(String axis) {
    Unit ratio = ratio(axis);
    return new Unit(
        axis, ratio.word, StrictMath::exp, ratio.format, true, ratio.reference, ratio.replicate);
  }

  /** Counts, times and rates, three significant digits. */
  public static Unit amount(String axis, String word) {
    return new Unit(
        axis,
        word,
        v -> v,
        (v, more) -> Digits.significant(v),
        false,
        OptionalDouble.empty(),
        SEED);
  }

  /** Numbers of any size, which may be small: three significant digits. */
  public static Unit anySize(String axis) {
    return new Unit(
        axis, "", v -> v, (v, more) -> Digits.threeDigits(v), false, OptionalDouble.empty(), SEED);
  }

  /** The same on a logarithmic axis. */
  public Unit logarithmicAxis() {
    return new Unit(axis, word, shown, format, true, reference, replicate);
  }

  /** The same of estimates over something else than seeds, such as rounds. */
  public Unit over(String otherReplicate) {
    return new Unit(axis, word, shown, format, logarithmic, reference, otherReplicate);
  }

  /** The same with this shown number always in sight. */
  public Unit around(double shownReference) {
    return new Unit(
        axis, word, shown, format, logarithmic, OptionalDouble.of(shownReference), replicate);
  }

  /** A stored number as text, without the word. */
  public String write(double stored) {
    return writeShown(shown.applyAsDouble(stored));
  }

  /** A stored number as shown, with all digits. */
  public String exact(double stored) {
    return shown == HUNDREDFOLD
        ? Digits.allPercent(stored)
        : Digits.all(shown.applyAsDouble(stored));
  }

  /** The same, or empty. */
  String exact(OptionalDouble stored) {
    return stored.isPresent() ? exact(stored.getAsDouble()) : "";
  }

  /** "[0.8123, 1.6012]", with all digits. */
  String exactBetween(Interval interval) {
    return "[" + exact(interval.low()) + ", " + exact(interval.high()) + "]";
  }

  /** A shown number as text, without the word. */
  String writeShown(double value) {
    return format.write(value, 0);
  }

  /** What n counts, as a head: "Seeds". */
  String replicates() {
    return replicate.substring(0, 1).toUpperCase(Locale.ROOT) + replicate.substring(1) + "s";
  }

  /** The shown number that means no difference, as text; 0 where none is marked. */
  String nothing() {
    return Digits.whole(reference.orElse(0));
  }

  /** The low end of an interval as text; if it leaves the reference out below, it looks so. */
  String low(Interval interval) {
    double end = shown.applyAsDouble(interval.low());
    return apart(end, reference.isPresent() && end > reference.getAsDouble());
  }

  /** The high end; if the interval leaves the reference out above, it looks so. */
  String high(Interval interval) {
    double end = shown.applyAsDouble(interval.high());
    return apart(end, reference.isPresent() && end < reference.getAsDouble());
  }

  /** Rounded as all others are, unless that would round it to the reference. */
  private String apart(double end, boolean leavesOut) {
    int more = 0;
    while (leavesOut
        && more < MOST_DIGITS
        && format.write(end, more).equals(format.write(reference.getAsDouble(), more))) {
      more++;
    }
    String text = format.write(end, more);
    // Where it stands says on which side of nothing it lies; a value's plus says what it is.
    return text.startsWith("+") ? text.substring(1) : text;
  }

  /** "[0.8, 1.6]". */
  String between(Interval interval) {
    return "[" + low(interval) + ", " + high(interval) + "]";
  }

  /** "+1.2 points [0.8, 1.6], 8 seeds", or what is missing. */
  public String sentence(Estimate estimate) {
    int n = estimate.n();
    return reported(estimate) + ", " + n + " " + replicate + (n == 1 ? "" : "s");
  }

  /** The same without the number of replicates. */
  String reported(Estimate estimate) {
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
              .map(i -> " " + between(i))
              .orElse(" (no interval: " + estimate.missing() + ")"));
    }
    return text.toString();
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
