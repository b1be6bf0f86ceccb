package io.ablate4j.study.yaml;

import io.ablate4j.factor.Factor;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.problem.Nearest;
import io.ablate4j.trial.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one prediction of a hypothesis. */
final class PredictionSection {
  static final String COMPARE = "compare";
  static final String METRIC = "metric";
  static final String EXPECT = "expect";
  static final String MARGIN = "margin";
  static final String WHERE = "where";
  static final String ACROSS = "across";
  static final List<String> KEYS = List.of(COMPARE, METRIC, EXPECT, MARGIN, WHERE, ACROSS);

  private static final String COMPARE_EXAMPLE = "{ regularization: [batch-norm, none] }";
  private static final String WHERE_EXAMPLE = "{ model: [cnn, inception], batchSize: 32 }";
  private static final String ACROSS_EXAMPLE = "batchSize, or { model: [inception, mlp] }";

  private final YamlMapping mapping;
  private final FactorsSection factors;
  private final NamedLevels names;
  private final ProbesSection probes;
  private boolean broken;
  private Optional<Prediction> prediction = Optional.empty();

  private PredictionSection(YamlMapping mapping, FactorsSection factors, ProbesSection probes) {
    this.factors = factors;
    this.probes = probes;
    this.mapping = mapping;
    this.names = new NamedLevels(factors);
  }

  static PredictionSection read(YamlMapping mapping, FactorsSection factors, ProbesSection probes) {
    PredictionSection section = new PredictionSection(mapping, factors, probes);
    section.parse();
    return section;
  }

  /** Nothing if it has a problem, or something it needs is gone. */
  Optional<Prediction> prediction() {
    return prediction;
  }

  /** Whether it has a problem, told or to be told elsewhere. */
  boolean isBroken() {
    return broken || names.isBroken();
  }

  /** What it names and {@code --set} took away, in words. */
  Set<String> gone() {
    return names.gone();
  }

  Place placeOfWhere() {
    return mapping
        .get(WHERE)
        .or(() -> mapping.get(COMPARE))
        .map(YamlNode::place)
        .orElse(mapping.place());
  }

  private void parse() {
    Optional<Pair> compare = required(COMPARE, COMPARE_EXAMPLE).flatMap(this::compare);
    Optional<ContrastMetric> metric =
        required(METRIC, ContrastMetric.TEST_ACCURACY.word()).flatMap(this::metric);
    Optional<Expectation> expect =
        required(EXPECT, Expectation.HIGHER.word()).flatMap(this::expectation);
    Map<String, List<String>> where = new LinkedHashMap<>();
    mapping.get(WHERE).ifPresent(node -> where(node, compare, where));
    Optional<Across> across = mapping.get(ACROSS).flatMap(node -> across(node, compare, where));
    Optional<Double> margin = metric.flatMap(this::margin);
    if (!isBroken() && gone().isEmpty()) {
      prediction =
          Optional.of(
              new Prediction(
                  compare.orElseThrow(),
                  metric.orElseThrow(),
                  expect.orElseThrow(),
                  margin.orElseThrow(),
                  where,
                  across));
    }
  }

  private Optional<YamlNode> required(String key, String example) {
    Optional<YamlNode> node = mapping.required(key, example);
    broken |= node.isEmpty();
    return node;
  }

  private <T> Optional<T> problem(YamlNode node, String message, String advice) {
    node.problem(message, advice);
    broken = true;
    return Optional.empty();
  }

  private <T> Optional<T> unlessBroken(Optional<T> value) {
    broken |= value.isEmpty();
    return value;
  }

  private Optional<Pair> compare(YamlNode node) {
    Optional<YamlMapping> pair = unlessBroken(node.mapping(COMPARE_EXAMPLE));
    if (pair.isEmpty()) {
      return Optional.empty();
    }
    int count = pair.get().entries().size();
    if (count != 1) {
      return problem(
          node,
          COMPARE
              + " names "
              + (count == 0 ? "no factor." : "more than one factor: ")
              + String.join(", ", pair.get().entries().keySet())
              + (count == 0 ? "" : "."),
          "compare two levels of one factor, and name the others under " + WHERE + ".");
    }
    return names
        .at(COMPARE, pair.get())
        .flatMap(
            named ->
                named.node().items().size() == 2
                    ? pair(named)
                    : problem(
                        named.node(),
                        COMPARE
                            + " names "
                            + levels(named.node().items().size())
                            + " of "
                            + named.factor()
                            + ", not two.",
                        "write " + COMPARE_EXAMPLE + ": the first against the second."));
  }

