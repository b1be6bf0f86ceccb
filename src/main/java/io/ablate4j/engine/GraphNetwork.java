package io.ablate4j.engine;

import io.ablate4j.engine.runtime.HelperUse;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.view.NetworkView;
import java.util.Arrays;
import java.util.function.Consumer;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network whose steps DL4J itself carries out. */
final class GraphNetwork implements TrainableNetwork {
  /** Large enough that the cost of an operation's call vanishes, small enough for the cache. */
  private static final int EVALUATED_AT_ONCE = 250;

  private final ComputationGraph graph;
  private final String engine;
  private final HelperUse helpers;
  private final long[] exampleShape;
  private final int classes;
  private GraphPasses passes;
  private INDArray batchFeatures;
  private INDArray batchLabels;

  /** How often parameters were changed beside steps. */
  private int changes;

  GraphNetwork(
      ComputationGraph graph, long[] exampleShape, int classes, String engine, HelperUse helpers) {
    this.graph = graph;
    this.exampleShape = exampleShape.clone();
    this.classes = classes;
    this.engine = engine;
    this.helpers = helpers;
  }

  @Override
  public double train(float[] features, int[] labels) {
    if (batchLabels == null || batchLabels.size(0) != labels.length) {
      batchFeatures = Nd4j.createUninitialized(DataType.FLOAT, shape(labels.length), 'c');
      batchLabels =
          Nd4j.createUninitialized(DataType.FLOAT, new long[] {labels.length, classes}, 'c');
    }
    float[] oneHot = new float[labels.length * classes];
    for (int i = 0; i < labels.length; i++) {
      oneHot[i * classes + labels[i]] = 1;
    }
    put(features, batchFeatures);
    put(oneHot, batchLabels);
    graph.fit(new INDArray[] {batchFeatures}, new INDArray[] {batchLabels});
    return graph.score();
  }

  @Override
  public void change(Consumer<float[]> change) {
    float[] parameters = graph.params().dup('c').data().asFloat();
    change.accept(parameters);
    graph.setParams(Nd4j.create(parameters, new long[] {1, parameters.length}, 'c'));
    changes++;
  }

  private static void put(float[] source, INDArray target) {
    ((FloatPointer) target.data().pointer()).position(0).put(source);
  }

  @Override
  public float[] probabilities(float[] features, int examples) {
    float[] all = new float[examples * classes];
    int size = features.length / examples;
    for (int from = 0; from < examples; from += EVALUATED_AT_ONCE) {
      int rows = Math.min(EVALUATED_AT_ONCE, examples - from);
      INDArray chunk =
          Nd4j.create(
              Arrays.copyOfRange(features, from * size, (from + rows) * size), shape(rows), 'c');
      float[] probabilities = graph.outputSingle(false, chunk).dup('c').data().asFloat();
      System.arraycopy(probabilities, 0, all, from * classes, rows * classes);
    }
    return all;
  }

  /** [examples, channels, height, width] for images, [examples, features] for table rows. */
  private long[] shape(int examples) {
    long[] shape = new long[exampleShape.length + 1];
    System.arraycopy(exampleShape, 0, shape, 1, exampleShape.length);
    shape[0] = examples;
    return shape;
  }

  @Override
  public NetworkView view(long seed) {
    if (passes == null) {
      passes = new GraphPasses(graph, exampleShape);
    }
    return new GraphView(
        passes,
        () -> graph.params().dup('c').data().asFloat(),
        () -> graph.getIterationCount() + changes,
        seed);
  }

  @Override
  public void endEpoch() {
    graph.incrementEpochCount();
  }

  @Override
  public String engine() {
    return engine;
  }

  @Override
  public HelperUse helpers() {
    return helpers;
  }

  @Override
  public ComputationGraph graph() {
    return graph;
  }

  @Override
  public void close() {
    if (batchFeatures != null) {
      batchFeatures.close();
      batchLabels.close();
    }
    if (passes != null) {
      passes.close();
    }
    graph.close();
  }
}
