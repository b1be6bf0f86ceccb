package io.ablate4j.report.words;

import io.ablate4j.analysis.PairedContrast;
import io.ablate4j.figure.Digits;
import io.ablate4j.figure.RowBuilder;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.Interval;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * An estimate in the unit people read: percentage points, nats, or a ratio; rounded to what its
 * interval supports (to the first digit of half its width, and at least to tenths of a point).
 *
 * @param value with its sign, or as "0.62" for a ratio; a dash where there is none
 * @param size the same without a sign; for a ratio the same
 * @param interval as "[0.8, 1.6]"; empty where there is none
 * @param sizeInterval the same for the size: "[5.2, 7.2]" where the value is -6.2 and its interval
 *     [-7.2, -5.2]; for a ratio the same as the interval
 * @param unit such as "points"; empty for a ratio
 * @param direction +1 or -1 where the interval leaves no change out, 0 where it does not
 */
public record EstimateText(
    String value, String size, String interval, String sizeInterval, String unit, int direction) {
  private static final int MOST_DECIMALS = 3;
  private static final int PERCENT = 100;

  /** What there is of a side that never got there: no ratio. */
  private static final EstimateText NEVER = new EstimateText("never", "never", "", "", "", 0);

  /** A contrast in the unit of its metric; "never" where its level never reached the target. */
  public static EstimateText of(PairedContrast contrast) {
    return contrast.arrivals().isLevelNever()
        ? NEVER
        : of(contrast.effect(), contrast.metric().scale());
  }

  /** On which side of no difference the interval lies; 0 where it holds that. */
  static int directionOf(PairedContrast contrast) {
    return of(contrast.effect(), contrast.metric().scale()).direction();
  }

  /** An estimate in the scale of its metric: shares, nats, or logarithms of ratios. */
  public static EstimateText of(Estimate estimate, Scale scale) {
    if (estimate.value().isEmpty()) {
      return new EstimateText(Digits.UNDEFINED, Digits.UNDEFINED, "", "", unit(scale), 0);
    }
    DoubleUnaryOperator unit = inUnit(scale);
    double value = unit.applyAsDouble(estimate.value().getAsDouble());
    Optional<Interval> interval = estimate.interval();
    if (interval.isEmpty()) {
      int decimals = scale == Scale.RATIO ? 2 : scale == Scale.SHARE ? 1 : 3;
      return new EstimateText(
          signed(value, decimals, scale),
          Digits.fixed(Math.abs(value), decimals),
          "",
          "",
          unit(scale),
          0);
    }
    double low = unit.applyAsDouble(interval.get().low());
    double high = unit.applyAsDouble(interval.get().high());
    double nothing = scale == Scale.RATIO ? 1 : 0;
    int direction = low > nothing ? 1 : high < nothing ? -1 : 0;
    int decimals = decimals((high - low) / 2, scale);
    String between =
        "["
            + bound(low, decimals, direction > 0, nothing)
            + ", "
            + bound(high, decimals, direction < 0, nothing)
            + "]";
    boolean turned = scale != Scale.RATIO && direction < 0;
    return new EstimateText(
        signed(value, decimals, scale),
        Digits.fixed(Math.abs(value), decimals),
        between,
        turned
            ? "["
                + bound(-high, decimals, true, nothing)
                + ", "
                + bound(-low, decimals, false, nothing)
                + "]"
            : between,
        unit(scale),
        direction);
  }

  /** Adds a cell with value and interval to a table's row; a dash where there is no contrast. */
  public static void add(RowBuilder row, Optional<PairedContrast> contrast) {
    row.add(
        contrast.map(c -> of(c).withInterval()).orElse(Digits.UNDEFINED),
        contrast
            .filter(c -> !c.arrivals().isLevelNever())
            .map(c -> exact(c.effect(), c.metric().scale()))
            .orElse(""));
  }

  /** Value and interval with all digits, in the unit people read; empty where there is no value. */
  public static String exact(Estimate estimate, Scale scale) {
    return estimate.value().isEmpty()
        ? ""
        : exact(estimate.value().getAsDouble(), scale)
            + exactInterval(estimate, scale).map(interval -> " " + interval).orElse("");
  }

  /** The interval alone. */
  public static Optional<String> exactInterval(Estimate estimate, Scale scale) {
    return estimate.interval().map(interval -> exact(interval, scale));
  }

  /** An interval with all digits, such as "[0.81, 1.64]". */
  public static String exact(Interval interval, Scale scale) {
    return "[" + exact(interval.low(), scale) + ", " + exact(interval.high(), scale) + "]";
  }

  /** A number with all digits, in the unit people read. */
  public static String exact(double value, Scale scale) {
    return scale == Scale.SHARE
        ? Digits.allPercent(value)
        : Digits.all(inUnit(scale).applyAsDouble(value));
  }

  /** The end next to no change: where it leaves that out, it must not be rounded to it. */
  private static String bound(double end, int decimals, boolean isNext, double nothing) {
    int digits = decimals;
    while (isNext
        && digits < 2 * MOST_DECIMALS
        && Digits.fixed(end, digits).equals(Digits.fixed(nothing, digits))) {
      digits++;
    }
    return Digits.fixed(end, digits);
  }

  /** From a metric's scale to the unit people read. */
  static DoubleUnaryOperator inUnit(Scale scale) {
    return switch (scale) {
      case SHARE -> share -> PERCENT * share;
      case NATS, NUMBER -> number -> number;
      case RATIO -> Math::exp;
    };
  }

  private static String unit(Scale scale) {
    return switch (scale) {
      case SHARE -> "points";
      case NATS -> "nats";
      case RATIO, NUMBER -> "";
    };
  }

  private static int decimals(double halfWidth, Scale scale) {
    if (!(halfWidth > 0)) {
      return scale == Scale.RATIO ? 2 : MOST_DECIMALS;
    }
    int first = (int) -Math.floor(Math.log10(halfWidth));
    int least = scale == Scale.RATIO ? 2 : scale == Scale.SHARE ? 1 : 2;
    return Math.min(MOST_DECIMALS, Math.max(least, first));
  }

  private static String signed(double value, int decimals, Scale scale) {
    return scale == Scale.RATIO ? Digits.fixed(value, decimals) : Digits.signed(value, decimals);
  }

  /** "1 seed", "8 seeds". */
  public static String count(int n, String one) {
    return Digits.whole(n) + " " + (n == 1 ? one : one + "s");
  }

  /** What replicates of a metric are called. */
  public static String replicates(ContrastMetric metric, int n) {
    return count(n, metric == ContrastMetric.STEP_MILLIS ? "round" : "seed");
  }

  /** Value and interval in one, such as "+1.2 [0.8, 1.6]". */
  public String withInterval() {
    return interval.isEmpty() ? value : value + " " + interval;
  }
}
