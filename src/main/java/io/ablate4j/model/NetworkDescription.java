package io.ablate4j.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * What a configuration looks like to a reader; made without starting the native library.
 *
 * @param layers one line a layer, in the order in which they were added: name, kind, what it reads
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
    for (Map.Entry<String, GraphVertex> entry : configuration.getVertices().entrySet()) {
      String name = entry.getKey();
      List<String> inputs = configuration.getVertexInputs().get(name);
      long own = trainable(entry.getValue());
      parameters += own;
      lines.add(
          name
              + " "
              + kind(entry.getValue())
              + " <- "
              + String.join(", ", inputs)
              + (own > 0 ? " (" + own + ")" : ""));
    }
    return new NetworkDescription(lines, parameters);
  }

  private static long trainable(GraphVertex vertex) {
    if (!(vertex instanceof LayerVertex layerVertex)) {
      return vertex.numParams(false);
    }
    Layer layer = layerVertex.getLayerConf().getLayer();
    long all = layer.initializer().numParams(layerVertex.getLayerConf());
    return layer instanceof BatchNormalization bn ? all - 2 * bn.getNOut() : all;
  }

  private static String kind(GraphVertex vertex) {
    return vertex instanceof LayerVertex layerVertex
        ? layerVertex.getLayerConf().getLayer().getClass().getSimpleName()
        : vertex.getClass().getSimpleName();
  }
}
