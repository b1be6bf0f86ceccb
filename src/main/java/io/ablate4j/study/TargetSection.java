package io.ablate4j.study;

import io.ablate4j.trial.Target;
import java.util.List;
import java.util.Optional;

/** Reads {@code target}. */
final class TargetSection {
  static final String KEY = "target";
  static final String METRIC = "metric";
  static final String VALUE = "value";
  private static final String EXAMPLE = "{ metric: " + Target.METRIC + ", value: 0.9 }";

  private TargetSection() {}

  /** Nothing where the section is silent or wrong. */
  static Optional<Target> read(YamlMapping root) {
    return root.get(KEY).flatMap(node -> node.mapping(EXAMPLE)).flatMap(TargetSection::target);
  }

  private static Optional<Target> target(YamlMapping mapping) {
    mapping.allowOnly(List.of(METRIC, VALUE));
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
    return mapping.required(VALUE, "0.9").flatMap(TargetSection::value).map(Target::new);
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
