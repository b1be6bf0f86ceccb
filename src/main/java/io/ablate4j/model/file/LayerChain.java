package io.ablate4j.model.file;

import io.ablate4j.problem.ProblemsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * A network of layers one after another as a graph of them. Names, preprocessors and all settings
 * of layers stay; Deeplearning4j's own conversion calls layers by numbers.
 */
final class LayerChain {
  private static final String INPUT = "input";

  private LayerChain() {}

  /**
   * The same function as a graph; a layer without a name gets one such as {@code 3-dense}.
   *
   * @throws ProblemsException if it has no layer
   */
  static ComputationGraphConfiguration graph(MultiLayerConfiguration chain) {
    if (chain.getConfs() == null || chain.getConfs().isEmpty()) {
      throw ProblemsException.of("It has no layer.", "name the file of another network.");
    }
    Map<String, GraphVertex> vertices = new LinkedHashMap<>();
    Map<String, List<String>> inputs = new LinkedHashMap<>();
    List<String> names = names(chain);
    String input = unused(INPUT, names);
    String before = input;
    for (int index = 0; index < names.size(); index++) {
      NeuralNetConfiguration own = chain.getConf(index);
      own.getLayer().setLayerName(names.get(index));
      vertices.put(names.get(index), new LayerVertex(own, chain.getInputPreProcess(index)));
      inputs.put(names.get(index), List.of(before));
      before = names.get(index);
    }
    ComputationGraphConfiguration graph = new ComputationGraphConfiguration();
    graph.setVertices(vertices);
    graph.setVertexInputs(inputs);
    graph.setNetworkInputs(List.of(input));
    graph.setNetworkOutputs(List.of(before));
    graph.setBackpropType(chain.getBackpropType());
    graph.setTbpttFwdLength(chain.getTbpttFwdLength());
    graph.setTbpttBackLength(chain.getTbpttBackLength());
    graph.setValidateOutputLayerConfig(chain.isValidateOutputLayerConfig());
    graph.setTrainingWorkspaceMode(chain.getTrainingWorkspaceMode());
    graph.setInferenceWorkspaceMode(chain.getInferenceWorkspaceMode());
    graph.setCacheMode(chain.getCacheMode());
    graph.setDataType(chain.getDataType());
    graph.setDefaultConfiguration(new NeuralNetConfiguration.Builder().seed(0).build());
    return graph;
  }

  /**
   * What the layers are called in the graph, from the first to the last.
   *
   * @throws ProblemsException if something stands in a layer's place that is none
   */
  static List<String> names(MultiLayerConfiguration chain) {
    List<String> given =
        chain.getConfs().stream().map(own -> given(own == null ? null : own.getLayer())).toList();
    Map<String, Integer> uses = new LinkedHashMap<>();
    given.forEach(name -> uses.merge(name, 1, Integer::sum));
    List<String> names = new ArrayList<>();
    for (int index = 0; index < given.size(); index++) {
      String name = given.get(index);
      boolean isOwn = !name.isEmpty() && uses.get(name) == 1;
      names.add(isOwn ? name : unused(index + "-" + kind(chain.getConf(index).getLayer()), given));
    }
    return List.copyOf(names);
  }

  private static String given(Layer layer) {
    if (layer == null) {
      throw ProblemsException.of(
          "One of its layers is missing.",
          "save the network again with Deeplearning4j 1.0.0-M2.1.");
    }
    return layer.getLayerName() == null ? "" : layer.getLayerName().strip();
  }

  /** Such as "dense" of a DenseLayer. */
  private static String kind(Layer layer) {
    return layer.getClass().getSimpleName().replaceAll("Layer$", "").toLowerCase(Locale.ROOT);
  }

  private static String unused(String name, List<String> used) {
    String free = name;
    while (used.contains(free)) {
      free += "-";
    }
    return free;
  }
}
