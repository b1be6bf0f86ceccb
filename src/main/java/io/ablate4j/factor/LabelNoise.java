package io.ablate4j.factor;

import com.fasterxml.jackson.databind.JsonNode;
import io.ablate4j.data.Noise;
import java.util.Optional;

/** How many training labels are wrong. */
final class LabelNoise extends Knob<Double> {
  LabelNoise() {
    super(
        "labelNoise",
        "chance that a training example has the label of another class",
        Unit.SHARE,
        Optional.of(0.0));
  }

  @Override
  Optional<Double> value(Written written) {
    return written.number("0.2");
  }

  @Override
  Double ofJson(JsonNode node) {
    return node.doubleValue();
  }

  @Override
  Double checked(Double level) {
    if (!(level >= 0 && level <= 1)) {
      throw wrong(level, "is not a share from 0 to 1.", "use 0.2 for a fifth of the labels.");
    }
    return level + 0.0;
  }

  @Override
  public void apply(Double level, TrialSettings.Builder settings) {
    settings.noise(new Noise(level, settings.noise().inputs()));
  }

  @Override
  Optional<Double> found(TrialSettings settings) {
    return Optional.of(settings.noise().labels());
  }
}
