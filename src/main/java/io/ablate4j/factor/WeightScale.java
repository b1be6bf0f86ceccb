package io.ablate4j.factor;

import java.util.Optional;

/** How large initial weights are. */
final class WeightScale extends SpecFactor<Double> {
  WeightScale() {
    super(
        "weightScale",
        "multiplies the initial weights of hidden layers, after they are drawn; not those of the output",
        LevelType.aboveZero("0.5", "1 for the scheme's own size"),
        Optional.of(1.0));
  }

  @Override
  public void apply(Double level, TrialSettings.Builder settings) {
    settings.network(settings.network().withWeightScale(level));
  }

  @Override
  protected Optional<Double> found(TrialSettings settings) {
    return Optional.of(settings.network().weightScale());
  }
}
