package io.ablate4j.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** What Keras's {@code to_json()} writes, and its files keep. */
final class KerasFormat implements NetworkFormat {
  @Override
  public boolean knows(JsonNode root) {
    return root.has("class_name") && root.has("config");
  }

  @Override
  public String name(JsonNode root) {
    return isVersion3(root) ? "Keras 3" : "Keras 2";
  }

  @Override
  public ComputationGraphConfiguration read(JsonNode root) {
    return KerasModel.network(root, isVersion3(root));
  }

  /** Only version 3 writes where classes come from. */
  private static boolean isVersion3(JsonNode root) {
    return root.has("module") || root.path("keras_version").asText().startsWith("3");
  }
}
