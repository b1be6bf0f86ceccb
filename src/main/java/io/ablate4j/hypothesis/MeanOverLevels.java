package io.ablate4j.hypothesis;

import java.util.List;
import java.util.OptionalDouble;

/** The mean over the levels, which weigh the same. */
final class MeanOverLevels implements Reducer {
  @Override
  public String word() {
    return "mean";
  }

  @Override
  public String meaning() {
    return "mean over the levels";
  }

  @Override
  public String name(String factor, String metric) {
    return "mean over " + factor + " of " + metric;
  }

  @Override
  public OptionalDouble of(List<AtLevel> levels, ContrastMetric metric) {
    return levels.stream().mapToDouble(AtLevel::value).average();
  }
}
