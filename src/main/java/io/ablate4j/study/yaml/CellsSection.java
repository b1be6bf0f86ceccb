package io.ablate4j.study.yaml;

import io.ablate4j.problem.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a list of cells by some of their levels: {@code exclude} and {@code only}. A list of levels
 * stands for an entry with each.
 */
final class CellsSection {
  private static final String EXAMPLE = "{ model: mlp, batchSize: 8 }";

  /** More would not be read by anybody. */
  private static final int MOST_ENTRIES = 100_000;

  private CellsSection() {}

  /**
   * Factor to level as text, each with its place, in order; those that {@code --set} made pointless
   * are left out.
   *
   * @param key of the section
   */
  static Map<Map<String, String>, String> read(
      YamlMapping root, String key, FactorsSection factors) {
    Optional<YamlNode> node = root.get(key);
    if (node.isEmpty()) {
      return Map.of();
    }
    if (!node.get().isList()) {
      node.get()
          .problem(
              key + " is " + node.get().shown() + ", not a list.",
              "write - " + EXAMPLE + " on a line of its own.");
      return Map.of();
    }
    Map<Map<String, String>, String> entries = new LinkedHashMap<>();
    for (YamlNode item : node.get().items()) {
      item.mapping(EXAMPLE)
          .ifPresent(
              mapping ->
                  entries(key, item, mapping, factors).stream()
                      .filter(entry -> applies(entry, factors))
                      .forEach(entry -> entries.putIfAbsent(entry, item.place().text())));
    }
    return entries;
  }

  private static List<Map<String, String>> entries(
      String key, YamlNode item, YamlMapping mapping, FactorsSection factors) {
    mapping.allowOnly(factors.factorNames());
    if (mapping.entries().isEmpty()) {
      item.problem("An entry of " + key + " is empty.", "name a level, as in " + EXAMPLE + ".");
      return List.of();
    }
    List<Map<String, String>> entries = List.of(Map.of());
    boolean whole = true;
    for (Levels<?> levels : factors.all()) {
      Optional<YamlNode> node = mapping.get(levels.factor().name());
      if (node.isEmpty()) {
        continue;
      }
      Optional<List<String>> words = words(key, levels, node.get());
      whole &= words.isPresent();
      // What cells do not say is as it is in all of them.
      if (words.isPresent() && factors.isInCells(levels.factor().name())) {
        entries = crossed(entries, levels.factor().name(), words.get());
      }
      if (entries.size() > MOST_ENTRIES) {
        item.problem("An entry of " + key + " names too many cells.", "name fewer levels.");
        return List.of();
      }
    }
    // An entry that lost a factor would speak of more cells than its author asked for.
    whole &= factors.factorNames().containsAll(mapping.entries().keySet());
    return whole ? entries : List.of();
  }

  private static List<Map<String, String>> crossed(
      List<Map<String, String>> entries, String factor, List<String> words) {
    List<Map<String, String>> longer = new ArrayList<>();
    for (Map<String, String> entry : entries) {
      for (String word : words) {
        Map<String, String> more = new LinkedHashMap<>(entry);
        more.put(factor, word);
        longer.add(more);
      }
    }
    return longer;
  }

  /** Levels that stand at a factor; empty, and reported, if one is none. */
  static Optional<List<String>> words(String key, Levels<?> levels, YamlNode node) {
    String factor = levels.factor().name();
    List<String> words = new ArrayList<>();
    boolean whole = true;
    for (YamlNode item : node.items()) {
      Optional<String> word = levels.word(item);
      word.ifPresent(words::add);
      whole &= word.isPresent();
      // What is wrong with a broken level was reported where the factor names it.
      if (word.isEmpty() && !levels.broken().contains(item.shown())) {
        item.problem(
            key + " names " + factor + " " + item.shown() + ", which is not a level.",
            item.muted()
                .letters()
                .map(letters -> Nearest.advice(letters, levels.words()))
                .orElseGet(() -> Nearest.oneOf(levels.words())));
      }
    }
    if (node.items().isEmpty()) {
      node.problem(key + " names no level of " + factor + ".", "leave it out.");
    }
    return whole && !words.isEmpty() ? Optional.of(words) : Optional.empty();
  }

  private static boolean applies(Map<String, String> entry, FactorsSection factors) {
    return factors.all().stream()
        .allMatch(
            levels -> {
              String word = entry.get(levels.factor().name());
              return word == null || levels.inGrid().contains(word);
            });
  }
}
