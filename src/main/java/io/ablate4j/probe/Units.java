package io.ablate4j.probe;

import io.ablate4j.view.Shape;
import java.util.Arrays;

/** Numbers a unit: a neuron of a dense layer, or a channel of a convolution over all its pixels. */
final class Units {
  private Units() {}

  /**
   * The highest absolute value.
   *
   * @param values [examples x units x pixels]
   * @return [units]
   */
  static double[] highest(float[] values, Shape shape) {
    double[] highest = new double[shape.units()];
    each(values, shape, (unit, value) -> highest[unit] = Math.max(highest[unit], Math.abs(value)));
    return highest;
  }

  /**
   * The mean absolute value.
   *
   * @param values [examples x units x pixels]
   * @return [units]
   */
  static double[] meanSize(float[] values, Shape shape) {
    double[] sums = new double[shape.units()];
    each(values, shape, (unit, value) -> sums[unit] += Math.abs(value));
    double count = (double) values.length / shape.units();
    return Arrays.stream(sums).map(sum -> sum / count).toArray();
  }

  /**
   * All values of each unit, ascending.
   *
   * @param values [examples x units x pixels]
   * @return [units][examples x pixels]
   */
  static float[][] sorted(float[] values, Shape shape) {
    int[] at = new int[shape.units()];
    float[][] sorted = new float[shape.units()][values.length / shape.units()];
    each(values, shape, (unit, value) -> sorted[unit][at[unit]++] = value);
    for (float[] own : sorted) {
      Arrays.sort(own);
    }
    return sorted;
  }

  /** Takes a value of a unit. */
  private interface Taker {
    void take(int unit, float value);
  }

  private static void each(float[] values, Shape shape, Taker taker) {
    int pixels = shape.pixels();
    int units = shape.units();
    for (int from = 0, unit = 0; from < values.length; from += pixels) {
      for (int i = from; i < from + pixels; i++) {
        taker.take(unit, values[i]);
      }
      unit = unit + 1 == units ? 0 : unit + 1;
    }
  }
}
