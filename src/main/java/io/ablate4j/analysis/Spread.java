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
    double mean = Arrays.stream(values).sum() / values.length;
    OptionalDouble deviation = OptionalDouble.empty();
    if (values.length > 1) {
      double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
      deviation = OptionalDouble.of(Math.sqrt(squares / (values.length - 1)));
    }
    return new Spread(
        values.length,
        OptionalDouble.of(mean),
        deviation,
        OptionalDouble.of(min),
        OptionalDouble.of(max));
  }
}
