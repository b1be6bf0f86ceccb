package io.ablate4j.study;

import io.ablate4j.factor.Axis;
import io.ablate4j.factor.Factor;
import io.ablate4j.factor.Factors;
import io.ablate4j.factor.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code factors}; {@code --set} takes the place of what stands there.
 *
 * @param all the levels of each factor, in the order of {@link Factors#ALL}
 */
record FactorsSection(List<Levels<?>> all) {
  static final String KEY = "factors";
  private static final String EXAMPLE = "{ model: [mlp, cnn] }";

  static FactorsSection read(YamlMapping root, Overrides overrides, Surroundings study) {
    FoundProblems problems = root.problems();
    overrides.levels().keySet().stream()
        .filter(factor -> !names().contains(factor))
        .forEach(
            factor ->
                problems.add(
                    Place.ofOption(Overrides.SET_OPTION),
                    "There is no factor \"" + factor + "\".",
                    Nearest.advice(factor, names())));
    boolean modelIsSet = overrides.levels().containsKey(Factors.MODEL.name());
    Optional<YamlNode> node = modelIsSet ? root.get(KEY) : root.required(KEY, EXAMPLE);
    Optional<YamlMapping> mapping = node.flatMap(value -> value.mapping(EXAMPLE));
    mapping.ifPresent(factors -> check(factors, overrides));
    Place home = node.map(YamlNode::place).orElse(root.place());
    List<Levels<?>> all = new ArrayList<>();
    for (Factor<?> factor : Factors.ALL) {
      all.add(Levels.read(factor, study, mapping, overrides, home, problems));
    }
    return new FactorsSection(List.copyOf(all));
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
    if (!overrides.levels().containsKey(Factors.MODEL.name())) {
      factors.required(Factors.MODEL.name(), "[mlp, cnn]");
    }
  }

  static List<String> names() {
    return Factors.names();
  }

  /** The levels of a factor. */
  @SuppressWarnings("unchecked") // levels are of their factor's type by construction
  <T> Levels<T> of(Factor<T> factor) {
    return all.stream()
        .filter(levels -> levels.factor().equals(factor))
        .findFirst()
        .map(levels -> (Levels<T>) levels)
        .orElseThrow();
  }

  /**
   * As far as they are right, with stand-ins for the rest. A factor that is as in any study that
   * does not name it makes the study no other one, and is left out.
   */
  List<Axis<?>> axes() {
    List<Axis<?>> axes = new ArrayList<>();
    for (Levels<?> levels : all) {
      if (Factors.EVERYWHERE.contains(levels.factor()) || !levels.isUsual()) {
        axes.add(levels.axis());
      }
    }
    return axes;
  }
}
