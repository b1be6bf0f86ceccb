package io.ablate4j.model.file;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes networks as Keras does, each setting included: {@code to_json()} of tf.keras 2.11 (version
 * 2) and of Keras 3.5 (version 3).
 */
final class KerasText {
  private final boolean isThree;
  private final boolean isFunctional;
  private final List<String> layers = new ArrayList<>();
  private String input;
  private String last;
  private int adds;

  private KerasText(int version, boolean isFunctional) {
    isThree = version == 3;
    this.isFunctional = isFunctional;
  }

  static KerasText sequential(int version, String shape) {
    return new KerasText(version, false).input(shape);
  }

  static KerasText functional(int version, String shape) {
    return new KerasText(version, true).input(shape);
  }

  private KerasText input(String shape) {
    input = isThree ? "input_layer" : "input_1";
    String key = isThree ? "batch_shape" : "batch_input_shape";
    return add(
        "InputLayer",
        input,
        "\"%s\": [null, %s], \"dtype\": \"float32\", \"sparse\": false, \"ragged\": false"
            .formatted(key, shape),
        List.of());
  }

  KerasText conv(String name, int filters, int kernel, int stride, String padding, String act) {
    return conv(name, filters, kernel, stride, padding, act, last);
  }

  KerasText conv(
      String name, int filters, int kernel, int stride, String padding, String act, String from) {
    return add(
        "Conv2D",
        name,
        """
        "filters": %d, "kernel_size": [%d, %d], "strides": [%d, %d], "padding": "%s", \
        "data_format": "channels_last", "dilation_rate": [1, 1], "groups": 1, "activation": "%s", \
        "use_bias": true, %s"""
            .formatted(
                filters, kernel, kernel, stride, stride, padding, act, weights("kernel", "null")),
        List.of(from));
  }

  KerasText separable(String name, int filters) {
    return add(
        "SeparableConv2D",
        name,
        """
        "filters": %d, "kernel_size": [3, 3], "strides": [1, 1], "padding": "same", \
        "data_format": "channels_last", "dilation_rate": [1, 1], "groups": 1, \
        "depth_multiplier": 1, "activation": "linear", "use_bias": false, \
        "depthwise_initializer": %s, "pointwise_initializer": %s, "bias_initializer": %s, \
        "depthwise_regularizer": null, "pointwise_regularizer": null, "bias_regularizer": null, \
        "activity_regularizer": null, "depthwise_constraint": null, \
        "pointwise_constraint": null, "bias_constraint": null"""
            .formatted(
                filters,
                object("initializers", "GlorotUniform", "\"seed\": null"),
                object("initializers", "GlorotUniform", "\"seed\": null"),
                object("initializers", "Zeros", "")),
        List.of(last));
  }

  KerasText dense(String name, int units, String act) {
    return dense(name, units, act, "null");
  }

  KerasText dense(String name, int units, String act, String decay) {
    return add(
        "Dense",
        name,
        "\"units\": %d, \"activation\": \"%s\", \"use_bias\": true, %s"
            .formatted(units, act, weights("kernel", decay)),
        List.of(last));
  }

  KerasText norm(String name) {
    return add(
        "BatchNormalization",
        name,
        """
        "axis": %s, "momentum": 0.99, "epsilon": 0.001, "center": true, "scale": true, \
        "beta_initializer": %s, "gamma_initializer": %s, "moving_mean_initializer": %s, \
        "moving_variance_initializer": %s, "beta_regularizer": null, "gamma_regularizer": null, \
        "beta_constraint": null, "gamma_constraint": null"""
            .formatted(
                isThree ? "-1" : "[3]",
                object("initializers", "Zeros", ""),
                object("initializers", "Ones", ""),
                object("initializers", "Zeros", ""),
                object("initializers", "Ones", "")),
        List.of(last));
  }

  KerasText pool(String kind, String name, int size, int stride, String padding) {
    return add(
        kind,
        name,
        """
        "pool_size": [%d, %d], "padding": "%s", "strides": [%d, %d], \
        "data_format": "channels_last\""""
            .formatted(size, size, padding, stride, stride),
        List.of(last));
  }

  KerasText dropout(String kind, String name, double rate) {
    String shape = kind.equals("Dropout") ? ", \"noise_shape\": null" : "";
    return add(kind, name, "\"rate\": " + rate + ", \"seed\": null" + shape, List.of(last));
  }

  KerasText global(String kind, String name) {
    return add(
        kind, name, "\"data_format\": \"channels_last\", \"keepdims\": false", List.of(last));
  }

