package io.ablate4j.hypothesis;

import java.util.List;
import java.util.OptionalDouble;

/** How far apart the levels are: a ratio where the metric is one. */
final class RangeOverLevels implements Reducer {
  @Override
  public String word() {
    return "range";
  }

  @Override
  public String meaning() {
    return "the largest value over the levels less the smallest";
  }

  @Override
  public String name(String factor, String metric) {
    return "range over " + factor + " of " + metric;
  }

  @Override
  public OptionalDouble of(List<AtLevel> levels, ContrastMetric metric) {
    return OptionalDouble.of(
        levels.stream().mapToDouble(AtLevel::value).max().orElseThrow()
            - levels.stream().mapToDouble(AtLevel::value).min().orElseThrow());
  }

  /** An arm that depends less on the factor is the more robust one. */
  @Override
  public boolean higherIsBetter(ContrastMetric metric) {
    return false;
  }
}
