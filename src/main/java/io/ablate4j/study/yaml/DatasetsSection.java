package io.ablate4j.study.yaml;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.Datasets;
import io.ablate4j.factor.Factor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code dataset}, the only data of a study, or {@code datasets}, several with names. */
final class DatasetsSection {
  static final String KEY = "datasets";
  private static final String EXAMPLE =
      "{ small: " + DatasetSection.EXAMPLE + ", other: { source: glyphs, ... } }";

  private final YamlMapping root;
  private final Map<String, DatasetSection> byName = new LinkedHashMap<>();
  private final Optional<DatasetSection> only;

  private DatasetsSection(YamlMapping root, Datasets datasets) {
    this.root = root;
    Optional<YamlNode> several = root.get(KEY);
    if (several.isEmpty()) {
      only =
          Optional.of(
              DatasetSection.read(
                  root.required(DatasetSection.KEY, DatasetSection.EXAMPLE),
                  datasets,
                  root.problems()));
      return;
    }
    only = Optional.empty();
    root.get(DatasetSection.KEY)
        .ifPresent(
            node ->
                node.problem("There are both dataset and datasets.", "name it among the others."));
    Optional<YamlMapping> names = several.get().mapping(EXAMPLE);
    names.ifPresent(all -> all.entries().forEach((name, node) -> define(name, node, datasets)));
    if (names.filter(all -> all.entries().isEmpty()).isPresent()) {
      several.get().problem("datasets names none.", "write " + EXAMPLE + ".");
    }
  }

  static DatasetsSection read(YamlMapping root, Datasets datasets) {
    return new DatasetsSection(root, datasets);
  }

  private void define(String name, YamlNode node, Datasets datasets) {
    if (!OwnName.isOne(name)) {
      node.problem("\"" + name + "\" cannot name a dataset.", OwnName.ADVICE);
    }
    DatasetSection section = DatasetSection.read(Optional.of(node), datasets, root.problems());
    byName.forEach(
        (other, its) -> {
          if (section.spec().isPresent() && section.spec().equals(its.spec())) {
            node.problem(
                node.path() + " has the data of " + other + ": their trials would be the same.",
                "leave one out.");
          }
        });
    byName.put(name, section);
  }

  /** Those that have a name; empty where a definition has a problem. */
  Map<String, Optional<DatasetSpec>> byName() {
    Map<String, Optional<DatasetSpec>> specs = new LinkedHashMap<>();
    byName.forEach((name, section) -> specs.put(name, section.spec()));
    return specs;
  }

  /** The only data, or the first that have a name; a stand-in if they have a problem. */
  DatasetSpec first() {
    return sections().stream()
        .findFirst()
        .flatMap(DatasetSection::spec)
        .orElseGet(() -> DatasetSpec.of("unknown", train().orElse(1), 1, 1));
  }

  /** Training examples of the smallest; empty if they are not known of all. */
  Optional<Integer> train() {
    List<Optional<Integer>> all = sections().stream().map(DatasetSection::train).toList();
    return all.stream().allMatch(Optional::isPresent)
        ? all.stream().map(Optional::orElseThrow).min(Integer::compare)
        : Optional.empty();
  }

  private List<DatasetSection> sections() {
    return only.map(List::of).orElseGet(() -> List.copyOf(byName.values()));
  }

  /** Those with names are levels of a factor, and none is read that no cell has. */
  void check(FactorsSection factors) {
    if (only.isEmpty() && asked(factors).isEmpty()) {
      root.get(KEY)
          .ifPresent(
              node ->
                  node.problem(
                      "datasets has names, and no factor says which of them are learned.",
                      "add \"" + DatasetSection.KEY + ": " + byName.keySet() + "\" to factors."));
    }
  }

  private static List<String> asked(FactorsSection factors) {
    return factors.all().stream()
        .filter(levels -> levels.factor().changesData())
        .filter(levels -> factors.isInCells(levels.factor().name()))
        .flatMap(levels -> words(levels).stream())
        .toList();
  }

  private static <T> List<String> words(Levels<T> levels) {
    Factor<T> factor = levels.factor();
    return levels.places().keySet().stream().map(factor::word).toList();
  }

  /** Opens what the study's cells learn. */
  OpenData open(FactorsSection factors, DataFolders folders) {
    List<OpenData.Named> open = new ArrayList<>();
    only.ifPresent(section -> section.opened("", folders).ifPresent(open::add));
    asked(factors).stream()
        .map(name -> section(name).flatMap(its -> its.opened(name, folders)))
        .flatMap(Optional::stream)
        .forEach(open::add);
    return new OpenData(open, only.isEmpty());
  }

  private Optional<DatasetSection> section(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
