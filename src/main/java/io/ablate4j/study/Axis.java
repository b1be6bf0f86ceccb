package io.ablate4j.study;

import io.ablate4j.model.Models;
import io.ablate4j.regularization.Regularization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the levels of one factor are read.
 *
 * @param parse gives nothing, and notes a problem, where the value is no level
 * @param usual the levels of a study that does not name the factor; empty if it must
 * @param standIn takes the place of levels that are wrong, so that the rest can still be checked
 * @param textual whether levels are words, also where an option gives one that looks like a number
 */
record Axis<T>(
    FactorKind<T> kind,
    Function<YamlNode, Optional<T>> parse,
    List<T> usual,
    T standIn,
    boolean textual) {

  static Axis<String> model(Models models) {
    return new Axis<>(
        FactorKind.MODEL,
        node ->
            node.text()
                .filter(
                    id -> node.problems().locating(node.place(), () -> models.get(id)).isPresent()),
        List.of(),
        "(unknown)",
        true);
  }

  static Axis<Regularization> regularization(Map<String, Optional<Regularization>> byName) {
    return new Axis<>(
        FactorKind.REGULARIZATION,
        node -> node.text().flatMap(name -> named(name, node, byName)),
        Regularization.builtIn(),
        Regularization.NONE,
        true);
  }

  private static Optional<Regularization> named(
      String name, YamlNode node, Map<String, Optional<Regularization>> byName) {
    if (!byName.containsKey(name)) {
      node.problem(
          "There is no regularization \"" + name + "\".",
          "use one of "
              + String.join(", ", byName.keySet())
              + ", or define it under "
              + RegularizationsSection.KEY
              + ".");
      return Optional.empty();
    }
    // What is wrong with a definition was told where it stands.
    return byName.get(name);
  }

  static Axis<Integer> batchSize() {
    return new Axis<>(FactorKind.BATCH_SIZE, node -> node.count("32"), List.of(32), 1, false);
  }

  static Axis<Double> learningRate(Optimizer optimizer) {
    double usual = optimizer.learningRate();
    return new Axis<>(
        FactorKind.LEARNING_RATE,
        node -> node.number("0.001").filter(rate -> OptimizerSection.isLearningRate(node, rate)),
        List.of(usual),
        usual,
        false);
  }

  static Axis<Integer> epochs(Budget budget) {
    return new Axis<>(
        FactorKind.EPOCHS, node -> node.count("12"), List.of(budget.epochs()), 1, false);
  }
}
