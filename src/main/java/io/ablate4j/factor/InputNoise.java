package io.ablate4j.factor;

import io.ablate4j.data.Noise;
import java.util.Optional;

/** How noisy the inputs are. */
final class InputNoise extends SpecFactor<Double> {
  InputNoise() {
    super(
        "inputNoise",
        "standard deviation of normal noise, added once to all features",
        LevelType.fromZero("0.1", "0.1, a tenth of a pixel's range"),
        Optional.of(0.0));
  }

  @Override
  public void apply(Double level, TrialSettings.Builder settings) {
    settings.noise(new Noise(settings.noise().labels(), level));
  }

  @Override
  protected Optional<Double> found(TrialSettings settings) {
    return Optional.of(settings.noise().inputs());
  }
}
