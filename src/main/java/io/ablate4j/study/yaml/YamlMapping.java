package io.ablate4j.study.yaml;

import io.ablate4j.problem.Nearest;
import io.ablate4j.regularization.Setting;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Keys and values of a study file, in its order; a key given twice is noted, and the first one
 * kept.
 */
final class YamlMapping implements Setting.Settings {
  private final YamlNode self;
  private final Map<String, YamlNode> entries = new LinkedHashMap<>();

  YamlMapping(MappingNode mapping, YamlNode self) {
    this.self = self;
    mapping.getValue().forEach(this::put);
  }

  private YamlMapping(YamlNode self) {
    this.self = self;
  }

  private void put(NodeTuple tuple) {
    Place place = self.placeOf(tuple.getKeyNode());
    if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
      self.problems().add(place, "A key" + in() + " is not a word.", "write \"key: value\".");
      return;
    }
    String key = scalar.getValue();
    String path = self.path().isEmpty() ? key : self.path() + "." + key;
    YamlNode value = new YamlNode(tuple.getValueNode(), path, place, self.problems());
    YamlNode twin = entries.putIfAbsent(key, value);
    if (twin != null) {
      value.problem(
          "The key \""
              + key
              + "\""
              + in()
              + " is given twice, first on line "
              + twin.place().line()
              + ".",
          "leave one out.");
    }
  }

  private String in() {
    return self.path().isEmpty() ? "" : " in " + self.path();
  }

  Place place() {
    return self.place();
  }

  FoundProblems problems() {
    return self.problems();
  }

  @Override
  public Map<String, YamlNode> entries() {
    return Collections.unmodifiableMap(entries);
  }

  @Override
  public Optional<YamlNode> get(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** The value; if there is none, that is noted at the place of the mapping. */
  Optional<YamlNode> required(String key, String example) {
    if (!entries.containsKey(key)) {
      String path = self.path().isEmpty() ? key : self.path() + "." + key;
      self.problem(path + " is missing.", "add \"" + key + ": " + example + "\".");
    }
    return get(key);
  }

  /** The same without a key. */
  YamlMapping without(String key) {
    YamlMapping rest = new YamlMapping(self);
    rest.entries.putAll(entries);
    rest.entries.remove(key);
    return rest;
  }

  /** One without keys, in the place of a value that is none. */
  static YamlMapping empty(YamlNode self) {
    return new YamlMapping(self);
  }

  /**
   * The keys of both; of one that both have, the upper one's value.
   *
   * @param joined a key whose values are mappings, of which one takes the keys of both
   */
  YamlMapping overlaid(YamlMapping upper, String joined) {
    YamlMapping all = new YamlMapping(upper.self);
    all.entries.putAll(entries);
    all.entries.putAll(upper.entries);
    YamlNode below = entries.get(joined);
    YamlNode above = upper.entries.get(joined);
    if (below != null && above != null) {
      all.entries.put(joined, above.joinedWith(below));
    }
    return all;
  }

  /** The keys of both; one that both have is noted. */
  YamlMapping and(YamlMapping other) {
    YamlMapping all = new YamlMapping(self);
    all.entries.putAll(other.entries);
    entries.forEach(
        (key, value) -> {
          if (other.entries.containsKey(key)) {
            value.problem(
                "The key \"" + key + "\"" + in() + " stands in what is included, too.",
                "give yours another name.");
          }
          all.entries.put(key, value);
        });
    return all;
  }

  /** Notes a key that is none of these. */
  void unknown(String key, Collection<String> known) {
    unknown(key, Nearest.advice(key, known));
  }

  private void unknown(String key, String advice) {
    entries.get(key).problem("There is no key \"" + key + "\"" + in() + ".", advice);
  }

  @Override
  public void allowOnly(Collection<String> known) {
    allowOnly(known, key -> Nearest.advice(key, known));
  }

  void allowOnly(Collection<String> known, UnaryOperator<String> advice) {
    entries.forEach(
        (key, value) -> {
          if (!known.contains(key)) {
            unknown(key, advice.apply(key));
          }
        });
  }
}
