package io.ablate4j.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.ablate4j.problem.ProblemsException;
import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * What a Keras network reads.
 *
 * @param name of its input layer
 * @param type of one example
 */
record KerasInput(String name, InputType type) {
  private static final long MOST = 1 << 24;

  /**
   * Finds it where Keras 2 and 3 write it: at the input layer, at the first layer, or at the
   * network.
   *
   * @throws ProblemsException if it is not there, or has no fixed size
   */
  static KerasInput of(JsonNode model, boolean isChannelsFirst) {
    JsonNode first = first(model);
    JsonNode config = first.path("config");
    boolean isInput = first.path("class_name").asText().equals("InputLayer");
    String name = isInput ? config.path("name").asText("") : "";
    for (JsonNode shape :
        List.of(
            config.path("batch_shape"),
            config.path("batch_input_shape"),
            model.path("config").path("build_input_shape"),
            model.path("build_config").path("input_shape"))) {
      JsonNode sizes = KerasSpec.items(shape);
      if (sizes.isArray()) {
        return new KerasInput(name.isBlank() ? "input" : name, type(sizes, isChannelsFirst));
      }
    }
    throw ProblemsException.of(
        "It does not say how large its input is.",
        "begin it with keras.Input(shape=...), and save the network again.");
  }

  /** The input layer, or the layer that stands in its place; in a nested network its first one. */
  private static JsonNode first(JsonNode model) {
    JsonNode layers = KerasModel.layers(model);
    JsonNode first = layers.path(0);
    if (KerasModel.isFunctional(model)) {
      List<String> inputs = KerasInbound.read(model.path("config").path("input_layers"), "input");
      for (JsonNode layer : layers) {
        if (inputs.contains(KerasModel.name(layer))) {
          return layer;
        }
      }
    }
    return KerasModel.isNetwork(first) ? first(first) : first;
  }

  /** Without the first size, that of the batch. */
  private static InputType type(JsonNode sizes, boolean isChannelsFirst) {
    long all = 1;
    for (int index = 1; index < sizes.size(); index++) {
      long size = sizes.get(index).canConvertToLong() ? sizes.get(index).asLong() : 0;
      if (size < 1 || size > MOST || (all *= size) > MOST) {
        throw refusal(sizes);
      }
    }
    return switch (sizes.size()) {
      case 2 -> InputType.feedForward(sizes.get(1).asLong());
      case 4 ->
          isChannelsFirst
              ? image(sizes.get(2), sizes.get(3), sizes.get(1))
              : image(sizes.get(1), sizes.get(2), sizes.get(3));
      default -> throw refusal(sizes);
    };
  }

  private static InputType image(JsonNode height, JsonNode width, JsonNode channels) {
    return InputType.convolutional(height.asLong(), width.asLong(), channels.asLong());
  }

  private static ProblemsException refusal(JsonNode sizes) {
    return ProblemsException.of(
        "Its input has the shape " + Shown.line(sizes.toString()) + ".",
        "give it rows of numbers or images of one size, such as keras.Input(shape=(28, 28, 1)).");
  }
}
