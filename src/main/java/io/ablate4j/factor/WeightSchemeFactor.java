package io.ablate4j.factor;

import com.fasterxml.jackson.databind.JsonNode;
import io.ablate4j.model.WeightScheme;
import java.util.Optional;

/** What initial weights are drawn from. */
final class WeightSchemeFactor extends Knob<String> {
  WeightSchemeFactor() {
    super(
        "weightScheme",
        "distribution of initial weights: he, xavier, or normal: and a standard deviation",
        Unit.WORD,
        Optional.of("he"));
  }

  @Override
  Optional<String> value(Written written) {
    return written.text();
  }

  @Override
  String ofJson(JsonNode node) {
    return node.textValue();
  }

  @Override
  String checked(String level) {
    return new WeightScheme(level).word();
  }

  @Override
  public void apply(String level, TrialSettings.Builder settings) {
    settings.network(settings.network().withWeightScheme(new WeightScheme(level)));
  }

  @Override
  Optional<String> found(TrialSettings settings) {
    return Optional.of(settings.network().weightScheme().word());
  }
}
