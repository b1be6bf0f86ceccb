package io.ablate4j.study.yaml;

import io.ablate4j.factor.Axis;
import io.ablate4j.problem.Nearest;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.tuning.Tuning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code tune}: what a level is chosen from that a factor has as {@code tuned}. */
final class TuneSection {
  static final String KEY = "tune";
  static final String SEEDS = "seeds";
  static final String BY = "by";

  /** Tuning seeds of a study that does not say how many. */
  static final int DEFAULT_SEEDS = 3;

  private static final int LEAST_LEVELS = 2;
  private static final String EXAMPLE = "{ learningRate: [0.001, 0.01], seeds: 3 }";
  private static final String TEST = "test-";

  private final YamlMapping root;
  private final Overrides overrides;
  private final FactorsSection factors;

  private TuneSection(YamlMapping root, Overrides overrides, FactorsSection factors) {
    this.root = root;
    this.overrides = overrides;
    this.factors = factors;
  }

  /** The axes of the study, with what is chosen from; stand-ins where that is wrong. */
  static List<Axis<?>> read(YamlMapping root, Overrides overrides, FactorsSection factors) {
    return new TuneSection(root, overrides, factors).axes();
  }

  private List<Axis<?>> axes() {
    Optional<Levels<?>> tuned = tuned();
    Optional<YamlNode> node = root.get(KEY);
    if (node.isEmpty()) {
      tuned.ifPresent(
          levels ->
              root.problems()
                  .add(
                      levels.tuned().orElseThrow().place(),
                      levels.factor().name()
                          + " has the level tuned, and nothing says what it is chosen from.",
                      "add \"tune: { "
                          + levels.factor().name()
                          + ": [...], seeds: "
                          + DEFAULT_SEEDS
                          + " }\" with the levels to try."));
      return factors.axes();
    }
    Optional<Axis<?>> axis =
        node.flatMap(value -> value.mapping(EXAMPLE)).flatMap(mapping -> axis(mapping, tuned));
    return factors.axes().stream()
        .<Axis<?>>map(
            old -> axis.isPresent() && axis.get().factor().equals(old.factor()) ? axis.get() : old)
        .toList();
  }

  /** The factor with a level that is chosen; that there is more than one is reported. */
  private Optional<Levels<?>> tuned() {
    List<Levels<?>> tuned = new ArrayList<>();
    factors.all().stream().filter(levels -> levels.tuned().isPresent()).forEach(tuned::add);
    for (Levels<?> other : tuned.subList(Math.min(1, tuned.size()), tuned.size())) {
      root.problems()
          .add(
              other.tuned().orElseThrow().place(),
              "Two factors have the level tuned: "
                  + tuned.get(0).factor().name()
                  + " and "
                  + other.factor().name()
                  + ".",
              "tune one of them, and fix the other.");
    }
    return tuned.stream().findFirst();
  }

  private Optional<Axis<?>> axis(YamlMapping mapping, Optional<Levels<?>> tuned) {
    List<String> known = new ArrayList<>(factors.factorNames());
    known.add(SEEDS);
    known.add(BY);
    mapping.allowOnly(known);
    int seeds =
        mapping
            .get(SEEDS)
            .flatMap(value -> value.count(String.valueOf(DEFAULT_SEEDS)))
            .orElse(DEFAULT_SEEDS);
    Metric by = mapping.get(BY).flatMap(TuneSection::metric).orElse(Metric.ACCURACY);
    List<String> names =
        mapping.entries().keySet().stream().filter(factors.factorNames()::contains).toList();
    if (names.size() != 1) {
      root.get(KEY)
          .orElseThrow()
          .problem(
              KEY
                  + (names.isEmpty()
                      ? " names no factor."
                      : " names more than one factor: " + String.join(", ", names) + "."),
              "write " + EXAMPLE + ".");
      return Optional.empty();
    }
    Levels<?> levels = factors.named(names.get(0));
    YamlNode grid = mapping.get(names.get(0)).orElseThrow();
    if (!levels.factor().mayBeTuned()) {
      grid.problem(
          KEY + " names " + levels.factor().name() + ", which is not numeric.",
          "tune another factor, such as learningRate, or compare the levels.");
      return Optional.empty();
    }
    if (levels.tuned().isEmpty()) {
      if (!overrides.levels().containsKey(levels.factor().name())) {
        grid.problem(
            KEY
                + " names "
                + levels.factor().name()
                + ", which has no level "
                + Cell.TUNED
                + (tuned.isEmpty() ? "." : "; " + tuned.get().factor().name() + " has."),
            tuned.isEmpty()
                ? "add tuned to factors." + levels.factor().name() + ", or leave tune out."
                : "name " + tuned.get().factor().name() + " in its place.");
      }
      return Optional.empty(); // the option took it away, or it was reported
    }
    return axis(levels, grid, seeds, by);
  }

  private static <T> Optional<Axis<?>> axis(Levels<T> levels, YamlNode node, int seeds, Metric by) {
    Map<T, Place> grid = new LinkedHashMap<>();
    boolean isWhole = true;
    for (YamlNode item : node.items()) {
      Optional<T> level = levels.factor().parse(item, levels.study());
      isWhole &= level.isPresent();
      if (level.isPresent() && grid.putIfAbsent(level.get(), item.place()) != null) {
        item.problem(item.path() + " has the level " + item.shown() + " twice.", "leave one out.");
        isWhole = false;
      }
    }
    if (isWhole && grid.size() < LEAST_LEVELS) {
      node.problem(
          node.path() + (grid.isEmpty() ? " has no level" : " has one level") + " to choose from.",
          "name at least two, as in " + EXAMPLE + ".");
      isWhole = false;
    }
    return isWhole
        ? Optional.of(
            levels.axis(
                levels
                    .tuned()
                    .map(
                        at ->
                            new Axis.Tuned<>(
                                at.position(), ascending(levels, grid.keySet()), seeds, by))))
        : Optional.empty();
  }

  /** Whoever writes them in another order asks for the same. */
  private static <T> List<T> ascending(Levels<T> levels, Set<T> grid) {
    return grid.stream()
        .sorted(
            Comparator.comparingDouble(level -> Double.parseDouble(levels.factor().word(level))))
        .toList();
  }

  private static Optional<Metric> metric(YamlNode node) {
    Optional<String> word = node.text();
    Optional<Metric> metric =
        word.flatMap(
            each ->
                Tuning.METRICS.stream()
                    .filter(m -> each.equals(Tuning.SPLIT + m.word()))
                    .findFirst());
    if (word.isPresent() && metric.isEmpty()) {
      boolean isTest = word.get().startsWith(TEST);
      node.problem(
          isTest
              ? node.path() + " " + node.shown() + " would choose on test data."
              : "There is no metric " + node.shown() + " to choose by.",
          isTest
              ? "use " + Tuning.SPLIT + Metric.ACCURACY.word() + "."
              : Nearest.advice(
                  word.get(), Tuning.METRICS.stream().map(m -> Tuning.SPLIT + m.word()).toList()));
    }
    return metric;
  }
}
