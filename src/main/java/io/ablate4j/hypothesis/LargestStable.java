package io.ablate4j.hypothesis;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The largest level at and below which every trial of the seed completes and reaches the easier
 * target. Where not even the least does, one step of the grid below that.
 */
class LargestStable implements Reducer {
  @Override
  public String word() {
    return "largest-stable";
  }

  @Override
  public String meaning() {
    return "the largest level at and below which each trial completes and reaches the easier target";
  }

  @Override
  public String name(String factor, String metric) {
    return "largest stable " + factor;
  }

  @Override
  public OptionalDouble of(List<AtLevel> levels, ContrastMetric metric) {
    if (levels.size() < 2) {
      return OptionalDouble.empty(); // no step to go below it
    }
    double largest = 2 * log(levels, 0) - log(levels, 1);
    for (int i = first(levels); i < levels.size() && isReached(levels.get(i)); i++) {
      largest = log(levels, i);
    }
    return OptionalDouble.of(largest);
  }

  /** The place from which on none may fail. */
  int first(List<AtLevel> levels) {
    return 0;
  }

  static boolean isReached(AtLevel level) {
    return level.value() == 1;
  }

  private static double log(List<AtLevel> levels, int place) {
    return Math.log(Double.parseDouble(levels.get(place).word()));
  }

  @Override
  public Optional<ContrastMetric> metric() {
    return Optional.of(ContrastMetric.REACHED_EASIER_TARGET);
  }

  /** Levels of such grids lie by factors. */
  @Override
  public Scale scale(Scale metric) {
    return Scale.RATIO;
  }

  @Override
  public Reading reading(Reading metric) {
    return Reading.LEVELS;
  }

  @Override
  public boolean isOfNumbers() {
    return true;
  }

  @Override
  public boolean isOfLogarithms() {
    return true;
  }
}
