package io.ablate4j.model.file;

import io.ablate4j.problem.ProblemsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;

/** A network of Deeplearning4j in the making; it knows what each vertex gives. */
final class KerasGraph {
  private final Map<String, GraphVertex> vertices = new LinkedHashMap<>();
  private final Map<String, List<String>> inputs = new LinkedHashMap<>();
  private final Map<String, InputType> types = new LinkedHashMap<>();
  private final String input;

  /**
   * @param input name of what the network reads
   * @param type of it
   */
  KerasGraph(String input, InputType type) {
    this.input = input;
    types.put(input, type);
  }

  /** What the network reads. */
  KerasTensor input() {
    return KerasTensor.of(input, types.get(input));
  }

  /**
   * Adds a layer.
   *
   * @return what it gives
   */
  KerasTensor layer(String name, Layer layer, KerasTensor from) {
    layer.setLayerName(name);
    layer.setNIn(from.type(), true);
    NeuralNetConfiguration own = new NeuralNetConfiguration.Builder().seed(0).layer(layer).build();
    LayerVertex vertex = new LayerVertex(own, from.before().orElse(null));
    return add(name, vertex, List.of(from.vertex()));
  }

  /**
   * Adds what is no layer.
   *
   * @return what it gives
   */
  KerasTensor vertex(String name, GraphVertex vertex, List<KerasTensor> from) {
    List<String> read = new ArrayList<>();
    for (int index = 0; index < from.size(); index++) {
      KerasTensor each = from.get(index);
      read.add(
          each.before().isEmpty()
              ? each.vertex()
              : prepared(name + "-input" + index, each, each.before().get()).vertex());
    }
    return add(name, vertex, read);
  }

  private KerasTensor prepared(String name, KerasTensor from, InputPreProcessor before) {
    return add(name, new PreprocessorVertex(before), List.of(from.vertex()));
  }

  private KerasTensor add(String name, GraphVertex vertex, List<String> from) {
    if (name.isBlank() || types.containsKey(name)) {
      throw ProblemsException.of(
          "It has two layers that are called " + Shown.line(name) + ".",
          "give each layer a name of its own in Keras, and save the network again.");
    }
    Bounds.check(vertices.size() + 1);
    InputType given =
        vertex.getOutputType(
            vertices.size(), from.stream().map(types::get).toArray(InputType[]::new));
    vertices.put(name, vertex);
    inputs.put(name, from);
    types.put(name, given);
    return KerasTensor.of(name, given);
  }

  /** The vertex of that name. */
  GraphVertex get(String name) {
    return vertices.get(name);
  }

  /** What a vertex reads. */
  List<String> read(String name) {
    return inputs.get(name);
  }

  /** Whether but one other reads it. */
  boolean isReadOnce(String name) {
    return inputs.values().stream().filter(each -> each.contains(name)).count() == 1;
  }

  /** Puts another layer in the place of one. */
  void replace(String name, Layer layer) {
    LayerVertex old = (LayerVertex) vertices.get(name);
    layer.setLayerName(name);
    NeuralNetConfiguration own = new NeuralNetConfiguration.Builder().seed(0).layer(layer).build();
    vertices.put(name, new LayerVertex(own, old.getPreProcessor()));
  }

  /** Takes the last vertex out. */
  void remove(String name) {
    vertices.remove(name);
    inputs.remove(name);
    types.remove(name);
  }

  /** The network that ends with that vertex. */
  ComputationGraphConfiguration network(String output) {
    ComputationGraphConfiguration network = new ComputationGraphConfiguration();
    network.setVertices(vertices);
    network.setVertexInputs(inputs);
    network.setNetworkInputs(List.of(input));
    network.setNetworkOutputs(List.of(output));
    network.setDefaultConfiguration(new NeuralNetConfiguration.Builder().seed(0).build());
    return network;
  }
}
