package io.ablate4j.factor;

import com.fasterxml.jackson.databind.JsonNode;
import io.ablate4j.data.Noise;
import java.util.Optional;

/** How noisy the inputs are. */
final class InputNoise extends Knob<Double> {
  InputNoise() {
    super(
        "inputNoise",
        "standard deviation of normal noise, added once to all features",
        Unit.RATIO,
        Optional.of(0.0));
  }

  @Override
  Optional<Double> value(Written written) {
    return written.number("0.1");
  }

  @Override
  Double ofJson(JsonNode node) {
    return node.doubleValue();
  }

  @Override
  Double checked(Double level) {
    if (!(level >= 0) || Double.isInfinite(level)) {
      throw wrong(level, "is not a number from 0 up.", "use 0.1, a tenth of a pixel's range.");
    }
    return level + 0.0;
  }

  @Override
  public void apply(Double level, TrialSettings.Builder settings) {
    settings.noise(new Noise(settings.noise().labels(), level));
  }

  @Override
  Optional<Double> found(TrialSettings settings) {
    return Optional.of(settings.noise().inputs());
  }
}
