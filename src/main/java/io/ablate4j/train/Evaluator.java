package io.ablate4j.train;

import io.ablate4j.data.Examples;
import io.ablate4j.engine.runtime.TrainableNetwork;
import java.util.Arrays;

/** Evaluates a network on the same examples again and again, in inference mode. */
final class Evaluator {
  private final float[] features;
  private final int[] labels;

  /**
   * @param examples at least {@code count} of them; the first {@code count} are used
   */
  Evaluator(Examples examples, int count) {
    features = Arrays.copyOf(examples.features(), count * examples.shape().size());
    labels = Arrays.copyOf(examples.labels(), count);
  }

  Evaluation evaluate(TrainableNetwork network) {
    return Evaluation.of(network.probabilities(features, labels.length), labels);
  }
}
