package io.ablate4j.figure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * An axis: where a shown number lies on it, and its ticks. Positions are the numbers themselves or,
 * if it is logarithmic, their logarithms to the base 2.
 *
 * @param low position of its start
 * @param high position of its end, above {@code low}
 * @param logarithmic whether positions are logarithms
 * @param ticks within it, rising
 */
record Axis(double low, double high, boolean logarithmic, List<Tick> ticks) {
  /** Share of the range that is left free on either side. */
  private static final double AIR = .06;

  /** No axis goes further, so that its length is a number; what lies beyond is put at its end. */
  private static final double MOST = 8e307;

  /** Numbers closer than this, relative to their size, share one place. */
  private static final double LEAST = 1e-12;

  /** A tick with more digits after the point than this is written with a power of ten. */
  private static final int MOST_DECIMALS = 9;

  private static final double LN2 = StrictMath.log(2);

  /** A labelled position. */
  record Tick(double at, String label) {}

  Axis {
    if (!(low < high)) {
      throw new IllegalArgumentException("no axis from " + low + " to " + high);
    }
    ticks = List.copyOf(ticks);
  }

  /**
   * Around the shown numbers and the unit's reference, with some air; those not finite are left
   * out.
   */
  static Axis covering(Unit unit, DoubleStream shown, int mostTicks) {
    double[] positions =
        DoubleStream.concat(shown, unit.reference().stream())
            .filter(v -> Double.isFinite(v) && (!unit.logarithmic() || v > 0))
            .map(v -> unit.logarithmic() ? log2(v) : v)
            .toArray();
    double low = Math.max(-MOST, Arrays.stream(positions).min().orElse(0));
    double high = Math.min(MOST, Arrays.stream(positions).max().orElse(1));
    double air =
        high - low > LEAST * Math.max(1e-290, Math.max(Math.abs(low), Math.abs(high)))
            ? AIR * (high - low)
            : Math.max(.05 * Math.abs(high), .5);
    if (unit.logarithmic()) {
      return logarithmic(low - air, high + air, unit.reference().isPresent(), mostTicks);
    }
    // A share can neither be below 0 nor above 100 %, and neither should its axis.
    boolean share = unit.isShare();
    double start = share && low >= 0 ? Math.max(0, low - air) : low - air;
    double end = share && high <= 100 ? Math.min(100, high + air) : high + air;
    return linear(start, end, mostTicks);
  }

  /** From zero to a little above the highest. */
  static Axis fromZero(DoubleStream shown, int mostTicks) {
    double high = Math.min(MOST, shown.filter(Double::isFinite).max().orElse(1));
    return linear(0, high > 1e-290 ? high * (1 + AIR) : 1, mostTicks);
  }

  static Axis linear(double low, double high, int mostTicks) {
    return new Axis(low, high, false, linearTicks(low, high, mostTicks));
  }

  /** Where a training step lies: as if step 0 were the half of step 1. */
  static double stepAt(double step) {
    return step > 0 ? log2(step) : -1;
  }

  /**
   * Of training steps, logarithmic, with 0 at its left end.
   *
   * @param steps rising, from 0
   */
  static Axis steps(double[] steps) {
    double low = stepAt(steps[0]);
    double high = stepAt(steps[steps.length - 1]);
    double air = Math.max(.03 * (high - low), .1);
    List<Tick> ticks = new ArrayList<>();
    if (steps[0] == 0) {
      ticks.add(new Tick(low, "0"));
    }
    double[] factors = high - low < 4 ? new double[] {1, 2, 5} : new double[] {1};
    double from = Math.max(0, low);
    ticks.addAll(thinned(powers(from, high, 10, factors), 6));
    if (ticks.isEmpty()) {
      ticks.add(new Tick(high, plain(steps[steps.length - 1])));
    }
    return new Axis(low - air, high + air, true, ticks);
  }

  /** Named places 0, 1, 2 ... with room beside the first and the last. */
  static Axis places(List<String> labels) {
    List<Tick> ticks = new ArrayList<>();
    for (String label : labels) {
      ticks.add(new Tick(ticks.size(), label));
    }
    return new Axis(-.5, Math.max(1, labels.size()) - .5, false, ticks);
  }

