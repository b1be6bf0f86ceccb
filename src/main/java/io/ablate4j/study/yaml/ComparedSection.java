package io.ablate4j.study.yaml;

import io.ablate4j.hypothesis.Compared;
import io.ablate4j.hypothesis.Compared.AgainstNumber;
import io.ablate4j.hypothesis.Compared.Readings;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.hypothesis.Derivation;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.trial.Gap;
import io.ablate4j.trial.tuning.Tuned;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what a prediction sets against what: two levels or two readings under {@code compare}, or
 * the level under {@code of} and a number under {@code than} or {@code bound}.
 */
final class ComparedSection {
  static final String COMPARE = "compare";
  static final String OF = "of";
  static final String THAN = "than";
  static final String BOUND = "bound";

  private static final String COMPARE_EXAMPLE = "{ regularization: [batch-norm, none] }";
  private static final String READING_EXAMPLE =
      "{ " + Readings.FACTOR + ": [test-accuracy, probe:train-accuracy] }";
  private static final String OF_EXAMPLE = "{ regularization: batch-norm }";

  private final YamlMapping mapping;
  private final NamedLevels names;
  private final MetricWords metrics;
  private boolean broken;
  private boolean ofReadings;
  private Optional<Pair> pair = Optional.empty();
  private Optional<Readings> readings = Optional.empty();
  private Optional<NamedLevels.Named> one = Optional.empty();

  /** Levels of other factors that stand beside the one level, by factor. */
  private final Map<String, YamlNode> beside = new LinkedHashMap<>();

  private ComparedSection(YamlMapping mapping, NamedLevels names, MetricWords metrics) {
    this.mapping = mapping;
    this.names = names;
    this.metrics = metrics;
  }

  static ComparedSection read(YamlMapping mapping, NamedLevels names, MetricWords metrics) {
    ComparedSection section = new ComparedSection(mapping, names, metrics);
    section.parse();
    return section;
  }

  /** Whether it has a problem. */
  boolean isBroken() {
    return broken;
  }

  /** Whether one level is compared with a number. */
  boolean isOfOne() {
    return mapping.get(OF).isPresent();
  }

  /** Whether two readings are compared, right or wrong. */
  boolean isOfReadings() {
    return ofReadings;
  }

  /** The two, if they are right. */
  Optional<Readings> readings() {
    return readings;
  }

  /** The two levels, if they are right. */
  Optional<Pair> pair() {
    return pair;
  }

  /** The factor whose levels it names, which nothing else may restrict. */
  Optional<String> factor() {
    return pair.map(Pair::factor).or(() -> one.map(NamedLevels.Named::factor));
  }

  /** What stands beside the one level, by factor: as if it stood under {@code where}. */
  Map<String, YamlNode> beside() {
    return beside;
  }

  private <T> Optional<T> problem(YamlNode node, String message, String advice) {
    node.problem(message, advice);
    broken = true;
    return Optional.empty();
  }

  private void parse() {
    Optional<YamlNode> of = mapping.get(OF);
    Optional<YamlNode> compare = mapping.get(COMPARE);
    if (of.isPresent() && compare.isPresent()) {
      problem(
          of.get(),
          OF + " stands beside " + COMPARE + ".",
          "write " + COMPARE + " for two levels, or " + OF + " for one and a number.");
    } else if (of.isPresent()) {
      one = entry(of.get(), OF, OF_EXAMPLE).flatMap(this::one);
    } else {
      compare = mapping.required(COMPARE, COMPARE_EXAMPLE);
      broken |= compare.isEmpty();
      compare.flatMap(node -> entry(node, COMPARE, COMPARE_EXAMPLE)).ifPresent(this::two);
    }
  }

  /** The mapping of one factor. */
  private Optional<YamlMapping> entry(YamlNode node, String key, String example) {
    Optional<YamlMapping> entry = node.mapping(example);
    if (entry.isEmpty()) {
      broken = true;
      return entry;
    }
    int count = entry.get().entries().size();
    return count == 1 || count > 1 && key.equals(OF)
        ? entry
        : problem(
            node,
            key
                + " names "
                + (count == 0 ? "no factor." : "more than one factor: ")
                + String.join(", ", entry.get().entries().keySet())
                + (count == 0 ? "" : "."),
            key.equals(OF)
                ? "write " + OF_EXAMPLE + "."
                : "compare two levels of one factor, and name the others under "
                    + PredictionSection.WHERE
                    + ".");
  }

