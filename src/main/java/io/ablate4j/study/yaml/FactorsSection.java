package io.ablate4j.study.yaml;

import io.ablate4j.factor.Axis;
import io.ablate4j.factor.Factor;
import io.ablate4j.factor.Factors;
import io.ablate4j.factor.Strength;
import io.ablate4j.factor.Surroundings;
import io.ablate4j.problem.Nearest;
import io.ablate4j.regularization.Regularization;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code factors}; {@code --set} takes the place of what stands there.
 *
 * @param all the levels of each factor, in the order of {@link Factors#all}
 * @param hasTuningSeeds whether every cell is trained on tuning seeds besides
 */
record FactorsSection(List<Levels<?>> all, boolean hasTuningSeeds) {
  static final String KEY = "factors";
  private static final String EXAMPLE = "{ model: [mlp, cnn] }";

  static FactorsSection read(YamlMapping root, Overrides overrides, Surroundings study) {
    FoundProblems problems = root.problems();
    List<String> known = new ArrayList<>(names());
    strengths(study.regularizations().values()).forEach(known::add);
    overrides.levels().keySet().stream()
        .filter(factor -> !known.contains(factor))
        .forEach(
            factor ->
                problems.add(
                    Place.ofOption(Overrides.SET_OPTION),
                    "There is no factor \"" + factor + "\".",
                    Nearest.advice(factor, known)));
    boolean modelIsSet = overrides.levels().containsKey(Factors.MODEL.name());
    Optional<YamlNode> node = modelIsSet ? root.get(KEY) : root.required(KEY, EXAMPLE);
    Optional<YamlMapping> mapping = node.flatMap(value -> value.mapping(EXAMPLE));
    mapping.ifPresent(factors -> check(factors, known, overrides));
    Place home = node.map(YamlNode::place).orElse(root.place());
    List<Levels<?>> all = new ArrayList<>();
    for (Factor<?> factor : Factors.all()) {
      all.add(Levels.read(factor, study, mapping, overrides, home, problems));
    }
    boolean hasSeeds = TuningSeeds.isIn(root);
    FactorsSection section = new FactorsSection(List.copyOf(all), hasSeeds);
    for (String name : strengths(arms(section.of(Factors.REGULARIZATION)))) {
      boolean isThere =
          overrides.levels().containsKey(name) || mapping.flatMap(m -> m.get(name)).isPresent();
      if (!isThere) {
        problems.add(
            home,
            "factors." + name + " is missing, which a regularization names as $" + name + ".",
            "add \"" + name + ": [0.1, 0.5]\".");
      }
      all.add(Levels.read(new Strength(name), study, mapping, overrides, home, problems));
    }
    return new FactorsSection(List.copyOf(all), hasSeeds);
  }

  private static List<Optional<Regularization>> arms(Levels<Regularization> levels) {
    return levels.axis().levels().stream().map(Optional::of).toList();
  }

  /** What regularizations name, in their order. */
  private static Set<String> strengths(Collection<Optional<Regularization>> arms) {
    Set<String> names = new LinkedHashSet<>();
    arms.forEach(arm -> arm.ifPresent(known -> names.addAll(known.strengths())));
    return names;
  }

  /** The same with other levels of a factor. */
  FactorsSection with(Levels<?> other) {
    return new FactorsSection(
        all.stream()
            .<Levels<?>>map(levels -> levels.factor().equals(other.factor()) ? other : levels)
            .toList(),
        hasTuningSeeds);
  }

  /** All that there are in the study, in the order of grids. */
  List<String> factorNames() {
    return all.stream().<String>map(levels -> levels.factor().name()).toList();
  }

  private static void check(YamlMapping factors, List<String> known, Overrides overrides) {
    factors
        .entries()
        .forEach(
            (key, node) -> {
              if (!known.contains(key)) {
                node.problem("There is no factor \"" + key + "\".", Nearest.advice(key, known));
              }
            });
    if (!overrides.levels().containsKey(Factors.MODEL.name())) {
      factors.required(Factors.MODEL.name(), "[mlp, cnn]");
    }
  }

  static List<String> names() {
    return Factors.names();
  }

  /** The levels of a factor that there is. */
  Levels<?> named(String factor) {
    return all.stream()
        .filter(levels -> levels.factor().name().equals(factor))
        .findFirst()
        .orElseThrow();
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
      if (isInCells(levels)) {
        axes.add(levels.axis());
      }
    }
    return axes;
  }

  private static boolean isInCells(Levels<?> levels) {
    return Factors.EVERYWHERE.contains(levels.factor()) || !levels.isUsual();
  }

  /** Whether cells tell the level of a factor. */
  boolean isInCells(String factor) {
    return all.stream()
        .anyMatch(levels -> levels.factor().name().equals(factor) && isInCells(levels));
  }
}
