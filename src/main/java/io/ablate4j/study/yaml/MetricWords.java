package io.ablate4j.study.yaml;

import io.ablate4j.hypothesis.ContrastMetric;
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
    Optional<ContrastMetric> metric =
        ContrastMetric.ofWord(word.get()).or(() -> probes.listed(word.get()));
    if (metric.isPresent()) {
      return metric;
    }
    broken = true;
    if (probes.isBroken()) {
      return metric; // what it lists wrongly may be this one
    }
    Optional<String> unlisted = probes.unlisted(word.get());
    if (unlisted.isPresent()) {
      node.problem(
          "The study does not measure \"" + word.get() + "\", which the hypothesis compares.",
          "add " + unlisted.get() + " to " + ProbesSection.KEY + ".");
    } else {
      node.problem(
          "There is no metric \"" + word.get() + "\" to compare on.",
          Nearest.advice(word.get(), probes.words()));
    }
    return metric;
  }
}