  KerasText flatten(String name) {
    return add("Flatten", name, "\"data_format\": \"channels_last\"", List.of(last));
  }

  KerasText pad(String name, int pixels) {
    return add(
        "ZeroPadding2D",
        name,
        "\"padding\": [[%d, %d], [%d, %d]], \"data_format\": \"channels_last\""
            .formatted(pixels, pixels, pixels, pixels),
        List.of(last));
  }

  KerasText act(String name, String function) {
    return add("Activation", name, "\"activation\": \"" + function + "\"", List.of(last));
  }

  /** Any layer with settings of one's own. */
  KerasText layer(String kind, String name, String settings) {
    return add(kind, name, settings, List.of(last));
  }

  KerasText merge(String kind, String name, String settings, String... from) {
    return add(kind, name, settings, List.of(from));
  }

  String last() {
    return last;
  }

  /** A name that is not used yet. */
  String fresh(String stem) {
    return stem + "_" + adds++;
  }

  String json() {
    String ends =
        !isFunctional
            ? ""
            : isThree
                ? ", \"input_layers\": [[\"%s\", 0, 0]], \"output_layers\": [[\"%s\", 0, 0]]"
                    .formatted(input, last)
                : ", \"input_layers\": [[\"%s\", 0, 0]], \"output_layers\": [[\"%s\", 0, 0]]"
                    .formatted(input, last);
    String config =
        "{\"name\": \"net\", \"trainable\": true, \"layers\": ["
            + String.join(", ", layers)
            + "]"
            + ends
            + "}";
    String kind = isFunctional ? "Functional" : "Sequential";
    return isThree
        ? "{\"module\": \"keras\", \"class_name\": \"%s\", \"config\": %s, \"registered_name\": \"%s\", \"build_config\": {\"input_shape\": null}}"
            .formatted(kind, config, kind)
        : "{\"class_name\": \"%s\", \"config\": %s, \"keras_version\": \"2.11.0\", \"backend\": \"tensorflow\"}"
            .formatted(kind, config);
  }

  private KerasText add(String kind, String name, String settings, List<String> from) {
    boolean isInput = kind.equals("InputLayer");
    String policy =
        isThree
            ? """
              {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, \
              "registered_name": null}"""
            : "\"float32\"";
    String config =
        isInput
            ? "{" + settings + ", \"name\": \"" + name + "\"}"
            : "{\"name\": \"%s\", \"trainable\": true, \"dtype\": %s, %s}"
                .formatted(name, policy, settings);
    String head = isThree ? "\"module\": \"keras.layers\", " : "";
    String tail = isThree ? ", \"registered_name\": null" : "";
    String reads =
        isFunctional ? ", \"name\": \"" + name + "\", \"inbound_nodes\": " + nodes(from) : "";
    layers.add(
        "{%s\"class_name\": \"%s\", \"config\": %s%s%s}"
            .formatted(head, kind, config, tail, reads));
    last = name;
    return this;
  }

  private String nodes(List<String> from) {
    if (from.isEmpty()) {
      return "[]";
    }
    if (!isThree) {
      return from.stream()
          .map(each -> "[\"" + each + "\", 0, 0, {}]")
          .collect(Collectors.joining(", ", "[[", "]]"));
    }
    String tensors =
        from.stream()
            .map(
                each ->
                    """
                    {"class_name": "__keras_tensor__", "config": {"shape": [null, 1], \
                    "dtype": "float32", "keras_history": ["%s", 0, 0]}}"""
                        .formatted(each))
            .collect(Collectors.joining(", "));
    String args = from.size() > 1 ? "[" + tensors + "]" : tensors;
    return "[{\"args\": [" + args + "], \"kwargs\": {}}]";
  }

  private String weights(String part, String decay) {
    return """
        "%s_initializer": %s, "bias_initializer": %s, "%s_regularizer": %s, \
        "bias_regularizer": null, "activity_regularizer": null, "%s_constraint": null, \
        "bias_constraint": null"""
        .formatted(
            part,
            object("initializers", "GlorotUniform", "\"seed\": null"),
            object("initializers", "Zeros", ""),
            part,
            decay,
            part);
  }

  private String object(String module, String kind, String config) {
    return isThree
        ? "{\"module\": \"keras.%s\", \"class_name\": \"%s\", \"config\": {%s}, \"registered_name\": null}"
            .formatted(module, kind, config)
        : "{\"class_name\": \"%s\", \"config\": {%s}}".formatted(kind, config);
  }
}
