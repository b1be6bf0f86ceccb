package io.ablate4j.study.yaml;

import io.ablate4j.factor.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code optimizer}. */
final class OptimizerSection {
  static final String KEY = "optimizer";
  static final String LEARNING_RATE = "learningRate";
  private static final String EXAMPLE = "{ adam: { learningRate: 0.001 } }";

  private OptimizerSection() {}

  /** The default where the section is silent or wrong. */
  static Optimizer read(YamlMapping root) {
    return root.get(KEY)
        .flatMap(node -> node.mapping(EXAMPLE).flatMap(mapping -> optimizer(node, mapping)))
        .orElse(Optimizer.DEFAULT);
  }

  private static Optional<Optimizer> optimizer(YamlNode node, YamlMapping mapping) {
    List<String> words = Optimizer.Kind.words();
    mapping.allowOnly(words);
    List<String> named = mapping.entries().keySet().stream().filter(words::contains).toList();
    if (mapping.entries().isEmpty() || named.size() > 1) {
      node.problem(
          named.isEmpty()
              ? "optimizer names no algorithm."
              : "optimizer names " + String.join(" and ", named) + ".",
          "name one of " + String.join(", ", words) + ".");
      return Optional.empty();
    }
    return Arrays.stream(Optimizer.Kind.values())
        .filter(kind -> named.contains(kind.word()))
        .findFirst()
        .flatMap(kind -> settings(mapping.get(kind.word()).orElseThrow(), kind));
  }

  private static Optional<Optimizer> settings(YamlNode node, Optimizer.Kind kind) {
    Optional<YamlMapping> mapping = node.mapping("{ learningRate: 0.001 }");
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    List<String> known = new ArrayList<>(List.of(LEARNING_RATE));
    kind.defaults().keySet().stream().sorted().forEach(known::add);
    mapping.get().allowOnly(known);
    double learningRate =
        mapping
            .get()
            .get(LEARNING_RATE)
            .flatMap(value -> value.number("0.001").filter(rate -> isLearningRate(value, rate)))
            .orElse(Optimizer.DEFAULT.learningRate());
    Map<String, Double> given = new TreeMap<>();
    for (Map.Entry<String, Double> usual : kind.defaults().entrySet()) {
      mapping
          .get()
          .get(usual.getKey())
          .flatMap(value -> parameter(value, kind, usual))
          .ifPresent(number -> given.put(usual.getKey(), number));
    }
    return Optional.of(Optimizer.of(kind, learningRate, given));
  }

  private static Optional<Double> parameter(
      YamlNode node, Optimizer.Kind kind, Map.Entry<String, Double> usual) {
    double rate = Optimizer.DEFAULT.learningRate();
    return node.number(String.valueOf(usual.getValue()))
        .filter(
            number ->
                node.problems()
                    .locating(
                        node.place(),
                        () -> Optimizer.of(kind, rate, Map.of(usual.getKey(), number)))
                    .isPresent());
  }

  /** Whether {@link Optimizer} takes it; if not, that is noted. */
  static boolean isLearningRate(YamlNode node, double rate) {
    return node.problems()
        .locating(node.place(), () -> Optimizer.of(Optimizer.Kind.SGD, rate, Map.of()))
        .isPresent();
  }
}
