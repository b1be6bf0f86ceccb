package io.ablate4j.study.yaml;

import io.ablate4j.factor.Factor;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Derivation;
import io.ablate4j.hypothesis.DerivedMetrics;
import io.ablate4j.hypothesis.Reducer;
import io.ablate4j.hypothesis.Reducers;
import io.ablate4j.problem.Nearest;
import io.ablate4j.trial.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code over}: one number of all levels of a factor, seed by seed. */
final class OverSection {
  static final String KEY = "over";
  private static final String EXAMPLE = "{ learningRate: range }";

  private final YamlMapping mapping;
  private final NamedLevels names;
  private boolean broken;
  private Optional<Levels<?>> levels = Optional.empty();
  private Optional<Reducer> reducer = Optional.empty();

  private OverSection(YamlMapping mapping, NamedLevels names) {
    this.mapping = mapping;
    this.names = names;
  }

  /** Of a prediction, which may have none. */
  static OverSection read(YamlMapping mapping, NamedLevels names) {
    OverSection section = new OverSection(mapping, names);
    mapping.get(KEY).ifPresent(section::parse);
    return section;
  }

  /** Whether it has a problem. */
  boolean isBroken() {
    return broken;
  }

  private <T> Optional<T> problem(YamlNode node, String message, String advice) {
    node.problem(message, advice);
    broken = true;
    return Optional.empty();
  }

  private void parse(YamlNode node) {
    Optional<YamlMapping> entry = node.mapping(EXAMPLE);
    broken |= entry.isEmpty();
    if (entry.isPresent() && entry.get().entries().size() != 1) {
      problem(
          node,
          KEY
              + " names "
              + (entry.get().entries().isEmpty() ? "no factor." : "more than one factor: ")
              + String.join(", ", entry.get().entries().keySet())
              + (entry.get().entries().isEmpty() ? "" : "."),
          "write " + EXAMPLE + ".");
    } else if (entry.isPresent()) {
      entry
          .get()
          .entries()
          .forEach(
              (factor, what) -> {
                levels = names.levelsOf(factor, what);
                reducer = what.text().flatMap(word -> reducer(what, word));
                broken |= levels.isEmpty() || reducer.isEmpty();
              });
    }
  }

  private Optional<Reducer> reducer(YamlNode node, String word) {
    Optional<Reducer> found = Reducers.find(word);
    return found.isPresent()
        ? found
        : problem(
            node,
            "Nothing is made of levels by \"" + word + "\".",
            Nearest.advice(word, Reducers.words()));
  }

  /** The metric that the reducer always reads, if it is one of those; then the study names none. */
  Optional<ContrastMetric> own() {
    Optional<ContrastMetric> own = reducer.flatMap(Reducer::metric);
    if (own.isPresent() && mapping.get(PredictionSection.METRIC).isPresent()) {
      problem(
          mapping.get(PredictionSection.METRIC).get(),
          PredictionSection.METRIC
              + " stands beside "
              + KEY
              + ": "
              + reducer.get().word()
              + ", which says what is read.",
          "leave it out.");
    }
    return own;
  }

  /** What is made of a metric; itself where there is no such section. */
  Optional<ContrastMetric> of(
      ContrastMetric metric, ComparedSection compared, Map<String, List<String>> where) {
    if (mapping.get(KEY).isEmpty()) {
      return Optional.of(metric);
    }
    if (broken) {
      return Optional.empty();
    }
    YamlNode node = mapping.get(KEY).orElseThrow();
    if (compared.isOfReadings()) {
      return problem(
          node,
          KEY + " stands beside two readings of a trial.",
          "compare two levels, or leave it out.");
    }
    String factor = levels.orElseThrow().factor().name();
    if (compared.factor().filter(factor::equals).isPresent()) {
      return problem(
          node,
          KEY + " makes one number of the levels of " + factor + ", which is compared.",
          "name another factor.");
    }
    if (metric.reading().needsTiming() || metric.reading().isToTarget()) {
      return problem(
          node,
          "Of " + metric.word() + " nothing is made over levels: it may be cut off, or timed.",
          "use an accuracy, a loss, a probe, or share-reached.");
    }
    return suited(node, levels.get(), where)
        ? Optional.of(DerivedMetrics.over(metric, factor, reducer.orElseThrow()))
        : Optional.empty();
  }

  /** Whether the levels are what the reducer takes. */
  private boolean suited(YamlNode node, Levels<?> all, Map<String, List<String>> where) {
    String factor = all.factor().name();
    String asked = KEY + " asks for " + reducer.orElseThrow().word() + " over " + factor;
    List<String> words = new ArrayList<>(where.getOrDefault(factor, all.inGrid()));
    boolean hasTuned = words.remove(Cell.TUNED);
    boolean isOfTuned = reducer.get().isOfTuned() && !names.hasTuningSeeds();
    if (isOfTuned && !hasTuned) {
      problem(
          node,
          asked + ", whose best level is chosen nowhere.",
          names.isTuned()
              ? "name the factor that is tuned."
              : "add \"" + TuningSeeds.KEY + ": " + TuneSection.DEFAULT_SEEDS + "\" to the study.");
    } else if (!isOfTuned && words.size() < 2) {
      if (words.size() < all.words().size() && !where.containsKey(factor)) {
        names.lacks("two levels of " + factor);
      } else {
        problem(node, asked + ", which has one level here.", "name more levels, or leave it out.");
      }
    } else if (reducer.get().isOfNumbers() && all.factor().unit() == Factor.Unit.WORD) {
      problem(node, asked + ", which is not numeric.", "use a numeric factor.");
    } else if (reducer.get().isOfLogarithms()) {
      words.stream()
          .filter(word -> !(Double.parseDouble(word) > 0))
          .findFirst()
          .ifPresent(
              zero ->
                  problem(
                      node,
                      asked + ", and no factor leads from " + zero + " to another level.",
                      "leave " + zero + " out under " + PredictionSection.WHERE + "."));
    }
    return !broken;
  }

  /** Whether a trend or interaction goes over the same factor, which has one number left. */
  static boolean isOver(ContrastMetric metric, String factor) {
    return metric.over().map(Derivation.OverFactor::factor).filter(factor::equals).isPresent();
  }
}
