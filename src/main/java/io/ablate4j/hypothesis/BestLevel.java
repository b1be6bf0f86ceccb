package io.ablate4j.hypothesis;

import java.util.List;
import java.util.OptionalDouble;

/** The value at the level that was chosen on tuning seeds. */
final class BestLevel implements Reducer {
  @Override
  public String word() {
    return "best";
  }

  @Override
  public String meaning() {
    return "the value at the level that was chosen on tuning seeds";
  }

  @Override
  public String name(String factor, String metric) {
    return metric + " at the best " + factor;
  }

  @Override
  public OptionalDouble of(List<AtLevel> levels, ContrastMetric metric) {
    return OptionalDouble.of(levels.get(0).value());
  }

  @Override
  public boolean isOfTuned() {
    return true;
  }
}
