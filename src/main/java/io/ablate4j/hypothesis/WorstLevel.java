package io.ablate4j.hypothesis;

import java.util.List;
import java.util.OptionalDouble;

/** The value at the level that is worst for the arm in that seed. */
final class WorstLevel implements Reducer {
  @Override
  public String word() {
    return "worst";
  }

  @Override
  public String meaning() {
    return "the worst value over the levels";
  }

  @Override
  public String name(String factor, String metric) {
    return "worst " + metric + " over " + factor;
  }

  @Override
  public OptionalDouble of(List<AtLevel> levels, ContrastMetric metric) {
    return metric.higherIsBetter()
        ? levels.stream().mapToDouble(AtLevel::value).min()
        : levels.stream().mapToDouble(AtLevel::value).max();
  }
}
