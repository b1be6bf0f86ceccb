package io.ablate4j.study;

import io.ablate4j.model.Models;
import io.ablate4j.regularization.Regularization;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code factors}; {@code --set} takes the place of what stands there. */
record FactorsSection(
    Levels<String> models,
    Levels<Regularization> regularizations,
    Levels<Integer> batchSizes,
    Levels<Double> learningRates,
    Levels<Integer> epochs) {
  static final String KEY = "factors";
  private static final String EXAMPLE = "{ model: [mlp, cnn] }";

  static FactorsSection read(
      YamlMapping root,
      Overrides overrides,
      Models models,
      Map<String, Optional<Regularization>> regularizations,
      Optimizer optimizer,
      Budget budget) {
    FoundProblems problems = root.problems();
    overrides.levels().keySet().stream()
        .filter(factor -> !names().contains(factor))
        .forEach(
            factor ->
                problems.add(
                    Place.ofOption(Overrides.SET_OPTION),
                    "There is no factor \"" + factor + "\".",
                    Nearest.advice(factor, names())));
    boolean modelIsSet = overrides.levels().containsKey(FactorKind.MODEL.name());
    Optional<YamlNode> node = modelIsSet ? root.get(KEY) : root.required(KEY, EXAMPLE);
    Optional<YamlMapping> mapping = node.flatMap(value -> value.mapping(EXAMPLE));
    mapping.ifPresent(factors -> check(factors, overrides));
    Place home = node.map(YamlNode::place).orElse(root.place());
    Reading reading = new Reading(mapping, overrides, home, problems);
    return new FactorsSection(
        reading.levels(Axis.model(models)),
        reading.levels(Axis.regularization(regularizations)),
        reading.levels(Axis.batchSize()),
        reading.levels(Axis.learningRate(optimizer)),
        reading.levels(Axis.epochs(budget)));
  }

  private static void check(YamlMapping factors, Overrides overrides) {
    factors
        .entries()
        .forEach(
            (key, node) -> {
              if (!names().contains(key)) {
                node.problem("There is no factor \"" + key + "\".", Nearest.advice(key, names()));
              }
            });
    if (!overrides.levels().containsKey(FactorKind.MODEL.name())) {
      factors.required(FactorKind.MODEL.name(), "[mlp, cnn]");
    }
  }

  private record Reading(
      Optional<YamlMapping> factors, Overrides overrides, Place home, FoundProblems problems) {
    <T> Levels<T> levels(Axis<T> axis) {
      return Levels.read(axis, factors, overrides, home, problems);
    }
  }

  static List<String> names() {
    return FactorKind.all().stream().map(FactorKind::name).toList();
  }

  /** In the order of {@link FactorKind#all()}. */
  List<Levels<?>> all() {
    return List.of(models, regularizations, batchSizes, learningRates, epochs);
  }

  /** As far as they are right, with stand-ins for the rest. */
  List<Factor<?>> factors() {
    return List.of(
        models.factor(),
        regularizations.factor(),
        batchSizes.factor(),
        learningRates.factor(),
        epochs.factor());
  }
}
