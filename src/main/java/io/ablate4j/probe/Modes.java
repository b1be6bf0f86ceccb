package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.view.Batch;
import io.ablate4j.view.Mode;
import io.ablate4j.view.NetworkView;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Accuracy and loss with batch norm by the statistics of batches or by the running ones, and
 * dropout on or off, each apart. Batches have the size of training; examples that fill no batch are
 * left out, in all modes.
 */
public final class Modes implements NetworkProbe {
  @Override
  public String id() {
    return "modes";
  }

  @Override
  public String meaning() {
    return "validation accuracy and loss in the four modes of batch norm and dropout";
  }

  @Override
  public String source() {
    return "Li et al. 2019, arXiv:1801.05134";
  }

  @Override
  public List<ProbeReading> readings() {
    return List.of(
        ProbeReading.of(
            "batch-on",
            Scale.SHARE,
            true,
            "validation accuracy, batch norm by the batch and dropout on, 0 to 1"),
        ProbeReading.of(
            "batch-on-loss",
            Scale.NATS,
            false,
            "validation loss, batch norm by the batch and dropout on, nats"),
        ProbeReading.of(
            "batch-off",
            Scale.SHARE,
            true,
            "validation accuracy, batch norm by the batch and dropout off, 0 to 1"),
        ProbeReading.of(
            "batch-off-loss",
            Scale.NATS,
            false,
            "validation loss, batch norm by the batch and dropout off, nats"),
        ProbeReading.of(
            "running-on",
            Scale.SHARE,
            true,
            "validation accuracy, batch norm by its running statistics and dropout on, 0 to 1"),
        ProbeReading.of(
            "running-on-loss",
            Scale.NATS,
            false,
            "validation loss, batch norm by its running statistics and dropout on, nats"),
        ProbeReading.of(
            "running-off",
            Scale.SHARE,
            true,
            "validation accuracy, batch norm by its running statistics and dropout off, 0 to 1"),
        ProbeReading.of(
            "running-off-loss",
            Scale.NATS,
            false,
            "validation loss, batch norm by its running statistics and dropout off, nats"));
  }

  @Override
  public ProbeSchedule schedule() {
    return ProbeSchedule.END;
  }

  @Override
  public ProbeWork work(ProbeSizes sizes) {
    return ProbeWork.passing(4.0 * sizes.validation());
  }

  @Override
  public void measure(ProbeMoment moment, ReadingSink sink) {
    of(moment.network(), moment.validation(), moment.batchSize()).forEach(sink::put);
  }

  /** By batch-on, batch-off, running-on and running-off; losses with -loss behind. */
  static Map<String, Double> of(NetworkView network, Batch validation, int batchSize) {
    int size = Math.min(batchSize, validation.size());
    Batch whole = Chunks.first(validation, validation.size() / size * size);
    Map<String, Double> values = new TreeMap<>();
    for (Mode.Norm norm : Mode.Norm.values()) {
      for (Mode.Drop drop : Mode.Drop.values()) {
        double[] probabilities =
            Chunks.probabilities(
                network, whole, norm == Mode.Norm.BATCH ? size : Chunks.SIZE, new Mode(norm, drop));
        String key = (norm + "-" + drop).toLowerCase(Locale.ROOT);
        values.put(key, Scoring.accuracy(probabilities, whole.labels()));
        values.put(key + "-loss", Scoring.loss(probabilities, whole.labels()));
      }
    }
    return values;
  }
}
