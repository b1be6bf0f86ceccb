package io.ablate4j.train;

import io.ablate4j.data.Examples;
import io.ablate4j.data.InputShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Evaluates a network on the same examples again and again, in inference mode: dropout off, BN with
 * its running statistics.
 */
final class Evaluator {
  /** Large enough that the cost of an operation's call vanishes, small enough for the cache. */
  private static final int CHUNK = 250;

  private final int[] labels;
  private final List<INDArray> chunks = new ArrayList<>();

  /**
   * @param examples at least {@code count} of them; the first {@code count} are used
   */
  Evaluator(Examples examples, int count) {
    InputShape shape = examples.shape();
    labels = Arrays.copyOf(examples.labels(), count);
    for (int from = 0; from < count; from += CHUNK) {
      int rows = Math.min(CHUNK, count - from);
      float[] features =
          Arrays.copyOfRange(
              examples.features(), from * shape.size(), (from + rows) * shape.size());
      long[] dimensions =
          shape.image()
              ? new long[] {rows, shape.channels(), shape.height(), shape.width()}
              : new long[] {rows, shape.size()};
      chunks.add(Nd4j.create(features, dimensions, 'c'));
    }
  }

  Evaluation evaluate(ComputationGraph network) {
    float[] all = null;
    int offset = 0;
    for (INDArray chunk : chunks) {
      float[] probabilities = network.outputSingle(false, chunk).dup('c').data().asFloat();
      if (all == null) {
        all = new float[probabilities.length / Math.toIntExact(chunk.size(0)) * labels.length];
      }
      System.arraycopy(probabilities, 0, all, offset, probabilities.length);
      offset += probabilities.length;
    }
    return Evaluation.of(all, labels);
  }
}
