package io.ablate4j.hypothesis;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import java.util.List;
import java.util.OptionalDouble;

/** The level with the highest value; of equal ones the smallest. */
final class Argmax implements Reducer {
  @Override
  public String word() {
    return "argmax";
  }

  @Override
  public String meaning() {
    return "the level with the highest value; of equal ones the smallest";
  }

  @Override
  public String name(String factor, String metric) {
    return factor + " of the highest " + metric;
  }

  @Override
  public OptionalDouble of(List<AtLevel> levels, ContrastMetric metric) {
    AtLevel highest = levels.get(0);
    for (AtLevel level : levels) {
      highest = level.value() > highest.value() ? level : highest;
    }
    return OptionalDouble.of(Double.parseDouble(highest.word()));
  }

  @Override
  public Scale scale(Scale metric) {
    return Scale.NUMBER;
  }

  @Override
  public Reading reading(Reading metric) {
    return Reading.LEVELS;
  }

  @Override
  public boolean isOfNumbers() {
    return true;
  }
}
