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

  /**
   * The word for an input's shape has changed; what else has, late files of version 2 have already.
   */
  private static boolean isVersion3(JsonNode root) {
    return root.has("keras_version")
        ? root.get("keras_version").asText().startsWith("3")
        : root.findValue("batch_input_shape") == null;
  }
}