  private static Axis logarithmic(double low, double high, boolean ratio, int mostTicks) {
    if (high - low < 1.3) {
      // Too short for powers: round numbers, at their logarithmic places.
      boolean isNumber = exp2(low) > 1e-290 && exp2(high) < MOST;
      List<Tick> ticks =
          (isNumber ? linearTicks(exp2(low), exp2(high), mostTicks) : List.<Tick>of())
              .stream()
                  .filter(tick -> tick.at() > 0)
                  .map(tick -> new Tick(log2(tick.at()), tick.label()))
                  .toList();
      return new Axis(low, high, true, ticks);
    }
    List<List<Tick>> finestFirst =
        ratio
            ? List.of(
                powers(low, high, 2, 1, 1.5),
                powers(low, high, 2, 1),
                powers(low, high, 4, 1),
                powers(low, high, 16, 1),
                powers(low, high, 256, 1))
            : List.of(
                powers(low, high, 10, 1, 2, 5),
                powers(low, high, 10, 1, 3),
                powers(low, high, 10, 1),
                powers(low, high, 100, 1),
                powers(low, high, 10_000, 1));
    return new Axis(
        low,
        high,
        true,
        finestFirst.stream()
            .filter(ticks -> ticks.size() <= mostTicks)
            .findFirst()
            .orElseGet(() -> thinned(finestFirst.get(finestFirst.size() - 1), mostTicks)));
  }

  private static List<Tick> thinned(List<Tick> ticks, int most) {
    int every = (ticks.size() + most - 1) / most;
    return IntStream.range(0, ticks.size())
        .filter(i -> i % every == 0)
        .mapToObj(ticks::get)
        .toList();
  }

  private static List<Tick> powers(double low, double high, int base, double... factors) {
    List<Tick> ticks = new ArrayList<>();
    int first = (int) Math.floor(low * LN2 / StrictMath.log(base)) - 1;
    int last = (int) Math.ceil(high * LN2 / StrictMath.log(base));
    for (int power = first; power <= last; power++) {
      for (double factor : factors) {
        double value = factor * StrictMath.pow(base, power);
        boolean isNumber = value > 0 && value < Double.POSITIVE_INFINITY;
        if (isNumber && log2(value) >= low && log2(value) <= high) {
          ticks.add(new Tick(log2(value), plain(value)));
        }
      }
    }
    return ticks;
  }

  /** Multiples of 1, 2 or 5 times a power of ten. */
  private static List<Tick> linearTicks(double low, double high, int most) {
    double step = StrictMath.pow(10, Math.floor(StrictMath.log10((high - low) / most)));
    double[] factors = {1, 2, 5, 10, 20};
    int factor = 0;
    while (factor < factors.length - 1 && count(low, high, step * factors[factor]) > most) {
      factor++;
    }
    step *= factors[factor];
    List<Tick> ticks = new ArrayList<>();
    int decimals = (int) Math.max(0, -Math.floor(StrictMath.log10(step * 1.0001)));
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
      double at = i * step;
      ticks.add(new Tick(at, label(at, decimals)));
    }
    return ticks;
  }

  private static String label(double at, int decimals) {
    return decimals > MOST_DECIMALS && at != 0
        ? Digits.scientific(at)
        : decimals > 0 ? Digits.fixed(at, Math.min(MOST_DECIMALS, decimals)) : Digits.whole(at);
  }

  private static long count(double low, double high, double step) {
    return (long) (Math.floor(high / step + 1e-9) - Math.ceil(low / step - 1e-9)) + 1;
  }

  private static String plain(double value) {
    return value >= 1000
        ? Digits.whole(value)
        : value < 1e-6
            ? Digits.scientific(value)
            : new BigDecimal(value)
                .setScale(6, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
  }

  /** Where a shown number lies; beyond an end it is put at that end. */
  double at(double shown) {
    if (!logarithmic) {
      return Math.min(high, Math.max(low, shown));
    }
    return shown <= 0 ? low : Math.min(high, Math.max(low, log2(shown)));
  }

  /** Whether a shown number lies within. */
  boolean holds(double shown) {
    double position = !logarithmic ? shown : shown > 0 ? log2(shown) : Double.NEGATIVE_INFINITY;
    return low <= position && position <= high;
  }

  static double log2(double value) {
    return StrictMath.log(value) / LN2;
  }

  private static double exp2(double position) {
    return StrictMath.exp(position * LN2);
  }
}
