package io.ablate4j.factor;

import io.ablate4j.model.WeightScheme;
import java.util.Optional;

/** What initial weights are drawn from. */
final class WeightSchemeFactor extends SpecFactor<String> {
  WeightSchemeFactor() {
    super(
        "weightScheme",
        "distribution of initial weights: he, xavier, or normal: and a standard deviation",
        LevelType.word("xavier", word -> new WeightScheme(word).word()),
        Optional.of("he"));
  }

  @Override
  public void apply(String level, TrialSettings.Builder settings) {
    settings.network(settings.network().withWeightScheme(new WeightScheme(level)));
  }

  @Override
  protected Optional<String> found(TrialSettings settings) {
    return Optional.of(settings.network().weightScheme().word());
  }
}
