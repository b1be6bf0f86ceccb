package io.ablate4j.engine;

import io.ablate4j.engine.runtime.LayerTable;
import io.ablate4j.layer.LayerTraits;
import io.ablate4j.view.Batch;
import io.ablate4j.view.Gradients;
import io.ablate4j.view.LayerView;
import io.ablate4j.view.LayerView.Kind;
import io.ablate4j.view.Mode;
import io.ablate4j.view.Mode.Drop;
import io.ablate4j.view.Mode.Norm;
import io.ablate4j.view.Range;
import io.ablate4j.view.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Passes through a copy of a graph, vertex by vertex: DL4J has training and inference alone, but
 * takes the one or the other layer by layer. It can't go back through batch norm by its running
 * statistics, as it then takes them for those of the batch.
 */
final class GraphPasses implements AutoCloseable {
  /** As in DL4J: probabilities below are counted as this one. */
  private static final double LEAST_PROBABILITY = 1e-10;

  private static final LayerWorkspaceMgr MEMORY = LayerWorkspaceMgr.noWorkspaces();

  private final ComputationGraph copy;
  private final LayerTable table;
  private final long[] exampleShape;

  /** Whose numbers are kept. */
  private GraphPass last;

  private Numbers numbers;

  GraphPasses(ComputationGraph original, long[] exampleShape) {
    this.copy = NetworkCopy.of(original);
    this.exampleShape = exampleShape.clone();
    this.table = new LayerTable(original, shapes());
  }

