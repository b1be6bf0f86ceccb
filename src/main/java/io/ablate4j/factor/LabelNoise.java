package io.ablate4j.factor;

import io.ablate4j.data.Noise;
import java.util.Optional;

/** How many training labels are wrong. */
final class LabelNoise extends SpecFactor<Double> {
  LabelNoise() {
    super(
        "labelNoise",
        "chance that a training example has the label of another class",
        LevelType.share("0.2", "0.2 for a fifth of the labels"),
        Optional.of(0.0));
  }

  @Override
  public void apply(Double level, TrialSettings.Builder settings) {
    settings.noise(new Noise(level, settings.noise().inputs()));
  }

  @Override
  protected Optional<Double> found(TrialSettings settings) {
    return Optional.of(settings.noise().labels());
  }
}
