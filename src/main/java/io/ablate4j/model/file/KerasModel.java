package io.ablate4j.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.ablate4j.problem.ProblemsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * Translates a Keras network, sequential or functional, of version 2 or 3, to one of
 * Deeplearning4j. Deeplearning4j has a translation of its own, of version 2 alone: it leaves
 * networks without a loss, and its L2 is half of Keras's. One of our own does both versions, layer
 * by layer, and refuses what it does not know. Layers have the names that they have in Keras; those
 * of a network inside another one begin with its name.
 */
final class KerasModel {
  private static final Set<String> FUNCTIONAL = Set.of("Functional", "Model");

  private final boolean isVersion3;
  private final boolean isChannelsFirst;
  private final KerasGraph graph;

  private KerasModel(boolean isVersion3, boolean isChannelsFirst, KerasGraph graph) {
    this.isVersion3 = isVersion3;
    this.isChannelsFirst = isChannelsFirst;
    this.graph = graph;
  }

  /**
   * The network.
   *
   * @throws ProblemsException if it is wrong, or has what is not known
   */
  static ComputationGraphConfiguration network(JsonNode model, boolean isVersion3) {
    requireNetwork(model);
    boolean isChannelsFirst = isChannelsFirst(model);
    KerasInput input = KerasInput.of(model, isChannelsFirst);
    KerasGraph graph = new KerasGraph(input.name(), input.type());
    KerasTensor last =
        new KerasModel(isVersion3, isChannelsFirst, graph).read(model, "", graph.input());
    return KerasEnding.network(graph, last);
  }

  /** The list of a network's layers; old ones have it in the place of the settings. */
  static JsonNode layers(JsonNode model) {
    JsonNode config = model.path("config");
    return config.isArray() ? config : config.path("layers");
  }

  static boolean isFunctional(JsonNode model) {
    return FUNCTIONAL.contains(model.path("class_name").asText());
  }

  static boolean isNetwork(JsonNode layer) {
    return isFunctional(layer) || layer.path("class_name").asText().equals("Sequential");
  }

  static String name(JsonNode layer) {
    return layer.path("config").path("name").asText(layer.path("name").asText(""));
  }

  private static void requireNetwork(JsonNode model) {
    if (!isNetwork(model)) {
      throw ProblemsException.of(
          "It is of the Keras class "
              + Shown.line(model.path("class_name").asText())
              + "; networks of one's own class do not say what they are made of.",
          "build it as keras.Sequential or keras.Model(inputs, outputs), and save it again.");
    }
    if (!layers(model).isArray() || layers(model).isEmpty()) {
      throw ProblemsException.of(
          "Its Keras network has no layer.", "name the file of another network.");
    }
  }

  /** Where the channels stand; all layers have to agree. */
  private static boolean isChannelsFirst(JsonNode model) {
    List<String> formats = new ArrayList<>();
    model.findValues("data_format").forEach(each -> formats.add(each.asText()));
    boolean isFirst = formats.contains("channels_first");
    if (isFirst && formats.contains("channels_last")) {
      throw ProblemsException.of(
          "Some of its layers have channels first, others last.",
          "build it with one data_format, and save it again.");
    }
    return isFirst;
  }

  /**
   * Reads a network, or one inside another.
   *
   * @param prefix of its layers' names
   * @return what it gives
   */
  private KerasTensor read(JsonNode model, String prefix, KerasTensor input) {
    requireNetwork(model);
    return isFunctional(model)
        ? functional(model, prefix, input)
        : sequential(model, prefix, input);
  }

  private KerasTensor sequential(JsonNode model, String prefix, KerasTensor input) {
    KerasTensor last = input;
    for (JsonNode layer : layers(model)) {
      if (!isInput(layer)) {
        last = translated(layer, prefix, List.of(last));
      }
    }
    return last;
  }

  private KerasTensor functional(JsonNode model, String prefix, KerasTensor input) {
    JsonNode config = model.path("config");
    String first = only(config.path("input_layers"), "inputs");
    String end = only(config.path("output_layers"), "outputs");
    Map<String, KerasTensor> given = new HashMap<>();
    given.put(first, input);
    List<JsonNode> open = new ArrayList<>();
    layers(model).forEach(open::add);
    open.removeIf(layer -> isInput(layer) && name(layer).equals(first));
    while (!open.isEmpty()) {
      List<JsonNode> later = new ArrayList<>();
      for (JsonNode layer : open) {
        List<String> read = KerasInbound.of(layer, name(layer));
        if (!read.isEmpty() && given.keySet().containsAll(read)) {
          given.put(name(layer), translated(layer, prefix, read.stream().map(given::get).toList()));
        } else {
          later.add(layer);
        }
      }
      if (later.size() == open.size()) {
        throw ProblemsException.of(
            "The layer "
                + Shown.line(name(open.get(0)))
                + " reads no layer, one that is not there, or one that reads it.",
            "save the network again in Keras.");
      }
      open = later;
    }
    if (!given.containsKey(end)) {
      throw ProblemsException.of(
          "It ends with the layer " + Shown.line(end) + ", which is not there.",
          "save the network again in Keras.");
    }
    return given.get(end);
  }

  private static String only(JsonNode histories, String what) {
    List<String> names = KerasInbound.read(histories, what);
    if (names.size() != 1) {
      throw ProblemsException.of(
          "It has " + names.size() + " " + what + "; networks here have one.",
          "name the file of a network with one input and one output.");
    }
    return names.get(0);
  }

  private static boolean isInput(JsonNode layer) {
    return layer.path("class_name").asText().equals("InputLayer");
  }

  private KerasTensor translated(JsonNode layer, String prefix, List<KerasTensor> inputs) {
    String name = prefix + name(layer);
    KerasSpec spec =
        new KerasSpec(
            name,
            layer.path("class_name").asText("?"),
            layer.path("config"),
            isVersion3,
            isChannelsFirst);
    if (isNetwork(layer)) {
      return read(layer, name + "/", OneInputLayer.only(spec, inputs));
    }
    try {
      return KerasLayers.of(spec).translate(spec, inputs, graph);
    } catch (ProblemsException e) {
      throw e;
    } catch (RuntimeException e) { // Deeplearning4j's checks, of many kinds
      throw spec.refusal("does not fit what it reads: " + Shown.reason(e) + ".");
    }
  }
}
