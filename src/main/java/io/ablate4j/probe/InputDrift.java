package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.view.Pass;
import io.ablate4j.view.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * How much the distribution of what a layer reads moves from one moment to the next, in inference
 * mode, but with noise on that shifts: of each unit the 15th, 50th and 85th percentile over the
 * examples and pixels, as in figure 1 of Ioffe and Szegedy; mean over units and percentiles of |q -
 * q before| / (q85 - q15 before). Units that varied by less than 1e-6 before have no scale and are
 * left out. The sum over the moments ({@code @sum}) is the length of the way.
 */
public final class InputDrift implements NetworkProbe {
  private static final double[] PERCENTILES = {.15, .5, .85};
  private static final double LEAST_SPREAD = 1e-6;

  /** How many looks at each number it takes to select the percentiles. */
  private static final double SELECTED = 8;

  @Override
  public String id() {
    return "input-drift";
  }

  @Override
  public String meaning() {
    return "how much the distribution of what a layer reads moves between two moments";
  }

  @Override
  public String source() {
    return "Ioffe and Szegedy 2015, arXiv:1502.03167, figure 1; divided by the spread";
  }

  @Override
  public List<ProbeReading> readings() {
    String move =
        "mean move of the 15th, 50th and 85th percentile of a unit since the moment before, over"
            + " the distance of the outer two";
    return List.of(
        ProbeReading.of("last", Scale.RATIO, false, "what the output layer reads: " + move),
        ProbeReading.of(
            "mean", Scale.RATIO, false, "what all weight layers but the first read: " + move));
  }

  @Override
  public ProbeSchedule schedule() {
    return ProbeSchedule.LOG_STEPS;
  }

  @Override
  public ProbeWork work(ProbeSizes sizes) {
    return ProbeWork.OF_TRAIN.reading(SELECTED * sizes.train());
  }

  @Override
  public void measure(ProbeMoment moment, ReadingSink sink) {
    Pass pass = LayerDrift.pass(moment);
    Map<String, double[][]> memory = moment.memory(HashMap::new);
    LayerDrift.measure(
        moment,
        sink,
        layer -> {
          double[][] now = percentiles(pass.input(layer.name()), layer.input());
          double[][] before = memory.put(layer.name(), now);
          return before == null ? Double.NaN : drift(before, now);
        });
  }

  /** Between the two values around each, as R's type 7 and numpy do. */
  private static double[][] percentiles(float[] values, Shape shape) {
    int last = values.length / shape.units() - 1;
    double[] at = Arrays.stream(PERCENTILES).map(share -> share * last).toArray();
    int[] places =
        Arrays.stream(at)
            .flatMap(place -> DoubleStream.of((int) place, Math.min((int) place + 1, last)))
            .mapToInt(place -> (int) place)
            .toArray();
    double[][] around = Units.inOrder(values, shape, places);
    double[][] found = new double[around.length][PERCENTILES.length];
    for (int u = 0; u < around.length; u++) {
      for (int q = 0; q < PERCENTILES.length; q++) {
        double below = around[u][2 * q];
        found[u][q] = below + (at[q] - places[2 * q]) * (around[u][2 * q + 1] - below);
      }
    }
    return found;
  }

  private static double drift(double[][] before, double[][] now) {
    double sum = 0;
    int units = 0;
    for (int u = 0; u < now.length; u++) {
      double spread = before[u][PERCENTILES.length - 1] - before[u][0];
      if (spread <= LEAST_SPREAD) {
        continue;
      }
      for (int q = 0; q < PERCENTILES.length; q++) {
        sum += Math.abs(now[u][q] - before[u][q]) / spread;
      }
      units++;
    }
    return sum / units / PERCENTILES.length;
  }
}
