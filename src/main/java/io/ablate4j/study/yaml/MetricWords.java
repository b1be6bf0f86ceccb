package io.ablate4j.study.yaml;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.DerivedMetrics;
import io.ablate4j.hypothesis.Point;
import io.ablate4j.problem.Nearest;
import java.util.Optional;

/** Reads what hypotheses name to compare on. */
final class MetricWords {
  private final ProbesSection probes;
  private boolean broken;

  MetricWords(ProbesSection probes) {
    this.probes = probes;
  }

  /** Whether one had a problem, told here or elsewhere. */
  boolean isBroken() {
    return broken;
  }

  /** Nothing if there is none of that word. */
  Optional<ContrastMetric> metric(YamlNode node) {
    Optional<String> word = node.text();
    if (word.isEmpty()) {
      broken = true;
      return Optional.empty();
    }
    String[] parts = word.get().split(Point.SIGN, 2);
    Optional<ContrastMetric> metric = metric(node, parts[0]);
    if (metric.isEmpty() || parts.length == 1) {
      return metric;
    }
    metric = at(node, metric.get(), parts[1]);
    broken |= metric.isEmpty();
    return metric;
  }

  private static Optional<ContrastMetric> at(YamlNode node, ContrastMetric metric, String word) {
    Optional<Point> point = Point.ofWord(word);
    if (point.isEmpty()) {
      node.problem(
          "There is no point of training \"" + word + "\".",
          word.startsWith("step-0")
              ? "use init, which is before the first step."
              : Nearest.advice(word, Point.words()));
      return Optional.empty();
    }
    if (point.get().equals(Point.LAST)) {
      return Optional.of(metric);
    }
    if (!DerivedMetrics.hasPoints(metric)) {
      node.problem(
          metric.word() + " is one number of a whole trial, and is not read at points of it.",
          "leave out " + Point.SIGN + word + "; accuracies, losses and probes have points.");
      return Optional.empty();
    }
    if (point.get().kind() == Point.Kind.SUM && !DerivedMetrics.canBeSummed(metric)) {
      node.problem(
          "A sum of " + metric.word() + " is no share.",
          "use " + metric.word() + Point.SIGN + "mean, which is the same but for its scale.");
      return Optional.empty();
    }
    return Optional.of(DerivedMetrics.at(metric, point.get()));
  }

  private Optional<ContrastMetric> metric(YamlNode node, String word) {
    Optional<ContrastMetric> metric = ContrastMetric.ofWord(word).or(() -> probes.listed(word));
    if (metric.isPresent()) {
      return metric;
    }
    broken = true;
    if (probes.isBroken()) {
      return metric; // what it lists wrongly may be this one
    }
    Optional<String> unlisted = probes.unlisted(word);
    if (unlisted.isPresent()) {
      node.problem(
          "The study does not measure \"" + word + "\", which the hypothesis compares.",
          "add " + unlisted.get() + " to " + ProbesSection.KEY + ".");
    } else {
      node.problem(
          "There is no metric \"" + word + "\" to compare on.",
          Nearest.advice(word, probes.words()));
    }
    return metric;
  }
}
