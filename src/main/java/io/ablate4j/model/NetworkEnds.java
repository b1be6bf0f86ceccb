package io.ablate4j.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Ends of networks that say softmax with cross-entropy in other words. What they give stays the
 * same.
 */
final class NetworkEnds {
  private NetworkEnds() {}

  /**
   * Lets a network end in softmax with its loss in one layer: where it ends in a softmax and has no
   * loss at all, which is then cross-entropy, and where the softmax is the layer before the loss.
   *
   * @param network is changed
   */
  static void settle(ComputationGraphConfiguration network) {
    if (network.getNetworkOutputs().size() != 1) {
      return;
    }
    String end = network.getNetworkOutputs().get(0);
    if (!(network.getVertices().get(end) instanceof LayerVertex last)) {
      return;
    }
    Layer layer = last.getLayerConf().getLayer();
    if (isSoftmax(layer)) {
      LossLayer loss = new LossLayer.Builder(new LossMCXENT()).build();
      loss.setActivationFn(new ActivationSoftmax());
      loss.setLayerName(layer.getLayerName());
      last.getLayerConf().setLayer(loss);
    } else if (layer instanceof LossLayer loss
        && loss.getLossFn() instanceof LossMCXENT
        && loss.getActivationFn() instanceof ActivationIdentity
        && last.getPreProcessor() == null) {
      String before = network.getVertexInputs().get(end).get(0);
      boolean isAlone = new VertexGraph(network).readers(before).size() == 1;
      if (isAlone
          && network.getVertices().get(before) instanceof LayerVertex softmax
          && softmax.getPreProcessor() == null
          && isSoftmax(softmax.getLayerConf().getLayer())) {
        loss.setActivationFn(new ActivationSoftmax());
        leaveOut(network, before, end);
      }
    }
  }

  private static boolean isSoftmax(Layer layer) {
    return layer instanceof ActivationLayer activation
        && activation.getActivationFn() instanceof ActivationSoftmax;
  }

  private static void leaveOut(ComputationGraphConfiguration network, String name, String reader) {
    Map<String, GraphVertex> vertices = new LinkedHashMap<>(network.getVertices());
    Map<String, List<String>> inputs = new LinkedHashMap<>(network.getVertexInputs());
    inputs.put(reader, new ArrayList<>(inputs.remove(name)));
    vertices.remove(name);
    network.setVertices(vertices);
    network.setVertexInputs(inputs);
  }
}
