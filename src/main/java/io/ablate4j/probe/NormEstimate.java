package io.ablate4j.probe;

import io.ablate4j.view.Batch;
import io.ablate4j.view.Mode;
import io.ablate4j.view.NetworkView;
import io.ablate4j.view.NormStatistics;
import java.util.Map;

/**
 * How far batch norm's running statistics are from those of the population (Ioffe and Szegedy 2015,
 * algorithm 2): of what each batch norm reads in the mode of training. Means over all channels that
 * vary.
 *
 * @param mean of the distance of the running mean from the population's, in its standard deviations
 * @param variance of the logarithm of the running variance over the population's
 */
record NormEstimate(double mean, double variance) {
  /** NaN of a network without batch norm. */
  static NormEstimate of(NetworkView network, Batch population) {
    Map<String, NormStatistics> seen =
        Recalibration.statistics(network, Chunks.of(population, Chunks.SIZE), Mode.TRAINING);
    double means = 0;
    double variances = 0;
    long channels = 0;
    for (Map.Entry<String, NormStatistics> entry : seen.entrySet()) {
      NormStatistics running = network.statistics(entry.getKey());
      float[] mean = entry.getValue().mean();
      float[] variance = entry.getValue().variance();
      for (int c = 0; c < mean.length; c++) {
        if (variance[c] > 0) {
          means += Math.abs(running.mean()[c] - mean[c]) / Math.sqrt(variance[c]);
          variances += Math.log(running.variance()[c] / variance[c]);
          channels++;
        }
      }
    }
    return channels == 0
        ? new NormEstimate(Double.NaN, Double.NaN)
        : new NormEstimate(means / channels, variances / channels);
  }
}
