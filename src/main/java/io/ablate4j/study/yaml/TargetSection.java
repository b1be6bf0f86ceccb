package io.ablate4j.study.yaml;

import io.ablate4j.problem.Nearest;
import io.ablate4j.trial.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private static final String MODELS_EXAMPLE = "{ mlp: 0.45, cnn: 0.6 }";
  private static final String EXAMPLE = "{ metric: " + Target.METRIC + ", value: 0.9 }";

  /** Checks in an epoch where the study does not say how often. */
  private static final int CHECKS_AN_EPOCH = 4;

  /**
   * @param train training examples, if they are known
   * @param models of the study, which may have targets of their own
   */
  static TargetSection read(YamlMapping root, Optional<Integer> train, Levels<?> models) {
    Optional<YamlMapping> section = root.get(KEY).flatMap(node -> node.mapping(EXAMPLE));
    section.ifPresent(TargetSection::check);
    int usual = train.map(count -> (count - 1) / CHECKS_AN_EPOCH + 1).orElse(1);
    return new TargetSection(
        section
            .flatMap(mapping -> mapping.get(VALUE))
            .flatMap(node -> node.isMapping() ? ofModels(node, models) : ofAll(node)),
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

  private static Optional<Target> ofAll(YamlNode node) {
    return value("target.value", node).map(Target::new);
  }

  /** Without those of models that {@code --set} took away. */
  private static Optional<Target> ofModels(YamlNode node, Levels<?> models) {
    YamlMapping values = node.mapping(MODELS_EXAMPLE).orElseThrow();
    Map<String, Double> ofModels = new LinkedHashMap<>();
    boolean fine = models.broken().isEmpty();
    for (Map.Entry<String, YamlNode> each : values.entries().entrySet()) {
      String model = each.getKey();
      Optional<Double> value = value("target.value of " + model, each.getValue());
      fine &= value.isPresent();
      if (models.inGrid().contains(model)) {
        value.ifPresent(number -> ofModels.put(model, number));
      } else if (!models.words().contains(model) && models.broken().isEmpty()) {
        each.getValue()
            .problem(
                "target.value names the model \"" + model + "\", which is not a level.",
                Nearest.advice(model, models.words()));
        fine = false;
      }
    }
    List<String> without =
        models.inGrid().stream().filter(model -> !values.entries().containsKey(model)).toList();
    if (models.broken().isEmpty() && !without.isEmpty()) {
      node.problem(
          "target.value names no value for " + String.join(", ", without) + ".",
          "add " + without.get(0) + ": 0.9.");
      fine = false;
    }
    return fine && !ofModels.isEmpty() ? Optional.of(Target.ofModels(ofModels)) : Optional.empty();
  }

  private static Optional<Double> value(String name, YamlNode node) {
    Optional<Double> number = node.number("0.9");
    if (number.filter(value -> !(value > 0 && value <= 1)).isPresent()) {
      double value = number.get();
      node.problem(
          name + " " + value + " is not in (0, 1].",
          value > 1 && value <= 100
              ? "write " + value / 100 + ", if you meant per cent."
              : "use a share of right answers, such as 0.9.");
      return Optional.empty();
    }
    return number;
  }
}
