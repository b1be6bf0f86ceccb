package io.ablate4j.factor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** How fast weights shrink. */
final class WeightDecay extends Knob<Double> {
  WeightDecay() {
    super(
        "weightDecay",
        "by which, times the learning rate, weights shrink at each step; biases and batch norm do not",
        Unit.RATIO,
        Optional.of(0.0));
  }

  @Override
  Optional<Double> value(Written written) {
    return written.number("0.0001");
  }

  @Override
  Double ofJson(JsonNode node) {
    return node.doubleValue();
  }

  @Override
  Double checked(Double level) {
    if (!(level >= 0) || Double.isInfinite(level)) {
      throw wrong(level, "is not a number from 0 up.", "use 0.0001; 0 is none.");
    }
    return level + 0.0; // SQLite and people know no negative zero
  }

  @Override
  public void apply(Double level, TrialSettings.Builder settings) {
    settings.network(settings.network().withWeightDecay(level));
  }

  @Override
  Optional<Double> found(TrialSettings settings) {
    return Optional.of(settings.network().weightDecay());
  }
}
