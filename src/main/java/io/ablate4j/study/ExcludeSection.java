package io.ablate4j.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code exclude}.
 *
 * @param place of the key; of the file if there is none
 * @param entries factor to level as text; those that {@code --set} made pointless are left out
 */
record ExcludeSection(Place place, List<Map<String, String>> entries) {
  static final String KEY = "exclude";
  private static final String EXAMPLE = "{ model: mlp, batchSize: 8 }";

  static ExcludeSection read(YamlMapping root, FactorsSection factors) {
    Optional<YamlNode> node = root.get(KEY);
    if (node.isEmpty()) {
      return new ExcludeSection(root.place(), List.of());
    }
    if (!node.get().isList()) {
      node.get()
          .problem(
              "exclude is " + node.get().shown() + ", not a list.",
              "write - " + EXAMPLE + " on a line of its own.");
      return new ExcludeSection(node.get().place(), List.of());
    }
    List<Map<String, String>> entries = new ArrayList<>();
    for (YamlNode item : node.get().items()) {
      item.mapping(EXAMPLE)
          .flatMap(mapping -> entry(item, mapping, factors))
          .filter(entry -> applies(entry, factors))
          .ifPresent(entries::add);
    }
    return new ExcludeSection(node.get().place(), List.copyOf(entries));
  }

  private static Optional<Map<String, String>> entry(
      YamlNode item, YamlMapping mapping, FactorsSection factors) {
    mapping.allowOnly(factors.factorNames());
    if (mapping.entries().isEmpty()) {
      item.problem("An entry of exclude is empty.", "name a level, as in " + EXAMPLE + ".");
    }
    Map<String, String> entry = new LinkedHashMap<>();
    for (Levels<?> levels : factors.all()) {
      String factor = levels.factor().name();
      Optional<YamlNode> node = mapping.get(factor);
      Optional<String> word = node.flatMap(levels::word);
      word.ifPresent(level -> entry.put(factor, level));
      // What is wrong with a broken level was told where the factor names it.
      boolean isTold = node.isPresent() && levels.broken().contains(node.get().shown());
      if (node.isPresent() && word.isEmpty() && !isTold) {
        node.get()
            .problem(
                "exclude names " + factor + " " + node.get().shown() + ", which is not a level.",
                "use one of " + String.join(", ", levels.words()) + ".");
      }
    }
    // An entry that lost a factor would leave out more cells than its author asked for.
    boolean whole = !entry.isEmpty() && entry.size() == mapping.entries().size();
    // What cells do not tell is as it is in all of them.
    entry.keySet().removeIf(factor -> !factors.isInCells(factor));
    return whole ? Optional.of(entry) : Optional.empty();
  }

  private static boolean applies(Map<String, String> entry, FactorsSection factors) {
    return factors.all().stream()
        .allMatch(levels -> isLevel(entry.get(levels.factor().name()), levels));
  }

  private static boolean isLevel(String word, Levels<?> levels) {
    return word == null || levels.inGrid().contains(word);
  }
}
