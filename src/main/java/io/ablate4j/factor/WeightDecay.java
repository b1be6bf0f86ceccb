package io.ablate4j.factor;

import java.util.Optional;

/** How fast weights shrink. */
final class WeightDecay extends SpecFactor<Double> {
  WeightDecay() {
    super(
        "weightDecay",
        "by which, times the learning rate, weights shrink at each step; biases and batch norm do not",
        LevelType.fromZero("0.0001", "0.0001; 0 is none"),
        Optional.of(0.0));
  }

  @Override
  public void apply(Double level, TrialSettings.Builder settings) {
    settings.network(settings.network().withWeightDecay(level));
  }

  @Override
  protected Optional<Double> found(TrialSettings settings) {
    return Optional.of(settings.network().weightDecay());
  }
}
