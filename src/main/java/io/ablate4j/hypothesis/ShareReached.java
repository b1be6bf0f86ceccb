package io.ablate4j.hypothesis;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The share of the levels at which the target is reached. */
final class ShareReached implements Reducer {
  @Override
  public String word() {
    return "share-reached";
  }

  @Override
  public String meaning() {
    return "the share of the levels at which the trial reaches the target";
  }

  @Override
  public String name(String factor, String metric) {
    return "share of " + factor + " levels that reach the target";
  }

  @Override
  public OptionalDouble of(List<AtLevel> levels, ContrastMetric metric) {
    return levels.stream().mapToDouble(AtLevel::value).average();
  }

  @Override
  public Optional<ContrastMetric> metric() {
    return Optional.of(ContrastMetric.REACHED_TARGET);
  }
}
