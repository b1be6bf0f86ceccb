package io.ablate4j.study.yaml;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.DataPool;
import io.ablate4j.data.DatasetSource;
import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.Datasets;
import io.ablate4j.data.Splitter;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code dataset}, and looks whether there are such data. */
final class DatasetSection {
  static final String KEY = "dataset";
  static final String SOURCE = "source";
  static final String TRAIN = "train";
  static final String VALIDATION = "validation";
  static final String TEST = "test";
  private static final List<String> COMMON = List.of(SOURCE, TRAIN, VALIDATION, TEST);
  static final String EXAMPLE = "{ source: mnist, train: 2000, validation: 1000, test: 2000 }";

  private final FoundProblems problems;
  private final String path;
  private final Map<String, Place> places = new HashMap<>();
  private Optional<DatasetSource> source = Optional.empty();
  private Optional<Integer> train = Optional.empty();
  private Optional<DatasetSpec> spec = Optional.empty();

  private DatasetSection(FoundProblems problems, String path) {
    this.problems = problems;
    this.path = path;
  }

  /** What {@code dataset} says, or one entry of {@code datasets}; nothing if it is missing. */
  static DatasetSection read(Optional<YamlNode> node, Datasets datasets, FoundProblems problems) {
    DatasetSection section = new DatasetSection(problems, node.map(YamlNode::path).orElse(KEY));
    node.flatMap(found -> found.mapping(EXAMPLE))
        .ifPresent(mapping -> section.parse(mapping, datasets));
    return section;
  }

  private void parse(YamlMapping mapping, Datasets datasets) {
    places.put(KEY, mapping.place());
    mapping.entries().forEach((key, node) -> places.put(KEY + "." + key, node.place()));
    source =
        mapping
            .required(SOURCE, "mnist")
            .flatMap(
                node ->
                    node.text()
                        .flatMap(id -> problems.locating(node.place(), () -> datasets.get(id))));
    train = count(mapping, TRAIN, "2000");
    Optional<Integer> validation = count(mapping, VALIDATION, "1000");
    Optional<Integer> test = count(mapping, TEST, "2000");
    Optional<SortedMap<String, String>> options = source.flatMap(found -> options(mapping, found));
    if (train.isPresent() && validation.isPresent() && test.isPresent() && options.isPresent()) {
      spec =
          Optional.of(
              new DatasetSpec(
                  source.get().id(), train.get(), validation.get(), test.get(), options.get()));
    }
  }

  private static Optional<Integer> count(YamlMapping mapping, String key, String example) {
    return mapping.required(key, example).flatMap(node -> node.count(example));
  }

  /** What the source reads besides the common keys; nothing if one of them is wrong. */
  private static Optional<SortedMap<String, String>> options(
      YamlMapping mapping, DatasetSource source) {
    Collection<String> known = new ArrayList<>(COMMON);
    source.options().stream().sorted().forEach(known::add);
    mapping.allowOnly(known);
    SortedMap<String, String> options = new TreeMap<>();
    boolean fine = true;
    for (Map.Entry<String, YamlNode> entry : mapping.entries().entrySet()) {
      if (COMMON.contains(entry.getKey())) {
        continue;
      }
      Optional<String> letters =
          known.contains(entry.getKey()) ? value(entry, source) : Optional.empty();
      letters.ifPresent(text -> options.put(entry.getKey(), text));
      fine &= letters.isPresent();
    }
    return fine ? Optional.of(options) : Optional.empty();
  }

  private static Optional<String> value(Map.Entry<String, YamlNode> entry, DatasetSource source) {
    return source.nestedOptions().contains(entry.getKey())
        ? entry.getValue().nested()
        : entry.getValue().letters();
  }

  /** Nothing if the section has a problem. */
  Optional<DatasetSpec> spec() {
    return spec;
  }

  /** Training examples, also where the rest of the section is wrong. */
  Optional<Integer> train() {
    return train;
  }

  /**
   * Opens the data and counts them. Data that are too few are noted and still given: whether a
   * model fits depends on their shape alone.
   */
  Optional<OpenData.Named> opened(String name, DataFolders folders) {
    if (spec.isEmpty()) {
      return Optional.empty();
    }
    try {
      DataPool pool = source.orElseThrow().open(spec.get(), folders);
      Splitter.check(pool, spec.get()).forEach(this::note);
      return Optional.of(new OpenData.Named(name, spec.get(), pool));
    } catch (ProblemsException e) {
      e.problems().forEach(this::note);
      return Optional.empty();
    }
  }

  /**
   * Keys of this section that a problem has as place get their lines; a data file stays a place.
   * One of several data sets is named.
   */
  private void note(Problem problem) {
    Place section = places.get(KEY);
    Optional<String> key = problem.place().filter(where -> where.startsWith(KEY + "."));
    String message = named(problem.message());
    if (!path.equals(KEY) && !message.contains(path)) {
      message = path + ": " + message;
    }
    String advice = named(problem.advice());
    if (key.isPresent()) {
      problems.add(places.getOrDefault(key.get(), section), message, advice);
    } else {
      problems.add(section, new Problem(problem.place(), message, advice));
    }
  }

  private String named(String words) {
    return path.equals(KEY) ? words : words.replace(KEY + ".", path + ".");
  }
}
