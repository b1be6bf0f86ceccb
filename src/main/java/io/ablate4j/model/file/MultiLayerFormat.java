package io.ablate4j.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/** What {@code MultiLayerConfiguration.toJson()} writes. */
final class MultiLayerFormat implements NetworkFormat {
  @Override
  public boolean knows(JsonNode root) {
    return root.has("confs");
  }

  @Override
  public String name(JsonNode root) {
    return "Deeplearning4j MultiLayerNetwork";
  }

  @Override
  public ComputationGraphConfiguration read(JsonNode root) {
    Bounds.check(root.get("confs").size());
    return LayerChain.graph(ConfigurationJson.read(root, MultiLayerConfiguration.class));
  }
}
