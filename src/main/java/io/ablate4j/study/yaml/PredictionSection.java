package io.ablate4j.study.yaml;

import io.ablate4j.hypothesis.Compared;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.problem.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one prediction of a hypothesis. */
final class PredictionSection {
  static final String COMPARE = ComparedSection.COMPARE;
  static final String METRIC = "metric";
  static final String EXPECT = "expect";
  static final String MARGIN = "margin";
  static final String WHERE = "where";
  static final String ACROSS = "across";
  static final String OF = ComparedSection.OF;
  static final String THAN = ComparedSection.THAN;
  static final String BOUND = ComparedSection.BOUND;
  static final List<String> KEYS =
      List.of(COMPARE, OF, METRIC, EXPECT, THAN, BOUND, MARGIN, WHERE, ACROSS, OverSection.KEY);

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

  /** Whether it has a problem, reported here or elsewhere. */
  boolean isBroken() {
    return broken || names.isBroken();
  }

  /** What it names and {@code --set} took away, in words. */
  Set<String> gone() {
    return names.gone();
  }

  Place placeOfMetric() {
    return mapping
        .get(METRIC)
        .or(() -> mapping.get(COMPARE))
        .map(YamlNode::place)
        .orElse(mapping.place());
  }

  Place placeOfWhere() {
    return mapping
        .get(WHERE)
        .or(() -> mapping.get(COMPARE))
        .or(() -> mapping.get(OF))
        .map(YamlNode::place)
        .orElse(mapping.place());
  }

  private void parse() {
    MetricWords metrics = new MetricWords(probes);
    ComparedSection compared = ComparedSection.read(mapping, names, metrics);
    OverSection over = OverSection.read(mapping, names);
    Optional<ContrastMetric> own = over.own();
    Optional<ContrastMetric> read =
        compared.isOfReadings()
            ? compared.readings().map(Compared.Readings::first)
            : own.isPresent()
                ? own
                : required(METRIC, ContrastMetric.TEST_ACCURACY.word()).flatMap(metrics::metric);
    Optional<Expectation> expect =
        required(EXPECT, Expectation.HIGHER.word()).flatMap(this::expectation);
    Map<String, List<String>> where = new LinkedHashMap<>();
    mapping.get(WHERE).ifPresent(node -> where(node, compared.factor(), where));
    compared
        .beside()
        .forEach((factor, level) -> where(OF, factor, level, compared.factor(), where));
    Optional<ContrastMetric> metric = read.flatMap(each -> over.of(each, compared, where));
    Optional<Compared> compare = compared.with(metric, expect);
    broken |= metrics.isBroken() || compared.isBroken() || over.isBroken();
    Optional<Across> across =
        mapping.get(ACROSS).flatMap(node -> across(node, compared, metric, where));
    Optional<Double> margin = metric.flatMap(each -> margin(each, expect));
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

  private Optional<Double> margin(ContrastMetric metric, Optional<Expectation> expect) {
    Optional<YamlNode> node = mapping.get(MARGIN);
    if (node.isPresent() && expect.filter(Expectation::isBound).isPresent()) {
      return problem(
          node.get(),
          MARGIN + " stands beside " + EXPECT + ": " + expect.get().word() + ", which has none.",
          "leave it out; the bound is what each trial is held to.");
    }
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

  private void where(YamlNode node, Optional<String> compared, Map<String, List<String>> where) {
    Optional<YamlMapping> restrictions = unlessBroken(node.mapping(WHERE_EXAMPLE));
    if (restrictions.isEmpty()) {
      return;
    }
    restrictions
        .get()
        .entries()
        .forEach((factor, levels) -> where(WHERE, factor, levels, compared, where));
  }

  /**
   * @param key that the levels stand under
   */
  private void where(
      String key,
      String factor,
      YamlNode levels,
      Optional<String> compared,
      Map<String, List<String>> where) {
    if (compared.filter(factor::equals).isPresent()) {
      problem(levels, "where restricts " + factor + ", which is compared.", "leave it out.");
    } else if (where.containsKey(factor)) {
      problem(levels, WHERE + " and " + OF + " both name " + factor + ".", "leave one out.");
    } else if (levels.items().isEmpty()) {
      problem(levels, key + " names no level of " + factor + ".", "leave it out.");
    } else {
      // The one level of a factor that cells need not say restricts nothing.
      names
          .at(key, factor, levels)
          .filter(named -> factors.isInCells(factor))
          .ifPresent(named -> where.put(factor, named.levels()));
    }
  }

  private static String factor(Across across) {
    return across instanceof Across.Trend trend
        ? trend.factor()
        : ((Across.Interaction) across).pair().factor();
  }

  /**
   * @param where loses the levels of a trend, which go over into it
   */
  private Optional<Across> across(
      YamlNode node,
      ComparedSection compared,
      Optional<ContrastMetric> metric,
      Map<String, List<String>> where) {
    if (compared.isOfOne()) {
      return problem(
          node,
          ACROSS + " stands beside " + OF + ", which compares a level with a number.",
          "compare two levels, or leave it out.");
    }
    AcrossSection section = AcrossSection.read(node, names, compared.pair(), where, isBroken());
    broken |= section.isBroken();
    Optional<String> factor = section.across().map(PredictionSection::factor);
    return factor
            .filter(name -> metric.filter(m -> OverSection.isOver(m, name)).isPresent())
            .isPresent()
        ? problem(
            node,
            ACROSS
                + " names "
                + factor.get()
                + ", of whose levels "
                + OverSection.KEY
                + " makes one number.",
            "name another factor.")
        : section.across();
  }
}
