package io.ablate4j.model.file;

import java.util.ArrayList;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;

/** A network without what training, or only being made, leaves in its configuration. */
final class PlainForm {
  private PlainForm() {}

  /**
   * Changes a configuration, but not what it computes. An unset seed is the time of day in
   * Deeplearning4j, and each trial sets its own. Batch norm keeps its running variance as it is:
   * its logarithm, Deeplearning4j's usual way, is for gradient sharing between machines, and JSON
   * does not keep which of the two it was.
   */
  static void make(ComputationGraphConfiguration network) {
    network.setIterationCount(0);
    network.setEpochCount(0);
    network.setTopologicalOrder(null);
    network.setTopologicalOrderStr(null);
    NeuralNetConfiguration general = new NeuralNetConfiguration.Builder().seed(0).build();
    general.setDataType(network.getDataType());
    network.setDefaultConfiguration(general);
    network
        .getVertices()
        .forEach((name, vertex) -> make(vertex, network.getNetworkOutputs().contains(name)));
  }

  private static void make(GraphVertex vertex, boolean isOutput) {
    if (vertex instanceof LayerVertex layer) {
      layer.setOutputVertex(isOutput);
      NeuralNetConfiguration own = layer.getLayerConf();
      own.setSeed(0);
      own.setIterationCount(0);
      own.setEpochCount(0);
      own.setVariables(new ArrayList<>());
      if (own.getLayer() instanceof BatchNormalization norm) {
        norm.setUseLogStd(false);
      }
    }
  }
}
