package io.ablate4j.model;

import io.ablate4j.layer.LayerTraits;
import io.ablate4j.model.words.LayerWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * What a configuration looks like to a reader; made without starting the native library.
 *
 * @param layers one line a layer, in the order in which they were added, such as {@code conv1: conv
 *     3x3, 16, same, ReLU; 160 parameters}; what it reads is named where that is not the line
 *     before
 * @param trainableParameters what the optimizer changes: all parameters less the two running
 *     statistics a channel that each BN layer counts among its own
 */
public record NetworkDescription(List<String> layers, long trainableParameters) {
  public NetworkDescription {
    layers = List.copyOf(layers);
  }

  /** Describes a configuration whose input types are set. */
  public static NetworkDescription of(ComputationGraphConfiguration configuration) {
    List<String> lines = new ArrayList<>();
    long parameters = 0;
    String before = configuration.getNetworkInputs().get(0);
    for (Map.Entry<String, GraphVertex> entry : configuration.getVertices().entrySet()) {
      String name = entry.getKey();
      List<String> inputs = configuration.getVertexInputs().get(name);
      long own = trainable(entry.getValue());
      parameters += own;
      List<String> parts = new ArrayList<>(words(entry.getValue()));
      if (!inputs.equals(List.of(before))) {
        parts.add((inputs.size() == 1 ? "from " : "of ") + String.join(" + ", inputs));
      }
      lines.add(name + ": " + String.join(", ", parts) + (own > 0 ? "; " + counted(own) : ""));
      before = name;
    }
    return new NetworkDescription(lines, parameters);
  }

  private static long trainable(GraphVertex vertex) {
    if (!(vertex instanceof LayerVertex layerVertex)) {
      return vertex.numParams(false);
    }
    Layer layer = layerVertex.getLayerConf().getLayer();
    return layer.initializer().numParams(layerVertex.getLayerConf()) - LayerTraits.untrained(layer);
  }

  private static String counted(long parameters) {
    return String.format(Locale.ROOT, "%,d", parameters).replace(',', '\u202f') + " parameters";
  }

  private static List<String> words(GraphVertex vertex) {
    if (vertex instanceof LayerVertex layerVertex) {
      return LayerWords.of(layerVertex.getLayerConf().getLayer());
    }
    return List.of(
        vertex instanceof MergeVertex ? "channels joined" : vertex.getClass().getSimpleName());
  }
}