  private static String levels(int count) {
    return count == 0 ? "no level" : count == 1 ? "one level" : count + " levels";
  }

  /** Nothing if a level is wrong, which has been told. */
  private static Optional<Pair> pair(NamedLevels.Named named) {
    return named.levels().size() == 2
        ? Optional.of(new Pair(named.factor(), named.levels().get(0), named.levels().get(1)))
        : Optional.empty();
  }

  private Optional<ContrastMetric> metric(YamlNode node) {
    Optional<String> word = unlessBroken(node.text());
    Optional<ContrastMetric> metric =
        word.flatMap(each -> ContrastMetric.ofWord(each).or(() -> probes.listed(each)));
    if (metric.isEmpty() && word.isPresent() && probes.isBroken()) {
      broken = true; // what it lists wrongly may be this one
      return metric;
    }
    if (metric.isEmpty() && word.flatMap(probes::unlisted).isPresent()) {
      return problem(
          node,
          "The study does not measure \"" + word.get() + "\", which the hypothesis compares.",
          "add " + word.flatMap(probes::unlisted).get() + " to " + ProbesSection.KEY + ".");
    }
    return word.isPresent() && metric.isEmpty()
        ? problem(
            node,
            "There is no metric \"" + word.get() + "\" to compare on.",
            Nearest.advice(word.get(), probes.words()))
        : metric;
  }

  private Optional<Expectation> expectation(YamlNode node) {
    Optional<String> word = unlessBroken(node.text());
    Optional<Expectation> expectation = word.flatMap(Expectation::ofWord);
    return word.isPresent() && expectation.isEmpty()
        ? problem(
            node,
            "Nothing can be expected to be \"" + word.get() + "\".",
            Nearest.advice(word.get(), Expectation.words()))
        : expectation;
  }

  private Optional<Double> margin(ContrastMetric metric) {
    Optional<YamlNode> node = mapping.get(MARGIN);
    if (node.isEmpty()) {
      return Optional.of(metric.defaultMargin());
    }
    Optional<Double> number =
        unlessBroken(node.get().number(String.valueOf(metric.defaultMargin())));
    if (number.isEmpty()) {
      return number;
    }
    double margin = number.get();
    if (!(margin > 0 && margin < Double.POSITIVE_INFINITY)) {
      return problem(
          node.get(),
          "margin " + margin + " is not a finite number above 0.",
          "write " + metric.defaultMargin() + ", or leave it out.");
    }
    if (metric.scale() == ContrastMetric.Scale.SHARE && margin >= 1) {
      return problem(
          node.get(),
          "margin " + margin + " of " + metric.word() + " is not below 1.",
          margin < 100
              ? "write " + margin / 100 + ", if you meant per cent."
              : "write " + metric.defaultMargin() + ", or leave it out.");
    }
    return number;
  }

  private void where(YamlNode node, Optional<Pair> compare, Map<String, List<String>> where) {
    Optional<YamlMapping> restrictions = unlessBroken(node.mapping(WHERE_EXAMPLE));
    if (restrictions.isEmpty()) {
      return;
    }
    restrictions
        .get()
        .entries()
        .forEach(
            (factor, levels) -> {
              if (compare.filter(pair -> pair.factor().equals(factor)).isPresent()) {
                problem(
                    levels, "where restricts " + factor + ", which is compared.", "leave it out.");
              } else if (levels.items().isEmpty()) {
                problem(levels, "where names no level of " + factor + ".", "leave it out.");
              } else {
                // The one level of a factor that cells need not tell restricts nothing.
                names
                    .at(WHERE, factor, levels)
                    .filter(named -> factors.isInCells(factor))
                    .ifPresent(named -> where.put(factor, named.levels()));
              }
            });
  }