  /** As the copy gives them of an example of zeros. */
  private Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new HashMap<>();
    INDArray zeros = Nd4j.zeros(shape(1));
    copy.feedForward(zeros, false).forEach((name, array) -> shapes.put(name, shape(array)));
    shapes.put(copy.getConfiguration().getNetworkInputs().get(0), shape(zeros));
    return shapes;
  }

  private static Shape shape(INDArray one) {
    int units = Math.toIntExact(one.size(1));
    int height = one.rank() > 2 ? Math.toIntExact(one.size(2)) : 1;
    return new Shape(units, height, Math.toIntExact(one.length() / units / height));
  }

  private long[] shape(int examples) {
    long[] shape = new long[exampleShape.length + 1];
    System.arraycopy(exampleShape, 0, shape, 1, exampleShape.length);
    shape[0] = examples;
    return shape;
  }

  LayerTable table() {
    return table;
  }

  /**
   * What layers give in a pass.
   *
   * @param preActivations of layers that apply a function, by name
   * @param outputs of all layers and of the input, by name
   */
  record Numbers(Map<String, float[]> preActivations, Map<String, float[]> outputs) {}

  /**
   * What layers give in a pass forward; those of the pass asked for last are kept.
   *
   * @param pass that asks
   * @param parameters all of the network's
   * @param seed of the masks
   */
  Numbers numbers(GraphPass pass, Supplier<float[]> parameters, Batch batch, Mode mode, long seed) {
    if (last != pass) {
      numbers = forward(parameters.get(), batch, mode, seed);
      last = pass;
    }
    return numbers;
  }

  private Numbers forward(float[] parameters, Batch batch, Mode mode, long seed) {
    Map<String, float[]> preActivations = new HashMap<>();
    Map<String, float[]> outputs = new HashMap<>();
    take(parameters);
    NetworkCopy.leavingRandomAlone(
        seed,
        () -> {
          Map<String, INDArray> arrays = new HashMap<>();
          for (GraphVertex vertex : inOrder()) {
            INDArray output = output(vertex, arrays, batch, mode, preActivations);
            arrays.put(vertex.getVertexName(), output);
            outputs.put(vertex.getVertexName(), numbers(output));
          }
          return null;
        });
    return new Numbers(preActivations, outputs);
  }

  private void take(float[] parameters) {
    copy.setParams(Nd4j.create(parameters, new long[] {1, parameters.length}, 'c'));
  }

  private List<GraphVertex> inOrder() {
    return Arrays.stream(copy.topologicalSortOrder())
        .mapToObj(index -> copy.getVertices()[index])
        .toList();
  }

  String outputLayer() {
    return copy.getConfiguration().getNetworkOutputs().get(0);
  }

  /** With the function that a layer applies apart, so that what it is applied to can be seen. */
  private INDArray output(
      GraphVertex vertex,
      Map<String, INDArray> arrays,
      Batch batch,
      Mode mode,
      Map<String, float[]> preActivations) {
    if (vertex.isInputVertex()) {
      return input(batch);
    }
    connect(vertex, arrays);
    IActivation function =
        vertex.hasLayer() ? LayerTraits.activation(layer(vertex)).orElse(null) : null;
    if (function == null) {
      return vertex.doForward(isTraining(vertex, mode), MEMORY);
    }
    INDArray before;
    LayerTraits.activate(layer(vertex), new ActivationIdentity());
    try {
      before = vertex.doForward(isTraining(vertex, mode), MEMORY);
    } finally {
      LayerTraits.activate(layer(vertex), function);
    }
    preActivations.put(vertex.getVertexName(), numbers(before));
    return function.getActivation(before.dup(), false);
  }

  private static Layer layer(GraphVertex vertex) {
    return vertex.getLayer().conf().getLayer();
  }

  private INDArray input(Batch batch) {
    INDArray features = Nd4j.create(batch.features().clone(), shape(batch.size()), 'c');
    copy.setInputs(features); // preprocessors ask the graph for its batch size
    return features;
  }

  private void connect(GraphVertex vertex, Map<String, INDArray> arrays) {
    for (int edge = 0; edge < vertex.getInputVertices().length; edge++) {
      INDArray read = arrays.get(source(vertex, edge).getVertexName());
      vertex.setInput(edge, read.dup(), MEMORY);
    }
    if (vertex.hasLayer()) {
      vertex.getLayer().setInputMiniBatchSize(Math.toIntExact(vertex.getInputs()[0].size(0)));
    }
  }

  private GraphVertex source(GraphVertex vertex, int edge) {
    VertexIndices from = vertex.getInputVertices()[edge];
    return copy.getVertices()[from.getVertexIndex()];
  }

  /** All that training does otherwise, beside batch norm, is to drop. */
  private static boolean isTraining(GraphVertex vertex, Mode mode) {
    return vertex.hasLayer() && LayerTraits.isNorm(layer(vertex))
        ? mode.norm() == Norm.BATCH
        : mode.drop() == Drop.ON;
  }

  private static float[] numbers(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  static double loss(float[] probabilities, int[] labels) {
    int classes = probabilities.length / labels.length;
    double sum = 0;
    for (int e = 0; e < labels.length; e++) {
      sum -= Math.log(Math.max(probabilities[e * classes + labels[e]], LEAST_PROBABILITY));
    }
    return sum / labels.length;
  }

  /**
   * Forward and back.
   *
   * @param parameters all of the network's
   * @param seed of the masks
   * @throws UnsupportedOperationException if there are norms that are to take running statistics,
   *     or layers with weights that are not to drop what they read though they would
   */
  Gradients backward(float[] parameters, Batch batch, Mode mode, long seed) {
    requireWayBack(mode);
    take(parameters);
    return NetworkCopy.leavingRandomAlone(
        seed,
        () -> {
          Map<String, INDArray> arrays = new HashMap<>();
          for (GraphVertex vertex : inOrder()) {
            if (vertex.isInputVertex()) {
              arrays.put(vertex.getVertexName(), input(batch));
            } else {
              connect(vertex, arrays);
              arrays.put(
                  vertex.getVertexName(), vertex.doForward(isTraining(vertex, mode), MEMORY));
            }
          }
          float[] gradients = goBack(batch, mode);
          double loss = loss(numbers(arrays.get(outputLayer())), batch.labels());
          return new Gradients(gradients, loss);
        });
  }

  private void requireWayBack(Mode mode) {
    for (LayerView layer : table.layers()) {
      if (mode.norm() == Norm.RUNNING && layer.kind() == Kind.NORM) {
        throw new UnsupportedOperationException(
            "Deeplearning4j computes no gradients through \""
                + layer.name()
                + "\" by its running statistics.");
      }
      if (mode.drop() == Drop.OFF && !isDrawn(layer) && layer.dropProbability() != 0) {
        throw new UnsupportedOperationException(
            "Deeplearning4j computes no gradients through \""
                + layer.name()
                + "\" without the dropout of what it reads.");
      }
    }
  }

  /** Whether all that it does is to draw, so that without that it passes on what it reads. */
  private static boolean isDrawn(LayerView layer) {
    return layer.kind() == Kind.DROPOUT || layer.kind() == Kind.NOISE;
  }

  private float[] goBack(Batch batch, Mode mode) {
    copy.initGradientsView();
    Map<String, INDArray> gradients = new HashMap<>();
    List<GraphVertex> backwards = new ArrayList<>(inOrder());
    Collections.reverse(backwards);
    for (GraphVertex vertex : backwards) {
      INDArray own = gradients.get(vertex.getVertexName());
      if (vertex.isInputVertex() || own == null && !vertex.isOutputVertex()) {
        continue;
      }
      INDArray[] inputs;
      if (isDrawn(table.layer(vertex.getVertexName())) && mode.drop() == Drop.OFF) {
        inputs = new INDArray[] {own};
      } else {
        if (vertex.isOutputVertex()) {
          ((IOutputLayer) vertex.getLayer()).setLabels(oneHot(batch.labels()));
        }
        vertex.setEpsilon(own);
        inputs = vertex.doBackward(false, MEMORY).getSecond();
      }
      for (int edge = 0; edge < inputs.length; edge++) {
        if (inputs[edge] != null) {
          gradients.merge(source(vertex, edge).getVertexName(), inputs[edge].dup(), INDArray::add);
        }
      }
    }
    return means(batch.size());
  }

  private INDArray oneHot(int[] labels) {
    int classes = table.layer(outputLayer()).output().units();
    INDArray oneHot = Nd4j.zeros(labels.length, classes);
    for (int e = 0; e < labels.length; e++) {
      oneHot.putScalar(e, labels[e], 1);
    }
    return oneHot;
  }

  /** DL4J sums over the batch, and writes among gradients how far running statistics move. */
  private float[] means(int examples) {
    float[] values = numbers(copy.getFlattenedGradients());
    for (int i = 0; i < values.length; i++) {
      values[i] /= examples;
    }
    for (LayerView layer : table.layers()) {
      for (Range range : table.untrained(layer)) {
        Arrays.fill(values, range.from(), range.to(), 0);
      }
    }
    return values;
  }

  @Override
  public void close() {
    NetworkCopy.close(copy);
  }
}
