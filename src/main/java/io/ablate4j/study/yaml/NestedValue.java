package io.ablate4j.study.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * An option of a data source that is a list of words and numbers or a mapping of such lists, as
 * JSON. That is YAML, too, and read again it is the same.
 */
final class NestedValue {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Longer ones are words, such as digits of a name. */
  private static final int MOST_DIGITS = 9;

  private static final String ADVICE =
      "write a list such as [a, b], or a mapping of lists such as { key: [a, b] }.";

  private NestedValue() {}

  /** Whether a text is what {@link #json} gives. */
  static boolean isNested(String text) {
    if (!text.startsWith("[") && !text.startsWith("{")) {
      return false;
    }
    try {
      return MAPPER.readTree(text).toString().equals(text);
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /**
   * The JSON of a list or a mapping, without white space; nothing, and a problem more, if it is
   * nested deeper or holds something empty.
   *
   * @param value the same node, for problems
   */
  static Optional<String> json(Node node, YamlNode value) {
    Optional<JsonNode> json =
        node instanceof MappingNode mapping ? object(mapping, value) : list(node, value);
    return json.map(JsonNode::toString);
  }

  private static Optional<JsonNode> object(MappingNode mapping, YamlNode value) {
    ObjectNode object = MAPPER.createObjectNode();
    List<NodeTuple> entries = mapping.getValue();
    for (NodeTuple entry : entries) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        value.problem("A key in " + value.path() + " is not a word.", ADVICE);
        return Optional.empty();
      }
      if (object.has(key.getValue())) {
        value.problem(
            "The key \"" + key.getValue() + "\" in " + value.path() + " is given twice.",
            "leave one out.");
        return Optional.empty();
      }
      Optional<JsonNode> list = list(entry.getValueNode(), value);
      if (list.isEmpty()) {
        return Optional.empty();
      }
      object.set(key.getValue(), list.get());
    }
    return Optional.of(object);
  }

  /** A single value counts as a list of one. */
  private static Optional<JsonNode> list(Node node, YamlNode value) {
    List<Node> items = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
    ArrayNode list = MAPPER.createArrayNode();
    for (Node item : items) {
      if (!(item instanceof ScalarNode scalar) || scalar.getTag().equals(Tag.NULL)) {
        value.problem(value.path() + " has an item that is no word or number.", ADVICE);
        return Optional.empty();
      }
      String letters = scalar.getValue();
      if (scalar.getTag().equals(Tag.INT)
          && letters.length() <= MOST_DIGITS
          && letters.matches("0|[1-9][0-9]*")) {
        list.add(Integer.parseInt(letters));
      } else {
        list.add(letters);
      }
    }
    return Optional.of(list);
  }
}