  /**
   * @param where loses the levels of a trend, which go over into it
   */
  private Optional<Across> across(
      YamlNode node, Optional<Pair> compare, Map<String, List<String>> where) {
    if (node.isMapping()) {
      YamlMapping levels = node.mapping(ACROSS_EXAMPLE).orElseThrow();
      if (levels.entries().size() != 1) {
        return problem(
            node,
            ACROSS + " names " + (levels.entries().isEmpty() ? "no" : "more than one") + " factor.",
            "write " + ACROSS_EXAMPLE + ".");
      }
      return names.at(ACROSS, levels).flatMap(named -> across(named, compare, where));
    }
    Optional<String> factor = unlessBroken(node.text());
    Optional<Levels<?>> levels = factor.flatMap(name -> names.levelsOf(name, node));
    if (levels.isEmpty()) {
      return Optional.empty();
    }
    List<String> restricted = where.remove(factor.get());
    List<String> numbers = new ArrayList<>(levels.get().inGrid());
    numbers.remove(Cell.TUNED); // it has no place among them
    return trend(node, levels.get(), restricted == null ? numbers : restricted, compare);
  }

  private Optional<Across> across(
      NamedLevels.Named named, Optional<Pair> compare, Map<String, List<String>> where) {
    int count = named.node().items().size();
    if (where.containsKey(named.factor())) {
      return problem(
          named.node(),
          "where restricts " + named.factor() + ", and across names its levels, too.",
          "leave it out of where.");
    }
    if (count > 2) {
      Levels<?> levels = names.levelsOf(named.factor(), named.node()).orElseThrow();
      return trend(named.node(), levels, named.levels(), compare);
    }
    if (count < 2) {
      return problem(
          named.node(),
          ACROSS + " names " + levels(count) + " of " + named.factor() + ".",
          "name two for an interaction, or more of a numeric factor for a trend.");
    }
    Optional<Pair> pair = pair(named);
    if (pair.isPresent() && isSamePair(pair.get(), compare)) {
      return problem(
          named.node(),
          "across names the two levels of " + named.factor() + " that are compared.",
          "name another pair, whose difference is to be subtracted.");
    }
    return pair.map(Across.Interaction::new);
  }

  private static boolean isSamePair(Pair pair, Optional<Pair> compare) {
    return compare
        .filter(other -> other.factor().equals(pair.factor()))
        .filter(
            other ->
                Set.of(other.level(), other.control()).equals(Set.of(pair.level(), pair.control())))
        .isPresent();
  }

  private Optional<Across> trend(
      YamlNode node, Levels<?> levels, List<String> words, Optional<Pair> compare) {
    String factor = levels.factor().name();
    if (levels.factor().unit() == Factor.Unit.WORD) {
      return problem(
          node,
          "across asks for a trend over " + factor + ", which is not numeric.",
          "use a numeric factor, or name two levels of " + factor + " for an interaction.");
    }
    if (compare.filter(pair -> pair.factor().equals(factor)).isPresent()) {
      return problem(
          node,
          "across asks for a trend over " + factor + ", which is compared.",
          "use another factor, or leave it out.");
    }
    if (levels.factor().unit() != Factor.Unit.WORD && words.contains(Cell.TUNED)) {
      return problem(
          node,
          "across asks for a trend over " + factor + ", whose level tuned is no number.",
          "leave tuned out of " + WHERE + ".");
    }
    if (words.size() < 2) {
      if (!gone().isEmpty()) {
        return Optional.empty();
      }
      if (levels.words().size() > words.size() && words.equals(levels.inGrid())) {
        names.lacks("two levels of " + factor);
        return Optional.empty();
      }
      // A level that is wrong may be enough once it is mended.
      if (!isBroken() && levels.broken().isEmpty()) {
        return problem(
            node,
            "across asks for a trend over " + factor + ", which has one level here.",
            "name more levels under " + FactorsSection.KEY + ", or leave it out.");
      }
      broken = true;
      return Optional.empty();
    }
    List<String> ascending =
        words.stream().sorted(Comparator.comparingDouble(Double::parseDouble)).toList();
    return Optional.of(new Across.Trend(factor, ascending));
  }
}
