package io.ablate4j.study.yaml;

import io.ablate4j.design.Design;
import io.ablate4j.design.Design.Shape;
import io.ablate4j.design.Places;
import io.ablate4j.design.Zip;
import io.ablate4j.trial.Roles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code zip}, {@code only}, {@code exclude} and {@code design}: which cells there are.
 *
 * @param places where its entries stand
 */
record DesignSection(Design design, Places places) {
  static final String ZIP = "zip";
  static final String ONLY = "only";
  static final String EXCLUDE = "exclude";
  static final String DESIGN = "design";
  static final List<String> KEYS = List.of(ZIP, ONLY, EXCLUDE, DESIGN);

  static final String OF = "of";
  static final String WHERE = "where";
  static final String LEVELS = "levels";
  static final String RANDOM = "random";
  static final String FULL = "full";
  static final String ONE_AT_A_TIME = "one-at-a-time";

  private static final String ZIP_EXAMPLE = "{ of: [depth, width], levels: [[2, 256], [4, 128]] }";

  static DesignSection read(YamlMapping root, Overrides overrides, FactorsSection factors) {
    Map<String, List<String>> crossed = new LinkedHashMap<>();
    Map<Zip, String> zips = zips(root, overrides, factors, crossed);
    Map<Map<String, String>, String> only = CellsSection.read(root, ONLY, factors);
    Map<Map<String, String>, String> exclude = CellsSection.read(root, EXCLUDE, factors);
    return new DesignSection(
        new Design(
            List.copyOf(zips.keySet()),
            crossed,
            List.copyOf(only.keySet()),
            List.copyOf(exclude.keySet()),
            root.get(DESIGN).flatMap(DesignSection::shape).orElse(Shape.FULL)),
        new Places(
            List.copyOf(zips.values()),
            only,
            exclude,
            root.get(DESIGN).map(node -> node.place().text()).orElse("")));
  }

  private static Optional<Shape> shape(YamlNode node) {
    if (node.isMapping()) {
      YamlMapping mapping = node.mapping("{ random: 60 }").orElseThrow();
      mapping.allowOnly(List.of(RANDOM));
      return mapping.required(RANDOM, "60").flatMap(value -> value.count("60")).map(Shape::random);
    }
    // One that leaves parts out has been carried out: what is left of regularizations are levels.
    return node.oneOf(List.of(FULL, ONE_AT_A_TIME, LeaveOneOut.WORD))
        .map(word -> word.equals(ONE_AT_A_TIME) ? Shape.ONE_AT_A_TIME : Shape.FULL);
  }

  /** With their places; no two are equal, for they share no factor. */
  private static Map<Zip, String> zips(
      YamlMapping root,
      Overrides overrides,
      FactorsSection factors,
      Map<String, List<String>> crossed) {
    Map<Zip, String> zips = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    for (YamlNode item : root.get(ZIP).map(YamlNode::items).orElse(List.of())) {
      item.mapping(ZIP_EXAMPLE)
          .flatMap(mapping -> zip(mapping, overrides, factors, taken, crossed))
          .ifPresent(zip -> zips.put(zip, item.place().text()));
    }
    return zips;
  }

  private static Optional<Zip> zip(
      YamlMapping mapping,
      Overrides overrides,
      FactorsSection factors,
      Set<String> taken,
      Map<String, List<String>> crossed) {
    mapping.allowOnly(List.of(OF, WHERE, LEVELS));
    Optional<YamlNode> of = mapping.required(OF, "[depth, width]");
    Optional<YamlNode> tuples = mapping.required(LEVELS, "[[2, 256], [4, 128]]");
    if (of.isEmpty() || tuples.isEmpty()) {
      return Optional.empty();
    }
    List<Levels<?>> zipped = new ArrayList<>();
    for (YamlNode item : of.get().items()) {
      item.oneOf(factors.factorNames())
          .filter(name -> isFree(name, item, overrides, taken))
          .ifPresent(name -> zipped.add(factors.named(name)));
    }
    int count = of.get().items().size();
    if (count < 2) {
      of.get().problem("zip names " + count + " of the factors it takes two of.", "name two.");
    }
    if (count < 2 || zipped.size() < count) {
      return Optional.empty();
    }
    Map<String, List<String>> where = new LinkedHashMap<>();
    mapping
        .get(WHERE)
        .flatMap(node -> node.mapping("{ regularization: both }"))
        .ifPresent(
            restrictions ->
                restrictions
                    .entries()
                    .forEach((name, node) -> where(name, node, factors, zipped, where)));
    for (Levels<?> levels : zipped) {
      crossed.put(levels.factor().name(), List.copyOf(levels.own()));
    }
    List<List<String>> levels = new ArrayList<>();
    for (YamlNode tuple : tuples.get().items()) {
      tuple(tuple, zipped)
          .ifPresent(
              words -> {
                if (levels.contains(words)) {
                  tuple.problem(
                      "zip has the levels " + String.join(", ", words) + " twice.",
                      "leave one out.");
                }
                levels.add(words);
              });
    }
    if (tuples.get().items().isEmpty()) {
      tuples.get().problem("zip has no levels.", "write levels: [[2, 256], [4, 128]].");
    }
    List<String> names = zipped.stream().<String>map(each -> each.factor().name()).toList();
    return levels.isEmpty() ? Optional.empty() : Optional.of(new Zip(names, where, levels));
  }

  private static boolean isFree(
      String name, YamlNode node, Overrides overrides, Set<String> taken) {
    if (!taken.add(name)) {
      node.problem("zip names " + name + " twice.", "put all its levels into one entry.");
      return false;
    }
    if (overrides.levels().containsKey(name)) {
      node.problem(
          Overrides.SET_OPTION + " sets " + name + ", whose levels zip pairs with others.",
          "change them in the file.");
      return false;
    }
    if (Set.of(Roles.MODEL, Roles.ARM).contains(name)) {
      node.problem(
          "zip names " + name + ", which others depend on.", "name it under where instead.");
      return false;
    }
    return true;
  }

  private static void where(
      String name,
      YamlNode node,
      FactorsSection factors,
      List<Levels<?>> zipped,
      Map<String, List<String>> where) {
    if (!factors.factorNames().contains(name)
        || zipped.stream().anyMatch(levels -> levels.factor().name().equals(name))) {
      node.problem(
          "zip.where names "
              + name
              + ", which is "
              + (factors.factorNames().contains(name) ? "zipped itself." : "no factor."),
          "name another factor, or leave where out.");
      return;
    }
    CellsSection.words(ZIP, factors.named(name), node)
        .filter(words -> factors.isInCells(name))
        .ifPresent(words -> where.put(name, words));
  }

  private static Optional<List<String>> tuple(YamlNode node, List<Levels<?>> zipped) {
    List<YamlNode> items = node.items();
    if (items.size() != zipped.size()) {
      node.problem(
          "zip pairs "
              + zipped.size()
              + " factors, and here "
              + (items.size() == 1 ? "is one level." : "are " + items.size() + " levels."),
          "write one level of each factor, in the order of of.");
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      zipped.get(i).add(items.get(i)).ifPresent(words::add);
    }
    return words.size() == items.size() ? Optional.of(words) : Optional.empty();
  }
}
