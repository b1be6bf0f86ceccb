package io.ablate4j.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** What {@code ComputationGraphConfiguration.toJson()} writes. */
final class GraphFormat implements NetworkFormat {
  @Override
  public boolean knows(JsonNode root) {
    return root.has("vertices");
  }

  @Override
  public String name(JsonNode root) {
    return "Deeplearning4j ComputationGraph";
  }

  @Override
  public ComputationGraphConfiguration read(JsonNode root) {
    Bounds.check(root.get("vertices").size());
    return ConfigurationJson.read(root, ComputationGraphConfiguration.class);
  }
}
