package io.ablate4j.study.yaml;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.problem.Nearest;
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

  /** How many levels, in words. */
  static String levels(int count) {
    return count == 0 ? "no level" : count == 1 ? "one level" : count + " levels";
  }

  /** Nothing if a level is wrong, which has been told. */
  static Optional<Pair> pair(NamedLevels.Named named) {
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
    AcrossSection section = AcrossSection.read(node, names, compare, where, isBroken());
    broken |= section.isBroken();
    return section.across();
  }
}
