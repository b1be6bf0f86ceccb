package io.ablate4j.factor;

import java.util.Optional;

/** How the learning rate changes over the budget. */
final class Schedule extends SpecFactor<String> {
  Schedule() {
    super(
        "schedule",
        "of the learning rate over the budget: constant, cosine (to 0), or step: and a number of stretches",
        LevelType.word("cosine", word -> new RateSchedule(word).word()),
        Optional.of("constant"));
  }

  @Override
  public void apply(String level, TrialSettings.Builder settings) {
    settings.schedule(new RateSchedule(level));
  }

  @Override
  protected Optional<String> found(TrialSettings settings) {
    return Optional.of(settings.schedule().word());
  }
}
