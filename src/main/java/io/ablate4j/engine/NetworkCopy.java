package io.ablate4j.engine;

import io.ablate4j.engine.runtime.TrainableNetwork;
import java.util.Arrays;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A copy of a network that can be looked into while the network trains: DL4J computes it with those
 * of its helpers that are right and with its defects cured, whatever trains. To be used by the
 * thread that trains.
 */
public final class NetworkCopy implements AutoCloseable {
  private final ComputationGraph original;
  private final ComputationGraph copy;
  private final Networks.Sizes sizes;

  /**
   * A copy of the configuration; parameters are taken over anew by each {@link #ask}.
   *
   * @param sizes of an example and of the output
   */
  public NetworkCopy(TrainableNetwork network, Networks.Sizes sizes) {
    this.sizes = sizes;
    original = network.graph();
    copy = of(original);
  }

  /** A graph of the same configuration and parameters, that computes right. */
  static ComputationGraph of(ComputationGraph original) {
    ComputationGraph copy =
        leavingRandomAlone(
            0,
            () -> {
              ComputationGraph graph = new ComputationGraph(original.getConfiguration().clone());
              graph.init(original.params().dup(), false);
              return graph;
            });
    HelperCheck.ofThisProcess().leaveOffWrong(copy);
    for (Layer layer : copy.getLayers()) {
      Networks.keepInputs(layer);
    }
    return copy;
  }

  /** Reads a number off a network. */
  @FunctionalInterface
  public interface Question {
    /**
     * @param features [examples, ...shape of an example]
     * @param labels [examples, classes], one-hot
     */
    double answer(ComputationGraph network, INDArray features, INDArray labels);
  }

  /**
   * Asks about the network as it is now. Whatever the question does to the copy and its arrays, and
   * draws from ND4J's generator of this thread, leaves the network and its random stream alone.
   *
   * @param seed of the numbers that the question draws
   * @param features [examples x numbers an example]
   * @param labels [examples]
   */
  public double ask(long seed, float[] features, int[] labels, Question question) {
    copy.setParams(original.params());
    float[] oneHot = new float[labels.length * sizes.classes()];
    for (int i = 0; i < labels.length; i++) {
      oneHot[i * sizes.classes() + labels[i]] = 1;
    }
    INDArray input = Nd4j.create(features.clone(), shape(labels.length), 'c');
    INDArray output = Nd4j.create(oneHot, new long[] {labels.length, sizes.classes()}, 'c');
    return leavingRandomAlone(seed, () -> question.answer(copy, input, output));
  }

  private long[] shape(int examples) {
    long[] shape = new long[sizes.example().length + 1];
    System.arraycopy(sizes.example(), 0, shape, 1, sizes.example().length);
    shape[0] = examples;
    return shape;
  }

  /** DL4J draws its dropout masks from the generator of the thread that trains. */
  static <T> T leavingRandomAlone(long seed, Supplier<T> action) {
    Random random = Nd4j.getRandom();
    long root = random.rootState();
    long node = random.nodeState();
    try {
      random.setSeed(seed);
      return action.get();
    } finally {
      random.setStates(root, node);
    }
  }

  @Override
  public void close() {
    close(copy);
  }

  static void close(ComputationGraph copy) {
    // Not graph.close(), which has the JVM collect all garbage twice.
    for (INDArray array : Arrays.asList(copy.params(), copy.getFlattenedGradients())) {
      if (array != null && array.closeable()) {
        array.close();
      }
    }
  }
}
