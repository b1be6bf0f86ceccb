package io.ablate4j.factor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** How large initial weights are. */
final class WeightScale extends Knob<Double> {
  WeightScale() {
    super(
        "weightScale",
        "multiplies the initial weights of hidden layers, after they are drawn; not those of the output",
        Unit.RATIO,
        Optional.of(1.0));
  }

  @Override
  Optional<Double> value(Written written) {
    return written.number("0.5");
  }

  @Override
  Double ofJson(JsonNode node) {
    return node.doubleValue();
  }

  @Override
  Double checked(Double level) {
    if (!(level > 0) || Double.isInfinite(level)) {
      throw wrong(level, "is not above 0.", "use 1 for the scheme's own size.");
    }
    return level;
  }

  @Override
  public void apply(Double level, TrialSettings.Builder settings) {
    settings.network(settings.network().withWeightScale(level));
  }

  @Override
  Optional<Double> found(TrialSettings settings) {
    return Optional.of(settings.network().weightScale());
  }
}
