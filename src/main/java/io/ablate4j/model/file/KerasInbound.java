package io.ablate4j.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.ablate4j.problem.ProblemsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which layers a layer reads. Keras 2 writes {@code [[["a", 0, 0, {}]]]}, Keras 3 objects whose
 * {@code keras_history} is {@code ["a", 0, 0]}: the layer, which of its uses, and which of the
 * tensors that it gives.
 */
final class KerasInbound {
  private KerasInbound() {}

  /**
   * The names of the layers that a layer reads.
   *
   * @throws ProblemsException if it is used more than once, or reads what is no layer's only tensor
   */
  static List<String> of(JsonNode layer, String name) {
    JsonNode nodes = layer.path("inbound_nodes");
    if (nodes.size() > 1 && !isHistory(nodes)) {
      throw refusal(name, "is used " + nodes.size() + " times, with the same weights");
    }
    return read(nodes, name);
  }

  /** All names in a list of histories, such as a network's {@code output_layers}. */
  static List<String> read(JsonNode node, String name) {
    List<String> names = new ArrayList<>();
    collect(node, name, names);
    return names;
  }

  private static void collect(JsonNode node, String name, List<String> names) {
    if (isHistory(node)) {
      if (node.get(2).asInt() != 0) {
        throw refusal(name, "reads another than the first tensor of " + node.get(0).asText());
      }
      names.add(node.get(0).asText());
    } else if (node.has("keras_history")) {
      collect(node.get("keras_history"), name, names);
    } else if (node.isArray()) {
      node.forEach(each -> collect(each, name, names));
    } else if (node.isObject()) {
      for (Map.Entry<String, JsonNode> each : node.properties()) {
        collect(each.getValue(), name, names);
      }
    }
  }

  private static boolean isHistory(JsonNode node) {
    return node.isArray()
        && node.size() >= 3
        && node.get(0).isTextual()
        && node.get(1).isIntegralNumber()
        && node.get(2).isIntegralNumber();
  }

  private static ProblemsException refusal(String name, String what) {
    return ProblemsException.of(
        "The layer " + Shown.line(name) + " " + Shown.line(what) + ", which cannot be translated.",
        "build the network in Keras with a layer for each use, and save it again.");
  }
}
