package io.ablate4j.factor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** How the learning rate changes over the budget. */
final class Schedule extends Knob<String> {
  Schedule() {
    super(
        "schedule",
        "of the learning rate over the budget: constant, cosine (to 0), or step: and a number of stretches",
        Unit.WORD,
        Optional.of("constant"));
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
    return new RateSchedule(level).word();
  }

  @Override
  public void apply(String level, TrialSettings.Builder settings) {
    settings.schedule(new RateSchedule(level));
  }

  @Override
  Optional<String> found(TrialSettings settings) {
    return Optional.of(settings.schedule().word());
  }
}
