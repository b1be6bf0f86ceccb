package io.ablate4j.study.yaml;

import io.ablate4j.factor.Axis;
import io.ablate4j.factor.Factor;
import io.ablate4j.factor.Strength;
import io.ablate4j.factor.Surroundings;
import io.ablate4j.study.Study;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Metric;
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
 * @param tuned the level that is chosen on tuning seeds, if there is one
 */
record Levels<T>(
    Factor<T> factor,
    Surroundings study,
    Place place,
    Map<T, Place> places,
    Set<String> words,
    Set<String> broken,
    Optional<TunedLevel> tuned) {

  /**
   * Where a level stands that is chosen on tuning seeds.
   *
   * @param position how many levels stand before it
   */
  record TunedLevel(int position, Place place) {}

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
    return new Levels<>(
        factor, study, home, places, words(factor, places), Set.of(), Optional.empty());
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
    Optional<TunedLevel> tuned = Optional.empty();
    for (YamlNode node : nodes) {
      if (isTuned(factor, node)) {
        if (tuned.isPresent()) {
          node.problem(
              node.path() + " has the level " + node.shown() + " twice.", "leave one out.");
        }
        tuned = Optional.of(tuned.orElse(new TunedLevel(places.size(), node.place())));
        continue;
      }
      Optional<T> level = factor.parse(node, study);
      if (level.isEmpty()) {
        broken.add(node.shown());
      } else if (places.putIfAbsent(level.get(), node.place()) != null) {
        node.problem(node.path() + " has the level " + node.shown() + " twice.", "leave one out.");
      }
    }
    Set<String> words = words(factor, places);
    tuned.ifPresent(level -> words.add(Cell.TUNED));
    return new Levels<>(factor, study, place, places, words, broken, tuned);
  }

  private static boolean isTuned(Factor<?> factor, YamlNode node) {
    return factor.mayBeTuned() && node.muted().letters().filter(Cell.TUNED::equals).isPresent();
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
    return new Levels<>(factor, study, place, places, allWords, allBroken, tuned);
  }

  /** With other levels, which are read by what the study says now. */
  Levels<T> with(Map<T, Place> others, Surroundings now) {
    Set<String> allWords = new LinkedHashSet<>(words);
    allWords.addAll(words(factor, others));
    return new Levels<>(factor, now, place, others, allWords, broken, tuned);
  }

  /**
   * As far as they are right; never empty. What a level is chosen from is not known here: it has a
   * stand-in.
   */
  Axis<T> axis() {
    return axis(
        tuned.map(
            level -> {
              T some = factor.standIn(study);
              return new Axis.Tuned<>(level.position(), List.of(some, some), 1, Metric.ACCURACY);
            }));
  }

  /** The same with what a level is chosen from. */
  Axis<T> axis(Optional<Axis.Tuned<T>> chosen) {
    boolean isStandIn = places.isEmpty() && chosen.isEmpty();
    return new Axis<>(
        factor,
        isStandIn ? List.of(factor.standIn(study)) : new ArrayList<>(places.keySet()),
        chosen);
  }

  /** What a level is chosen from in a study, all at the place of that level. */
  Levels<T> ofGrid(Study study) {
    Map<T, Place> grid = new LinkedHashMap<>();
    study
        .axis(factor)
        .flatMap(Axis::tuned)
        .ifPresent(
            level -> level.grid().forEach(word -> grid.put(word, tuned.orElseThrow().place())));
    return new Levels<>(factor, this.study, place, grid, words, broken, tuned);
  }

  /** Whether the factor is as in a study that does not name it, and need not be reported. */
  boolean isUsual() {
    return !(factor instanceof Strength)
        && broken.isEmpty()
        && tuned.isEmpty()
        && List.copyOf(places.keySet()).equals(factor.usual(study));
  }

  /** The levels of {@link #axis()} as text: what the grid has. */
  List<String> inGrid() {
    return axis().words();
  }

  /** The levels so far, as text. */
  List<String> own() {
    return places.isEmpty() && tuned.isEmpty() ? List.of() : axis().words();
  }

  /** Adds a level that a zip names; nothing, and a problem, if it is none. */
  Optional<String> add(YamlNode node) {
    if (tuned.isPresent() && isTuned(factor, node)) {
      return Optional.of(Cell.TUNED);
    }
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
    if (isTuned(factor, node)) {
      return Optional.of(Cell.TUNED).filter(words::contains);
    }
    return factor.parse(node.muted(), study).map(factor::word).filter(words::contains);
  }
}
