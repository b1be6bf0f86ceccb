package io.ablate4j.model.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** The one text that stands for a network, whatever file it came from. */
final class CanonicalJson {
  /** The order of vertices is part of the network: gradients are added up in it. */
  private static final Set<String> ORDERED = Set.of("vertices", "vertexInputs");

  private static final ObjectMapper JSON = new ObjectMapper();

  private CanonicalJson() {}

  /**
   * JSON of Deeplearning4j in one line, its properties sorted.
   *
   * @param configuration stays as it is
   */
  static String of(ComputationGraphConfiguration configuration) {
    ComputationGraphConfiguration plain = configuration.clone();
    PlainForm.make(plain);
    try {
      JsonNode tree = JSON.readTree(plain.toJson());
      return JSON.writeValueAsString(sorted(tree, false));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Deeplearning4j wrote what is no JSON", e);
    }
  }

  /** SHA-256 of a text in UTF-8, in hexadecimal. */
  static String sha256(String text) {
    return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Of SHA-256. */
  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static JsonNode sorted(JsonNode node, boolean keepOrder) {
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode(node.size());
      node.forEach(each -> array.add(sorted(each, false)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    if (!keepOrder) {
      names.sort(null);
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    names.forEach(
        name -> object.set(name, sorted(node.get(name), !keepOrder && ORDERED.contains(name))));
    return object;
  }
}
