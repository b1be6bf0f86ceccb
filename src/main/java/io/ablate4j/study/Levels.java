package io.ablate4j.study;

import io.ablate4j.factor.Axis;
import io.ablate4j.factor.Factor;
import io.ablate4j.factor.Strength;
import io.ablate4j.factor.Surroundings;
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
 * @param factor whose levels they are
 * @param study what else levels are read by
 * @param place of the factor
 * @param places of its levels
 * @param words what {@code exclude} may name: the levels of the file and those of {@code --set}
 * @param broken what stands for a level and is none, as messages show it
 */
record Levels<T>(
    Factor<T> factor,
    Surroundings study,
    Place place,
    Map<T, Place> places,
    Set<String> words,
    Set<String> broken) {

  /**
   * Reads them from the option if it is given, else from the file, else takes the usual ones.
   *
   * @param factors the mapping of that name in the file; empty if it is missing
   * @param home place of that mapping
   */
  static <T> Levels<T> read(
      Factor<T> factor,
      Surroundings study,
      Optional<YamlMapping> factors,
      Overrides overrides,
      Place home,
      FoundProblems problems) {
    String name = factor.name();
    Optional<YamlNode> written = factors.flatMap(f -> f.get(name)).map(node -> node.called(name));
    List<String> words = overrides.levels().get(name);
    return words == null
        ? ofFile(factor, study, written, home)
        : ofOption(factor, study, words, problems)
            .replacing(ofFile(factor, study, written.map(YamlNode::muted), home));
  }

  private static <T> Levels<T> ofFile(
      Factor<T> factor, Surroundings study, Optional<YamlNode> written, Place home) {
    if (written.isPresent()) {
      YamlNode node = written.get();
      return of(factor, study, node.place(), node.items(), node.problems());
    }
    Map<T, Place> places = new LinkedHashMap<>();
    factor.usual(study).forEach(level -> places.put(level, home));
    return new Levels<>(factor, study, home, places, words(factor, places), Set.of());
  }

  private static <T> Levels<T> ofOption(
      Factor<T> factor, Surroundings study, List<String> words, FoundProblems problems) {
    String option = Overrides.SET_OPTION;
    String name = factor.name();
    List<YamlNode> nodes =
        words.stream()
            .map(
                word ->
                    YamlNode.ofOption(
                        word, factor.unit() == Factor.Unit.WORD, name, option, problems))
            .toList();
    return of(factor, study, Place.ofOption(option), nodes, problems);
  }

  private static <T> Levels<T> of(
      Factor<T> factor,
      Surroundings study,
      Place place,
      List<YamlNode> nodes,
      FoundProblems problems) {
    if (nodes.isEmpty()) {
      problems.add(place, factor.name() + " has no levels.", "name at least one, or leave it out.");
    }
    Map<T, Place> places = new LinkedHashMap<>();
    Set<String> broken = new LinkedHashSet<>();
    for (YamlNode node : nodes) {
      Optional<T> level = factor.parse(node, study);
      if (level.isEmpty()) {
        broken.add(node.shown());
      } else if (places.putIfAbsent(level.get(), node.place()) != null) {
        node.problem(node.path() + " has the level " + node.shown() + " twice.", "leave one out.");
      }
    }
    return new Levels<>(factor, study, place, places, words(factor, places), broken);
  }

  private static <T> Set<String> words(Factor<T> factor, Map<T, Place> places) {
    Set<String> words = new LinkedHashSet<>();
    places.keySet().forEach(level -> words.add(factor.word(level)));
    return words;
  }

  /** These levels; {@code exclude} may still name those of the file. */
  private Levels<T> replacing(Levels<T> ofFile) {
    Set<String> allWords = new LinkedHashSet<>(ofFile.words);
    allWords.addAll(words);
    Set<String> allBroken = new LinkedHashSet<>(ofFile.broken);
    allBroken.addAll(broken);
    return new Levels<>(factor, study, place, places, allWords, allBroken);
  }

  /** With other levels, which are read by what the study says now. */
  Levels<T> with(Map<T, Place> others, Surroundings now) {
    Set<String> allWords = new LinkedHashSet<>(words);
    allWords.addAll(words(factor, others));
    return new Levels<>(factor, now, place, others, allWords, broken);
  }

  /** As far as they are right; never empty. */
  Axis<T> axis() {
    return new Axis<>(
        factor,
        places.isEmpty() ? List.of(factor.standIn(study)) : new ArrayList<>(places.keySet()));
  }

  /** Whether the factor is as in a study that does not name it, and need not be told. */
  boolean isUsual() {
    return !(factor instanceof Strength)
        && broken.isEmpty()
        && List.copyOf(places.keySet()).equals(factor.usual(study));
  }

  /** The levels of {@link #axis()} as text: what the grid has. */
  List<String> inGrid() {
    return axis().words();
  }

  /** The levels so far, as text. */
  List<String> own() {
    return places.keySet().stream().map(factor::word).toList();
  }

  /** Adds a level that a zip names; nothing, and a problem, if it is none. */
  Optional<String> add(YamlNode node) {
    Optional<T> level = factor.parse(node.called(factor.name()), study);
    level.ifPresent(
        found -> {
          places.putIfAbsent(found, node.place());
          words.add(factor.word(found));
        });
    return level.map(factor::word);
  }

  Place placeOf(T level) {
    return places.getOrDefault(level, place);
  }

  /** The level that {@code node} names, as text; empty if it is none of {@link #words()}. */
  Optional<String> word(YamlNode node) {
    return factor.parse(node.muted(), study).map(factor::word).filter(words::contains);
  }
}
