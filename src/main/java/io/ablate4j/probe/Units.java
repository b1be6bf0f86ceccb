package io.ablate4j.probe;

import io.ablate4j.view.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.numbers.arrays.Selection;

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
    float[] highest = new float[shape.units()];
    each(
        values,
        shape,
        (unit, from, to) -> {
          float most = highest[unit];
          for (int i = from; i < to; i++) {
            most = Math.max(most, Math.abs(values[i]));
          }
          highest[unit] = most;
        });
    return IntStream.range(0, highest.length).mapToDouble(unit -> highest[unit]).toArray();
  }

  /**
   * The mean absolute value.
   *
   * @param values [examples x units x pixels]
   * @return [units]
   */
  static double[] meanSize(float[] values, Shape shape) {
    double[] sums = new double[shape.units()];
    each(
        values,
        shape,
        (unit, from, to) -> {
          double sum = sums[unit];
          for (int i = from; i < to; i++) {
            sum += Math.abs(values[i]);
          }
          sums[unit] = sum;
        });
    double count = (double) values.length / shape.units();
    return Arrays.stream(sums).map(sum -> sum / count).toArray();
  }

  /**
   * Values at given places of each unit's, were they sorted: the rest is not, which takes a
   * fraction of the time.
   *
   * @param values [examples x units x pixels]
   * @param places from 0, ascending
   * @return [units][places]
   */
  static double[][] inOrder(float[] values, Shape shape, int... places) {
    double[][] own = new double[shape.units()][values.length / shape.units()];
    int[] at = new int[shape.units()];
    each(
        values,
        shape,
        (unit, from, to) -> {
          for (int i = from; i < to; i++) {
            own[unit][at[unit]++] = values[i];
          }
        });
    for (int unit = 0; unit < own.length; unit++) {
      double[] all = own[unit];
      Selection.select(all, places.clone());
      own[unit] = Arrays.stream(places).mapToDouble(place -> all[place]).toArray();
    }
    return own;
  }

  /** Takes values of a unit that lie side by side. */
  private interface Taker {
    void take(int unit, int from, int to);
  }

  private static void each(float[] values, Shape shape, Taker taker) {
    int pixels = shape.pixels();
    int units = shape.units();
    for (int from = 0, unit = 0; from < values.length; from += pixels) {
      taker.take(unit, from, from + pixels);
      unit = unit + 1 == units ? 0 : unit + 1;
    }
  }
}
