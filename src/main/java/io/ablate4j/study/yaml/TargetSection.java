package io.ablate4j.study.yaml;

import io.ablate4j.trial.Target;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code target}.
 *
 * @param target the value to be reached; nothing where the section is silent or wrong
 * @param checkExamples trained examples from one check to the next
 */
record TargetSection(Optional<Target> target, int checkExamples) {
  static final String KEY = "target";
  static final String METRIC = "metric";
  static final String VALUE = "value";
  static final String CHECK_EXAMPLES = "checkExamples";
  private static final String EXAMPLE = "{ metric: " + Target.METRIC + ", value: 0.9 }";

  /** Checks in an epoch where the study does not say how often. */
  private static final int CHECKS_AN_EPOCH = 4;

  /**
   * @param train training examples, if they are known
   */
  static TargetSection read(YamlMapping root, Optional<Integer> train) {
    Optional<YamlMapping> section = root.get(KEY).flatMap(node -> node.mapping(EXAMPLE));
    section.ifPresent(TargetSection::check);
    int usual = train.map(count -> (count - 1) / CHECKS_AN_EPOCH + 1).orElse(1);
    return new TargetSection(
        section
            .flatMap(mapping -> mapping.get(VALUE))
            .flatMap(TargetSection::value)
            .map(Target::new),
        section
            .flatMap(mapping -> mapping.get(CHECK_EXAMPLES))
            .flatMap(node -> node.count("500"))
            .orElse(usual));
  }

  private static void check(YamlMapping mapping) {
    mapping.allowOnly(List.of(METRIC, VALUE, CHECK_EXAMPLES));
    mapping
        .get(METRIC)
        .ifPresent(
            node ->
                node.text()
                    .filter(metric -> !metric.equals(Target.METRIC))
                    .ifPresent(
                        metric ->
                            node.problem(
                                "target.metric is \"" + metric + "\", not " + Target.METRIC + ".",
                                "use "
                                    + Target.METRIC
                                    + ": targets are chosen on validation data, never on test"
                                    + " data.")));
  }

  private static Optional<Double> value(YamlNode node) {
    Optional<Double> number = node.number("0.9");
    if (number.filter(value -> !(value > 0 && value <= 1)).isPresent()) {
      double value = number.get();
      node.problem(
          "target.value " + value + " is not in (0, 1].",
          value > 1 && value <= 100
              ? "write " + value / 100 + ", if you meant per cent."
              : "use a share of right answers, such as 0.9.");
      return Optional.empty();
    }
    return number;
  }
}
