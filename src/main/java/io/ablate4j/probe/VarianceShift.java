package io.ablate4j.probe;

import io.ablate4j.view.Batch;
import io.ablate4j.view.LayerView;
import io.ablate4j.view.LayerView.Kind;
import io.ablate4j.view.Mode;
import io.ablate4j.view.NetworkView;
import java.util.Optional;

/**
 * How much smaller the variance that the first batch norm behind a dropout reads is at inference
 * than in training (Li et al. 2019, arXiv:1801.05134): variance with dropout off over variance with
 * dropout on, a mean over the channels that vary.
 *
 * @param measured of passes with batch norm by its running statistics
 * @param predicted by the paper's formula, v / ((c^2 + v) / p - c^2), c and v mean and variance of
 *     what dropout reads, p the probability to stay; NaN unless batch norm reads the dropout itself
 */
record VarianceShift(double measured, double predicted) {
  private static final Mode ON = new Mode(Mode.Norm.RUNNING, Mode.Drop.ON);

  /** NaN of a network without such a batch norm. */
  static VarianceShift of(NetworkView network, Batch batch) {
    Optional<LayerView> first =
        network.layers(Kind.NORM).stream().filter(norm -> isBehind(network, norm)).findFirst();
    if (first.isEmpty()) {
      return new VarianceShift(Double.NaN, Double.NaN);
    }
    LayerView norm = first.get();
    ChannelMoments off = new ChannelMoments(norm.input());
    ChannelMoments on = new ChannelMoments(norm.input());
    for (Batch part : Chunks.of(batch, Chunks.SIZE)) {
      off.add(network.forward(part, Mode.INFERENCE).input(norm.name()));
      on.add(network.forward(part, ON).input(norm.name()));
    }
    double retain =
        network.layers(Kind.DROPOUT).stream()
            .filter(dropout -> norm.reads().contains(dropout.name()))
            .mapToDouble(dropout -> 1 - dropout.dropProbability())
            .findFirst()
            .orElse(Double.NaN);
    double measured = 0;
    double predicted = 0;
    int channels = 0;
    for (int c = 0; c < off.channels(); c++) {
      if (on.variance(c) > 0) {
        measured += off.variance(c) / on.variance(c);
        predicted += predicted(off.mean(c), off.variance(c), retain);
        channels++;
      }
    }
    return channels == 0
        ? new VarianceShift(Double.NaN, Double.NaN)
        : new VarianceShift(measured / channels, predicted / channels);
  }

  static double predicted(double mean, double variance, double retain) {
    return variance / ((mean * mean + variance) / retain - mean * mean);
  }

  /** Whether there is a dropout on a way from the input to it. */
  private static boolean isBehind(NetworkView network, LayerView layer) {
    return network.layers().stream()
        .filter(read -> layer.reads().contains(read.name()))
        .anyMatch(read -> read.kind() == Kind.DROPOUT || isBehind(network, read));
  }
}
