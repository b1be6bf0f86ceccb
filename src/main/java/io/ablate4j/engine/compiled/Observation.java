package io.ablate4j.engine.compiled;

import io.ablate4j.engine.runtime.LayerTable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The observed steps of a network, by batch size. Parameters, gradients and random bits are their
 * own, so that whatever is done with them, training does not notice.
 */
final class Observation {
  /** Of all batch sizes together: those of the Inception block take a megabyte each. */
  private static final int MOST_EXAMPLES = 640;

  private final ComputationGraph graph;
  private final long[] exampleShape;
  private final ConvolutionCheck check;
  private final LayerTable table;
  private final Parameters parameters;
  private final RandomBits random = new RandomBits(0);

  /** By batch size, the one that was used last at the end. */
  private final Map<Integer, ObservedStep> steps = new LinkedHashMap<>(16, 0.75f, true);

  /** Whose numbers a step holds, by its batch size. */
  private final Map<Integer, Object> holders = new HashMap<>();

  Observation(ComputationGraph graph, long[] exampleShape, ConvolutionCheck check) {
    this.graph = graph;
    this.exampleShape = exampleShape.clone();
    this.check = check;
    this.parameters = Parameters.of(new float[Math.toIntExact(graph.params().length())]);
    ObservedStep one = compile(1);
    steps.put(1, one);
    this.table = new LayerTable(graph, one.shapes(graph.getConfiguration().getNetworkInputs()));
  }

  LayerTable table() {
    return table;
  }

  /** What random numbers a pass draws. */
  RandomBits random() {
    return random;
  }

  /** Gradients of the way back last gone. */
  Parameters parameters() {
    return parameters;
  }

  /**
   * The step for batches of that size, made ready to compute.
   *
   * @param values of the parameters
   * @param holder whose numbers it will hold
   */
  ObservedStep prepare(int examples, float[] values, Object holder) {
    System.arraycopy(values, 0, parameters.values(), 0, values.length);
    parameters.publish();
    holders.put(examples, holder);
    ObservedStep step = steps.computeIfAbsent(examples, this::compile);
    closeOthers();
    return step;
  }

  private void closeOthers() {
    int all = steps.keySet().stream().mapToInt(Integer::intValue).sum();
    Iterator<Map.Entry<Integer, ObservedStep>> oldest = steps.entrySet().iterator();
    while (all > MOST_EXAMPLES && steps.size() > 1) {
      Map.Entry<Integer, ObservedStep> entry = oldest.next();
      all -= entry.getKey();
      holders.remove(entry.getKey());
      entry.getValue().step().close();
      oldest.remove();
    }
  }

  /** Whether the step for batches of that size still has the numbers that it was prepared for. */
  boolean holds(int examples, Object holder) {
    return holders.get(examples) == holder;
  }

  /** The step for batches of that size, as it was left. */
  ObservedStep step(int examples) {
    return steps.get(examples);
  }

  private ObservedStep compile(int examples) {
    try {
      return NetworkCompiler.observe(graph, exampleShape, parameters, random, check, examples);
    } catch (Unsupported e) {
      throw new IllegalStateException("compiled before, for training", e);
    }
  }

  void close() {
    steps.values().forEach(observed -> observed.step().close());
    parameters.closeAll();
  }
}
