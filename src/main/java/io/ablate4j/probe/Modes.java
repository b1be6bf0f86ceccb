package io.ablate4j.probe;

import io.ablate4j.view.Batch;
import io.ablate4j.view.Mode;
import io.ablate4j.view.NetworkView;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Accuracy and loss with batch norm by the statistics of batches or by the running ones, and
 * dropout on or off, each apart. Batches have the size of training; examples that fill no batch are
 * left out, in all modes.
 */
final class Modes {
  private Modes() {}

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
