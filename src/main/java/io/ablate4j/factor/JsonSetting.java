package io.ablate4j.factor;

import com.fasterxml.jackson.databind.JsonNode;
import io.ablate4j.regularization.Setting;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A value of a trial's spec. What is wrong with it is an {@link IllegalArgumentException}: nobody
 * wrote it by hand.
 */
record JsonSetting(String path, JsonNode node) implements Setting {
  @Override
  public String shown() {
    return node.toString();
  }

  @Override
  public void problem(String message, String advice) {
    throw new IllegalArgumentException(message);
  }

  @Override
  public boolean isFlag() {
    return node.isBoolean();
  }

  @Override
  public boolean isList() {
    return node.isArray();
  }

  @Override
  public boolean isMapping() {
    return node.isObject();
  }

  private <T> Optional<T> required(boolean isThere, String what, T value) {
    if (!isThere) {
      problem(path + " is " + shown() + ", not " + what + ".", "");
    }
    return Optional.ofNullable(value);
  }

  @Override
  public Optional<Boolean> flag() {
    return required(isFlag(), "true or false", node.booleanValue());
  }

  @Override
  public Optional<Double> number(String example) {
    return required(node.isNumber(), "a number", node.doubleValue());
  }

  @Override
  public Optional<Integer> count(String example) {
    return required(node.isIntegralNumber() && node.intValue() > 0, "a count", node.intValue());
  }

  @Override
  public Optional<String> text() {
    return required(node.isTextual(), "text", node.textValue());
  }

  @Override
  public Optional<String> oneOf(Collection<String> words) {
    return required(
        words.contains(node.textValue()), "one of " + String.join(", ", words), node.textValue());
  }

  @Override
  public List<JsonSetting> items() {
    return isList()
        ? StreamSupport.stream(node.spliterator(), false)
            .map(item -> new JsonSetting(path, item))
            .toList()
        : List.of(this);
  }

  @Override
  public Optional<Keys> mapping(String example) {
    Map<String, JsonSetting> entries = new LinkedHashMap<>();
    node.properties()
        .forEach(
            entry ->
                entries.put(
                    entry.getKey(),
                    new JsonSetting(path + "." + entry.getKey(), entry.getValue())));
    return required(isMapping(), "a mapping", new Keys(path, entries));
  }

  /**
   * Keys and values.
   *
   * @param path of the mapping
   */
  record Keys(String path, Map<String, JsonSetting> entries) implements Settings {
    @Override
    public Optional<JsonSetting> get(String key) {
      return Optional.ofNullable(entries.get(key));
    }

    @Override
    public void allowOnly(Collection<String> known) {
      entries.keySet().stream()
          .filter(key -> !known.contains(key))
          .forEach(key -> entries.get(key).problem("There is no key " + path + "." + key, ""));
    }
  }
}
