package io.ablate4j.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The levels of one factor, each with its place.
 *
 * @param words what {@code exclude} may name: the levels of the file and those of {@code --set}
 * @param broken what stands for a level and is none, as messages show it
 */
record Levels<T>(
    Axis<T> axis, Place place, Map<T, Place> places, Set<String> words, Set<String> broken) {

  /**
   * Reads them from the option if it is given, else from the file, else takes the usual ones.
   *
   * @param factors the mapping of that name in the file; empty if it is missing
   * @param home place of that mapping
   */
  static <T> Levels<T> read(
      Axis<T> axis,
      Optional<YamlMapping> factors,
      Overrides overrides,
      Place home,
      FoundProblems problems) {
    String name = axis.kind().name();
    Optional<YamlNode> written = factors.flatMap(f -> f.get(name)).map(node -> node.called(name));
    List<String> words = overrides.levels().get(name);
    return words == null
        ? ofFile(axis, written, home)
        : ofOption(axis, words, problems)
            .replacing(ofFile(axis, written.map(YamlNode::muted), home));
  }

  private static <T> Levels<T> ofFile(Axis<T> axis, Optional<YamlNode> written, Place home) {
    if (written.isPresent()) {
      YamlNode node = written.get();
      return of(axis, node.place(), node.items(), node.problems());
    }
    Map<T, Place> places = new LinkedHashMap<>();
    axis.usual().forEach(level -> places.put(level, home));
    return new Levels<>(axis, home, places, words(axis, places), Set.of());
  }

  private static <T> Levels<T> ofOption(Axis<T> axis, List<String> words, FoundProblems problems) {
    String option = Overrides.SET_OPTION;
    String name = axis.kind().name();
    List<YamlNode> nodes =
        words.stream()
            .map(word -> YamlNode.ofOption(word, axis.textual(), name, option, problems))
            .toList();
    return of(axis, Place.ofOption(option), nodes, problems);
  }

  private static <T> Levels<T> of(
      Axis<T> axis, Place place, List<YamlNode> nodes, FoundProblems problems) {
    if (nodes.isEmpty()) {
      problems.add(
          place, axis.kind().name() + " has no levels.", "name at least one, or leave it out.");
    }
    Map<T, Place> places = new LinkedHashMap<>();
    Set<String> broken = new LinkedHashSet<>();
    for (YamlNode node : nodes) {
      Optional<T> level = axis.parse().apply(node);
      if (level.isEmpty()) {
        broken.add(node.shown());
      } else if (places.putIfAbsent(level.get(), node.place()) != null) {
        node.problem(node.path() + " has the level " + node.shown() + " twice.", "leave one out.");
      }
    }
    return new Levels<>(axis, place, places, words(axis, places), broken);
  }

  private static <T> Set<String> words(Axis<T> axis, Map<T, Place> places) {
    Set<String> words = new LinkedHashSet<>();
    places.keySet().forEach(level -> words.add(axis.kind().word().apply(level)));
    return words;
  }

  /** These levels; {@code exclude} may still name those of the file. */
  private Levels<T> replacing(Levels<T> ofFile) {
    Set<String> allWords = new LinkedHashSet<>(ofFile.words);
    allWords.addAll(words);
    Set<String> allBroken = new LinkedHashSet<>(ofFile.broken);
    allBroken.addAll(broken);
    return new Levels<>(axis, place, places, allWords, allBroken);
  }

  /** As far as they are right; never empty. */
  Factor<T> factor() {
    return new Factor<>(
        axis.kind(), places.isEmpty() ? List.of(axis.standIn()) : new ArrayList<>(places.keySet()));
  }

  /** The levels of {@link #factor()} as text: what the grid has. */
  List<String> inGrid() {
    return factor().levels().stream().map(axis.kind().word()).toList();
  }

  Place placeOf(T level) {
    return places.getOrDefault(level, place);
  }

  /** The level that {@code node} names, as text; empty if it is none of {@link #words()}. */
  Optional<String> word(YamlNode node) {
    return axis.parse().apply(node.muted()).map(axis.kind().word()).filter(words::contains);
  }
}
