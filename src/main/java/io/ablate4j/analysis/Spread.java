package io.ablate4j.analysis;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Mean and scatter of one number over the seeds of a cell, in that number's unit.
 *
 * @param n how many values; with none nothing else is defined
 * @param mean arithmetic mean
 * @param standardDeviation of the sample, with n - 1 below the line; not estimable from one value
 * @param min smallest value
 * @param max largest value
 */
public record Spread(
    int n,
    OptionalDouble mean,
    OptionalDouble standardDeviation,
    OptionalDouble min,
    OptionalDouble max) {
  private static final Spread NOTHING =
      new Spread(
          0,
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty());

  /**
   * Of any number of values, all finite.
   *
   * @throws IllegalArgumentException if one is NaN or infinite: it should have been left out
   */
  public static Spread of(double... values) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("no spread over " + Arrays.toString(values));
      }
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    if (values.length == 0) {
      return NOTHING;
    }
    // Squares of what lies beyond this would leave the range of numbers.
    double size = Math.max(Math.abs(min), Math.abs(max));
    int shift = size > 1e60 || size < 1e-60 && size > 0 ? Math.getExponent(size) : 0;
    double[] shifted =
        shift == 0 ? values : Arrays.stream(values).map(v -> Math.scalb(v, -shift)).toArray();
    double mean = Arrays.stream(shifted).sum() / values.length;
    OptionalDouble deviation = OptionalDouble.empty();
    if (values.length > 1) {
      double squares = Arrays.stream(shifted).map(v -> (v - mean) * (v - mean)).sum();
      double scatter = Math.scalb(Math.sqrt(squares / (values.length - 1)), shift);
      deviation = Double.isFinite(scatter) ? OptionalDouble.of(scatter) : OptionalDouble.empty();
    }
    return new Spread(
        values.length,
        OptionalDouble.of(Math.scalb(mean, shift)),
        deviation,
        OptionalDouble.of(min),
        OptionalDouble.of(max));
  }
}
