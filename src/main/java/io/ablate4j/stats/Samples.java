package io.ablate4j.stats;

import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Variance;

/** What the estimators ask of an array of numbers. */
final class Samples {
  /** Where the random streams start unless the caller says otherwise. */
  static final long SEED = 0x5eed_ab1a_7e4aL;

  /**
   * What counts as equal, relative to the largest numbers around: differences of accuracies lose a
   * few of their sixteen digits, and .9 - .8 shall tie with .8 - .7.
   */
  static final double TIE = 1e-10;

  private Samples() {}

  /**
   * The same array.
   *
   * @throws IllegalArgumentException if a value is NaN or infinite
   */
  static double[] finite(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "no statistics over "
                + Arrays.toString(values)
                + "\nMaybe leave out what was not measured.");
      }
    }
    return values;
  }

  static void sameLength(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          a.length + " values against " + b.length + "\nMaybe leave out what has no partner.");
    }
  }

  static double mean(double[] values) {
    int exponent = exponent(values);
    return Math.scalb(Mean.of(shifted(values, exponent)).getAsDouble(), exponent);
  }

  /** Squares and sums of numbers below this power of two, and above its inverse, stay numbers. */
  private static final int PLAIN = 200;

  /**
   * The power of two to divide by where numbers are so large or so small that their squares would
   * leave the range of numbers; 0 of all others, which stay as they are to the last bit.
   */
  static int exponent(double[]... samples) {
    double scale = 0;
    for (double[] values : samples) {
      scale = Math.max(scale, scale(values));
    }
    int exponent = scale == 0 ? 0 : Math.getExponent(scale);
    return Math.abs(exponent) <= PLAIN ? 0 : exponent;
  }

  /** Divided by a power of two. */
  static double[] shifted(double[] values, int exponent) {
    return exponent == 0
        ? values
        : Arrays.stream(values).map(value -> Math.scalb(value, -exponent)).toArray();
  }

  /** With n - 1 below the line. */
  static double variance(double[] values) {
    return Variance.of(values).getAsDouble();
  }

  /** The largest absolute value; 0 of none. */
  static double scale(double[] values) {
    double scale = 0;
    for (double value : values) {
      scale = Math.max(scale, Math.abs(value));
    }
    return scale;
  }

  /** Whether there are no two different values, but for rounding. */
  static boolean constant(double[] values) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return !(max - min > TIE * scale(values));
  }

  static double[] minus(double[] a, double[] b) {
    sameLength(a, b);
    double[] result = new double[a.length];
    Arrays.setAll(result, i -> a[i] - b[i]);
    return result;
  }

  static double[] minus(double[] values, double shift) {
    return Arrays.stream(values).map(v -> v - shift).toArray();
  }

  static double[] negated(double[] values) {
    return Arrays.stream(values).map(v -> -v).toArray();
  }
}
