package io.ablate4j.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.ablate4j.problem.ProblemsException;
import java.util.Map;
import java.util.Optional;

/**
 * A layer as Keras writes it.
 *
 * @param name of the layer
 * @param kind its class, such as "Conv2D"
 * @param config its settings
 * @param isVersion3 whether Keras 3 wrote it
 * @param isChannelsFirst whether images of this network have their channels before height and width
 */
record KerasSpec(
    String name, String kind, JsonNode config, boolean isVersion3, boolean isChannelsFirst) {
  /** Units, filters, pixels of a kernel: more is no network. */
  private static final int MOST = 1 << 20;

  /**
   * A whole number above 0.
   *
   * @throws ProblemsException if it is none, or too large
   */
  int count(String key) {
    return count(key, config.path(key));
  }

  /**
   * A whole number above 0, or the usual one if none is given.
   *
   * @throws ProblemsException if it is none, or too large
   */
  int count(String key, int usual) {
    return isGiven(key) ? count(key) : usual;
  }

  /**
   * Two of them, for height and width; one stands for both.
   *
   * @throws ProblemsException if it is neither
   */
  int[] pair(String key, int... usual) {
    JsonNode value = items(config.path(key));
    if (value.isMissingNode() || value.isNull()) {
      return usual.clone();
    }
    if (!value.isArray()) {
      int both = count(key, value);
      return new int[] {both, both};
    }
    if (value.size() != 2) {
      throw wrong(key, "it is not one number for height and one for width");
    }
    return new int[] {count(key, value.get(0)), count(key, value.get(1))};
  }

  /**
   * A finite number, or the usual one if none is given.
   *
   * @throws ProblemsException if it is none
   */
  double number(String key, double usual) {
    if (!isGiven(key)) {
      return usual;
    }
    JsonNode value = config.get(key);
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw wrong(key, "it is no number");
    }
    return value.doubleValue();
  }

  /** Yes or no, or the usual one if neither is given. */
  boolean flag(String key, boolean usual) {
    return isGiven(key) ? config.get(key).asBoolean(usual) : usual;
  }

  /** A word; empty if none is given. */
  Optional<String> word(String key) {
    return isGiven(key) && config.get(key).isTextual()
        ? Optional.of(config.get(key).asText())
        : Optional.empty();
  }

  /**
   * One of a few words.
   *
   * @throws ProblemsException if it is none of them
   */
  <T> T choice(String key, String usual, Map<String, T> known) {
    String word = word(key).orElse(usual);
    T chosen = known.get(word);
    if (chosen == null) {
      throw wrong(key, "only " + String.join(" and ", known.keySet()) + " can be translated");
    }
    return chosen;
  }

  /** Whether a setting is there and not null. */
  boolean isGiven(String key) {
    return config.hasNonNull(key);
  }

  /** A setting with its tuple unpacked; missing if it is not there. */
  JsonNode setting(String key) {
    return items(config.path(key));
  }

  /**
   * Does not translate what changes what is learned, and cannot be said in Deeplearning4j.
   *
   * @throws ProblemsException if one of them is given
   */
  void refuse(String... keys) {
    for (String key : keys) {
      if (isGiven(key)) {
        throw wrong(key, "it cannot be translated");
      }
    }
  }

  /** That a setting is wrong, and why. */
  ProblemsException wrong(String key, String why) {
    String value = config.has(key) ? " " + Shown.line(config.get(key).toString()) : "";
    return refusal("has the " + key + value + ": " + why + ".");
  }

  /**
   * That a layer cannot be translated.
   *
   * @param what goes on after the name of the layer
   */
  ProblemsException refusal(String what) {
    return ProblemsException.of(
        "The layer " + Shown.line(name) + " (" + Shown.line(kind) + ") " + what,
        "change that layer in Keras, and save the network again.");
  }

  private int count(String key, JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrong(key, "it is no whole number");
    }
    int count = value.intValue();
    if (count < 1 || count > MOST) {
      throw wrong(key, "it has to be in 1 to " + MOST);
    }
    return count;
  }

  /** A tuple may be written as an object that says so. */
  static JsonNode items(JsonNode value) {
    if (!value.isObject() || !value.has("items")) {
      return value == null ? MissingNode.getInstance() : value;
    }
    return value.get("items");
  }
}
