package io.ablate4j.study.yaml;

import io.ablate4j.factor.TrialSettings;
import io.ablate4j.study.Study;
import io.ablate4j.trial.EvaluationPoints;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reads {@code evaluate}. */
final class EvaluateSection {
  static final String KEY = "evaluate";

  private EvaluateSection() {}

  /** The usual points where it is silent or wrong. */
  static EvaluationPoints read(YamlMapping root) {
    return root.get(KEY).flatMap(EvaluateSection::read).orElse(EvaluationPoints.USUAL);
  }

  private static Optional<EvaluationPoints> read(YamlNode node) {
    if (!node.isList()) {
      return node.oneOf(EvaluationPoints.WORDS).map(EvaluationPoints::ofWord);
    }
    List<Integer> epochs = new ArrayList<>();
    for (YamlNode item : node.items()) {
      Optional<Integer> epoch = item.count("4");
      if (epoch.isEmpty()) {
        return Optional.empty();
      }
      if (epochs.contains(epoch.get())) {
        item.problem(KEY + " lists epoch " + epoch.get() + " twice.", "take one of them out.");
        return Optional.empty();
      }
      epochs.add(epoch.get());
    }
    if (epochs.isEmpty()) {
      node.problem(
          KEY + " lists no epoch.",
          "list some, such as [1, 4], or write " + EvaluationPoints.DOUBLING + ".");
      return Optional.empty();
    }
    return Optional.of(EvaluationPoints.at(epochs));
  }

  /** Without the listed epochs that no trial reaches at the levels that {@code --set} gives. */
  static Study cut(Study study, Overrides overrides) {
    List<Integer> listed = study.evaluate().listed();
    if (listed.isEmpty() || overrides.levels().isEmpty() || StudyChecks.isTooLarge(study)) {
      return study;
    }
    int last = last(study);
    List<Integer> reached = listed.stream().filter(epoch -> epoch <= last).toList();
    return study.withEvaluate(EvaluationPoints.at(reached.isEmpty() ? List.of(last) : reached));
  }

  private static int last(Study study) {
    return study.tried().stream()
        .map(study::settings)
        .mapToInt(TrialSettings::epochs)
        .max()
        .orElse(Integer.MAX_VALUE);
  }

  /** An epoch that no trial reaches is a slip. */
  static void check(YamlMapping root, Study study) {
    List<Integer> listed = study.evaluate().listed();
    if (listed.isEmpty() || StudyChecks.isTooLarge(study)) {
      return;
    }
    int last = last(study);
    int highest = Collections.max(listed);
    if (highest > last) {
      root.get(KEY)
          .ifPresent(
              node ->
                  node.problem(
                      KEY
                          + " lists epoch "
                          + highest
                          + ", but no trial has more than "
                          + last
                          + (last == 1 ? " epoch." : " epochs."),
                      "leave it out: the last epoch of each trial is always evaluated."));
    }
  }
}
