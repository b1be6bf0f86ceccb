package io.ablate4j.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What was measured of one cell.
 *
 * @param parameters trainable ones of the network, the same in every stack
 * @param peak what the machine can do at most, in 1e9 operations a second; NaN if unknown
 * @param rounds measurements by layout, round by round
 */
record CellResult(
    BenchmarkCell cell, long parameters, double peak, Map<String, List<Speed>> rounds) {
  CellResult {
    Map<String, List<Speed>> copy = new LinkedHashMap<>();
    rounds.forEach((layout, values) -> copy.put(layout, List.copyOf(values)));
    rounds = copy;
  }

  /** Median images a second of a layout over the rounds. */
  double median(String layout) {
    return median(rounds.get(layout).stream().mapToDouble(Speed::imagesPerSecond));
  }

  /** Median share of the processors that the worst-off layout of one thread a core got. */
  double processorShare() {
    return Stream.of(Layout.ABLATE4J, Layout.DL4J, Layout.DJL_CORE)
        .mapToDouble(
            layout -> median(rounds.get(layout).stream().mapToDouble(Speed::processorShare)))
        .min()
        .orElseThrow();
  }

  /** Whether somebody else used the machine, so that the ratios say little. */
  boolean disturbed() {
    return processorShare() < Speed.UNDISTURBED;
  }

  private static double median(DoubleStream numbers) {
    double[] values = numbers.sorted().toArray();
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  double ours() {
    return median(Layout.ABLATE4J);
  }

  double dl4j() {
    return median(Layout.DL4J);
  }

  /** The better of DJL's two layouts. */
  double djl() {
    return Math.max(median(Layout.DJL_CORE), median(Layout.DJL_MACHINE));
  }

  /** Arithmetic of the step as a share of what the machine can do; NaN if that is unknown. */
  double shareOfPeak() {
    return ours() * cell.operations() / (peak * 1e9);
  }

  /** How many times as fast as DL4J as released. */
  double overDl4j() {
    return ours() / dl4j();
  }

  /** How many times as fast as DJL in its better layout. */
  double overDjl() {
    return ours() / djl();
  }
}
