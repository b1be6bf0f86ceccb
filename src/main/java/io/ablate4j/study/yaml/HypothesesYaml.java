package io.ablate4j.study.yaml;

import io.ablate4j.hypothesis.Compared;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Derivation;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.study.TrendScales;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes {@code hypotheses} of the resolved study file. */
final class HypothesesYaml {
  private final StringBuilder out = new StringBuilder();

  private HypothesesYaml() {}

  /** Lines that end in LF; nothing of none. */
  static String write(List<Hypothesis> hypotheses) {
    HypothesesYaml yaml = new HypothesesYaml();
    yaml.all(hypotheses);
    return yaml.out.toString();
  }

  private void all(List<Hypothesis> hypotheses) {
    if (!hypotheses.isEmpty()) {
      out.append(HypothesesSection.KEY).append(":\n");
    }
    for (Hypothesis hypothesis : hypotheses) {
      out.append("  - ").append(HypothesesSection.ID).append(": ");
      out.append(StudyYaml.text(hypothesis.id())).append('\n');
      line(2, HypothesesSection.CLAIM, StudyYaml.text(hypothesis.claim()));
      line(2, HypothesesSection.FAMILY, StudyYaml.text(hypothesis.family()));
      out.append("    ").append(hypothesis.joined().word()).append(":\n");
      for (Prediction part : hypothesis.parts()) {
        out.append("      - ").append(compared(part.compare())).append('\n');
        metric(part);
        line(4, PredictionSection.EXPECT, part.expect().word());
        if (part.compare() instanceof Compared.AgainstNumber against) {
          line(
              4,
              part.isBound() ? PredictionSection.BOUND : PredictionSection.THAN,
              against.number());
        }
        if (!part.isBound()) {
          line(4, PredictionSection.MARGIN, part.margin());
        }
        where(part);
        part.across().ifPresent(across -> line(4, PredictionSection.ACROSS, across(across)));
      }
    }
  }

  private void metric(Prediction part) {
    Optional<Derivation.OverFactor> over = part.metric().over();
    if (over.flatMap(each -> each.reducer().metric()).isEmpty()
        && !(part.compare() instanceof Compared.Readings)) {
      ContrastMetric read = over.map(Derivation.OverFactor::of).orElse(part.metric());
      line(4, PredictionSection.METRIC, read.word());
    }
    over.ifPresent(
        each ->
            line(4, OverSection.KEY, "{ " + each.factor() + ": " + each.reducer().word() + " }"));
  }

  /** A trend's levels go here: two of them would be an interaction under {@code across}. */
  private void where(Prediction part) {
    SortedMap<String, List<String>> where = new TreeMap<>(part.where());
    if (part.across().orElse(null) instanceof Across.Trend trend) {
      where.put(trend.factor(), trend.levels());
    }
    if (!where.isEmpty()) {
      line(
          4,
          PredictionSection.WHERE,
          where.entrySet().stream()
              .map(
                  entry ->
                      entry.getKey() + ": " + StudyYaml.levels(entry.getKey(), entry.getValue()))
              .collect(Collectors.joining(", ", "{ ", " }")));
    }
  }

  private static String compared(Compared compared) {
    if (compared instanceof Prediction.Pair pair) {
      return PredictionSection.COMPARE + ": " + pair(pair);
    }
    if (compared instanceof Compared.Readings readings) {
      return PredictionSection.COMPARE
          + ": { "
          + Compared.Readings.FACTOR
          + ": ["
          + StudyYaml.text(readings.level())
          + ", "
          + StudyYaml.text(readings.control())
          + "] }";
    }
    return PredictionSection.OF
        + ": { "
        + compared.factor()
        + ": "
        + StudyYaml.level(compared.factor(), compared.level())
        + " }";
  }

  private static String across(Across across) {
    return across instanceof Across.Trend trend
        ? trend(trend)
        : pair(((Across.Interaction) across).pair());
  }

  private static String trend(Across.Trend trend) {
    return trend.scale().equals(TrendScales.usual(trend.factor()))
        ? trend.factor()
        : "{ "
            + AcrossSection.FACTOR
            + ": "
            + trend.factor()
            + ", "
            + AcrossSection.BY
            + ": "
            + trend.scale().by().word()
            + " }";
  }

  private static String pair(Prediction.Pair pair) {
    String levels = StudyYaml.levels(pair.factor(), List.of(pair.level(), pair.control()));
    return "{ " + pair.factor() + ": " + levels + " }";
  }

  private void line(int depth, String key, Object value) {
    out.append("  ".repeat(depth)).append(key).append(": ").append(value).append('\n');
  }
}
