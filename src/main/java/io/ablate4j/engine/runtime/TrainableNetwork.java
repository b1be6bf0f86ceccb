package io.ablate4j.engine.runtime;

import io.ablate4j.view.NetworkView;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A network that one thread trains and evaluates. Examples come and go as plain arrays, row by row;
 * how the step is carried out is the engine's affair.
 */
public interface TrainableNetwork extends AutoCloseable {
  /**
   * One step of the optimizer.
   *
   * @param features [examples x numbers an example]
   * @param labels [examples]
   * @return the loss of the batch before the step: mean cross-entropy in nats, and weight penalties
   */
  double train(float[] features, int[] labels);

  /**
   * Class probabilities in inference mode: dropout off, batch norm with its running statistics.
   *
   * @param features [examples x numbers an example]
   * @return [examples x classes]
   */
  float[] probabilities(float[] features, int examples);

  /**
   * Changes parameters between two steps. What the optimizer keeps stays as it is.
   *
   * @param change is given all of them, in Deeplearning4j's order, and changes them in place
   */
  void change(Consumer<float[]> change);

  /** To be called when an epoch of training ends. */
  void endEpoch();

  /** What carries out the steps, for the provenance. */
  String engine();

  /** Which oneDNN helpers have a part in the steps, and which were left off as wrong. */
  HelperUse helpers();

  /**
   * What of its computation a result records, by name: {@link HelperUse#facts}, and what else gives
   * other last bits.
   */
  default SortedMap<String, String> facts() {
    return helpers().facts();
  }

  /**
   * The network to be looked into, as it is whenever it is asked between two steps. Views share
   * memory, and end with the network.
   *
   * @param seed of the dropout masks that the view's passes draw
   */
  NetworkView view(long seed);

  /**
   * What each dropout layer has done so far while it trained, by name; of those kinds that decide
   * whether something stays. Empty where DL4J trains, which does not count.
   */
  default List<DropCount> drops() {
    return List.of();
  }

  /** The DL4J network with the parameters as they are now. */
  ComputationGraph graph();

  /** Frees native memory, the graph's too. */
  @Override
  void close();
}
