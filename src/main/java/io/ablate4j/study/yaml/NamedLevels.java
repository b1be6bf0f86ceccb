package io.ablate4j.study.yaml;

import io.ablate4j.hypothesis.Compared.Readings;
import io.ablate4j.problem.Nearest;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.tuning.Tuned;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the levels that a prediction names. Wrong ones are reported; those that {@code --set} took
 * away are no problem of the file, and are kept.
 */
final class NamedLevels {
  /** The levels that stand at one factor, as text, without those that are wrong. */
  record Named(String factor, YamlNode node, List<String> levels) {}

  private final FactorsSection factors;
  private final Set<String> gone = new TreeSet<>();
  private boolean broken;

  NamedLevels(FactorsSection factors) {
    this.factors = factors;
  }

  /** Whether one of them has a problem, told here or elsewhere. */
  boolean isBroken() {
    return broken;
  }

  /** What is named and was taken away, in words. */
  Set<String> gone() {
    return gone;
  }

  /** Adds to what was taken away. */
  void lacks(String words) {
    gone.add(words);
  }

  private void problem(YamlNode node, String message, String advice) {
    node.problem(message, advice);
    broken = true;
  }

  /** The one entry of {@code levels}. */
  Optional<Named> at(String key, YamlMapping levels) {
    return levels.entries().entrySet().stream()
        .findFirst()
        .flatMap(entry -> at(key, entry.getKey(), entry.getValue()));
  }

  /** The levels at a factor; those that are wrong are reported, those that are gone are kept. */
  Optional<Named> at(String key, String factor, YamlNode node) {
    // Where readings are compared, their word stands in the place of a factor.
    Optional<Levels<?>> levels =
        key.equals(ComparedSection.COMPARE)
            ? levelsOf(factor, node, List.of(Readings.FACTOR))
            : levelsOf(factor, node);
    if (levels.isEmpty()) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    for (YamlNode item : node.items()) {
      Optional<String> word = level(key, levels.get(), item);
      if (word.isPresent() && words.contains(word.get())) {
        problem(
            item,
            key + " names " + factor + " " + item.shown() + " twice.",
            "name two different levels.");
      } else {
        word.ifPresent(words::add);
      }
    }
    return Optional.of(new Named(factor, node, words));
  }

  /** The levels of a factor; that there is none is reported. */
  Optional<Levels<?>> levelsOf(String factor, YamlNode node) {
    return levelsOf(factor, node, List.of());
  }

  /**
   * The same.
   *
   * @param others that might stand there, too
   */
  private Optional<Levels<?>> levelsOf(String factor, YamlNode node, List<String> others) {
    for (Levels<?> levels : factors.all()) {
      if (levels.factor().name().equals(factor)) {
        return Optional.of(levels);
      }
    }
    List<String> known = new ArrayList<>(factors.factorNames());
    known.addAll(others);
    problem(node, "There is no factor \"" + factor + "\".", Nearest.advice(factor, known));
    return Optional.empty();
  }

  /** Whether it stands for the level that is best on tuning seeds. */
  private static boolean isBest(String key, YamlNode node) {
    return key.equals(ComparedSection.COMPARE)
        && node.muted().letters().filter(Tuned.BEST::equals).isPresent();
  }

  /** Whether every cell is trained on tuning seeds besides, so that any level may be the best. */
  boolean hasTuningSeeds() {
    return factors.hasTuningSeeds();
  }

  /** Whether the study chooses on tuning seeds. */
  boolean isTuned() {
    return hasTuningSeeds()
        || factors.all().stream().anyMatch(levels -> levels.inGrid().contains(Cell.TUNED));
  }

  private Optional<String> level(String key, Levels<?> levels, YamlNode node) {
    String factor = levels.factor().name();
    Optional<String> word = levels.word(node);
    if (word.isEmpty() && isBest(key, node)) {
      return Optional.of(Tuned.BEST);
    }
    if (word.isPresent()) {
      if (!levels.inGrid().contains(word.get())) {
        gone.add(factor + " " + word.get());
      }
      return word;
    }
    if (levels.broken().contains(node.shown()) && levels.place().line() == 0) {
      // The option took the place of a level that was wrong, which nobody was shown.
      gone.add(factor + " " + node.shown());
      return Optional.empty();
    }
    broken = true;
    // What is wrong with a broken level was reported where the factor names it.
    if (!levels.broken().contains(node.shown())) {
      node.problem(
          key + " names " + factor + " " + node.shown() + ", which is not a level.",
          node.muted()
              .letters()
              .map(letters -> Nearest.advice(letters, levels.words()))
              .orElseGet(() -> Nearest.oneOf(levels.words())));
    }
    return Optional.empty();
  }
}