  private Optional<NamedLevels.Named> one(YamlMapping entry) {
    entry.entries().entrySet().stream().skip(1).forEach(e -> beside.put(e.getKey(), e.getValue()));
    return names
        .at(OF, entry)
        .flatMap(
            named ->
                named.node().items().size() == 1
                    ? Optional.of(named).filter(found -> found.levels().size() == 1)
                    : problem(
                        named.node(),
                        OF
                            + " names "
                            + levels(named.node().items().size())
                            + " of "
                            + named.factor()
                            + ", not one.",
                        "write " + OF_EXAMPLE + "."));
  }

  private void two(YamlMapping entry) {
    Optional<YamlNode> reading = entry.get(Readings.FACTOR);
    if (reading.isPresent()) {
      ofReadings = true;
      readings = readings(reading.get());
      return;
    }
    pair =
        names
            .at(COMPARE, entry)
            .flatMap(
                named ->
                    named.node().items().size() == 2
                        ? pair(named).filter(found -> !lacksTuning(named))
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

  /** What is best is chosen on tuning seeds, which not every study has. */
  private boolean lacksTuning(NamedLevels.Named named) {
    boolean isBest =
        named.levels().contains(Tuned.BEST)
            && names
                .levelsOf(named.factor(), named.node())
                .filter(levels -> levels.words().contains(Tuned.BEST))
                .isEmpty();
    if (isBest && !names.isTuned()) {
      problem(
          named.node(),
          COMPARE
              + " names the best "
              + named.factor()
              + ", and the study has no tuning seeds to choose it on.",
          "add \"" + TuningSeeds.KEY + ": " + TuneSection.DEFAULT_SEEDS + "\" to the study.");
      return true;
    }
    return false;
  }

  private Optional<Readings> readings(YamlNode node) {
    mapping
        .get(PredictionSection.METRIC)
        .ifPresent(
            metric ->
                problem(
                    metric,
                    PredictionSection.METRIC
                        + " stands beside two readings, which say what is compared.",
                    "leave it out."));
    List<YamlNode> items = node.items();
    if (items.size() != 2) {
      return problem(
          node,
          COMPARE + " names " + count(items.size(), "reading") + ", not two.",
          "write " + READING_EXAMPLE + ": the first against the second.");
    }
    Optional<ContrastMetric> first = metrics.metric(items.get(0));
    Optional<ContrastMetric> second = metrics.metric(items.get(1));
    if (first.isEmpty() || second.isEmpty()) {
      broken = true;
      return Optional.empty();
    }
    for (int i = 0; i < 2; i++) {
      ContrastMetric metric = i == 0 ? first.get() : second.get();
      if (!metric.reading().isOfTrial() || metric.reading().isToTarget()) {
        return problem(
            items.get(i),
            "Of " + metric.word() + " a trial has no number that another could be set against.",
            "compare two accuracies, losses, gaps or probes.");
      }
    }
    if (first.get().equals(second.get())) {
      return problem(
          items.get(1),
          COMPARE + " names the reading " + items.get(1).shown() + " twice.",
          "name two different ones.");
    }
    return first.get().scale() == second.get().scale()
        ? Optional.of(new Readings(first.get(), second.get()))
        : problem(
            node,
            "The readings "
                + first.get().word()
                + " and "
                + second.get().word()
                + " are of two scales, "
                + first.get().scale().word()
                + " and "
                + second.get().scale().word()
                + ".",
            "name two of one scale; list metrics shows what there is.");
  }

  /** How many levels, in words. */
  static String levels(int count) {
    return count(count, "level");
  }

  private static String count(int count, String of) {
    return count == 0 ? "no " + of : count == 1 ? "one " + of : count + " " + of + "s";
  }

  /** Nothing if a level is wrong, which has been reported. */
  static Optional<Pair> pair(NamedLevels.Named named) {
    return named.levels().size() == 2
        ? Optional.of(new Pair(named.factor(), named.levels().get(0), named.levels().get(1)))
        : Optional.empty();
  }

  /** The whole of it, with the number that a single level is compared with or held to. */
  Optional<Compared> with(Optional<ContrastMetric> metric, Optional<Expectation> expect) {
    boolean isBound = expect.filter(Expectation::isBound).isPresent();
    if (!isOfOne()) {
      for (String key : List.of(THAN, BOUND)) {
        mapping
            .get(key)
            .ifPresent(
                node ->
                    problem(
                        node,
                        key + " stands beside " + COMPARE + ", which names both sides.",
                        "leave it out, or write " + OF + ": " + OF_EXAMPLE + "."));
      }
      if (isBound) {
        mapping
            .get(PredictionSection.EXPECT)
            .ifPresent(
                node ->
                    problem(
                        node,
                        expect.get().word() + " is of each trial, not of a difference.",
                        "write " + OF + ": " + OF_EXAMPLE + " and " + BOUND + ": 0.001."));
      }
      return pair.<Compared>map(two -> two).or(() -> readings);
    }
    if (expect.isEmpty() || mapping.get(COMPARE).isPresent()) {
      return Optional.empty();
    }
    Optional<Double> number = number(isBound ? BOUND : THAN, isBound ? THAN : BOUND, expect.get());
    return number
        .flatMap(value -> metric.flatMap(of -> suited(value, of, isBound)))
        .filter(value -> !isBound || !isVacuous(value, metric.orElseThrow(), expect.orElseThrow()))
        .flatMap(
            value ->
                one.map(level -> new AgainstNumber(level.factor(), level.levels().get(0), value)));
  }

  private Optional<Double> number(String key, String other, Expectation expect) {
    mapping
        .get(other)
        .ifPresent(
            node ->
                problem(
                    node,
                    other
                        + " stands beside "
                        + PredictionSection.EXPECT
                        + ": "
                        + expect.word()
                        + ".",
                    "call it " + key + "."));
    if (mapping.get(key).isEmpty() && mapping.get(other).isPresent()) {
      return Optional.empty();
    }
    Optional<Double> number = mapping.required(key, "0.5").flatMap(node -> node.number("0.5"));
    broken |= number.isEmpty();
    return number;
  }

  /** Whether each share keeps the bound, or none does: then no trial could tell anything. */
  private boolean isVacuous(double bound, ContrastMetric metric, Expectation expect) {
    if (metric.scale() != Scale.SHARE) {
      return false;
    }
    boolean isGap =
        metric.over().map(Derivation.OverFactor::of).orElse(metric).number().orElse(null)
            instanceof Gap;
    double least = isGap ? -1 : 0;
    boolean isAtMost = expect == Expectation.AT_MOST;
    boolean always = isAtMost ? bound >= 1 : bound <= least;
    boolean never = isAtMost ? bound < least : bound > 1;
    if (always || never) {
      problem(
          mapping.get(BOUND).orElseThrow(),
          metric.word()
              + (always ? " is always " : " is never ")
              + expect.word()
              + " "
              + mapping.get(BOUND).orElseThrow().shown()
              + ", whatever comes.",
          "write a number between " + (isGap ? "-1" : "0") + " and 1, such as 0.5.");
    }
    return always || never;
  }

  private Optional<Double> suited(double value, ContrastMetric metric, boolean isBound) {
    YamlNode node = mapping.get(isBound ? BOUND : THAN).orElseThrow();
    String told = node.shown() + " of " + metric.word();
    if (isBound && !metric.reading().isOfTrial()) {
      return problem(
          node,
          "A bound holds for each trial, and " + metric.word() + " takes the timing pass.",
          "compare its mean: " + THAN + " with expect: lower.");
    }
    if (!Double.isFinite(value)) {
      return problem(node, told + " is not a finite number.", "write a number, such as 0.5.");
    }
    if (metric.scale() == Scale.SHARE && Math.abs(value) > 1) {
      return problem(
          node,
          told + " is not between -1 and 1.",
          Math.abs(value) <= 100
              ? "write " + value / 100 + ", if you meant per cent."
              : "write a share, such as 0.5.");
    }
    if (metric.scale() == Scale.RATIO && !isBound && value <= 0) {
      return problem(
          node, told + " is not above 0, and no ratio to it.", "write a number above 0.");
    }
    return Optional.of(value);
  }
}
