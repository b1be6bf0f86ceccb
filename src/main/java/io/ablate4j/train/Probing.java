package io.ablate4j.train;

import io.ablate4j.data.Examples;
import io.ablate4j.data.SeedStream;
import io.ablate4j.engine.NetworkCopy;
import io.ablate4j.engine.Networks;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.probe.Probe;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Split;
import java.util.Arrays;
import java.util.List;

/** Asks a trial's probes after each epoch, on the same training examples. */
final class Probing implements AutoCloseable {
  /**
   * Few enough to cost less than the training between two epochs: DL4J takes 1.3 ms an image of the
   * Inception block for the forward pass alone.
   */
  static final int MOST_EXAMPLES = 128;

  private static final String STREAM = "probe:";

  private final List<Probe> probes;
  private final SeedStream streams;
  private final NetworkCopy copy;
  private final float[] features;
  private final int[] labels;

  /**
   * @param train in random order already, so that its first part is a fixed random subset
   * @param probes at least one
   */
  Probing(
      List<Probe> probes,
      Examples train,
      Networks.Sizes sizes,
      TrainableNetwork network,
      SeedStream streams) {
    this.probes = probes;
    this.streams = streams;
    int count = Math.min(train.count(), MOST_EXAMPLES);
    features = Arrays.copyOf(train.features(), count * train.shape().size());
    labels = Arrays.copyOf(train.labels(), count);
    copy = new NetworkCopy(network, sizes);
  }

  /**
   * @throws ProbeFailure if one of them throws
   */
  void measure(int epoch, int step, TrialLog log) {
    for (Probe probe : probes) {
      double value;
      try {
        value = copy.ask(streams.named(STREAM + probe.id()), features, labels, probe::measure);
        Pulse.beat();
      } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
        throw new ProbeFailure(probe.id(), e);
      }
      if (Double.isFinite(value)) {
        log.add(Metric.ofProbe(probe.id()), Split.TRAIN, epoch, step, value);
      }
    }
  }

  @Override
  public void close() {
    copy.close();
  }
}
