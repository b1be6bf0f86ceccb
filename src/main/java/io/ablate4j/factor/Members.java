package io.ablate4j.factor;

import java.util.Optional;

/**
 * How many networks a trial trains. The first one is the trial; the others only serve the accuracy
 * of all of them together.
 */
final class Members extends SpecFactor<Integer> {
  /** All of them are in memory at the end of a trial. */
  private static final int MOST = 1000;

  Members() {
    super(
        "members",
        "networks a trial trains: the first is the trial, all together are an ensemble",
        LevelType.count(5, MOST),
        Optional.of(1));
  }

  @Override
  public void apply(Integer level, TrialSettings.Builder settings) {
    settings.members(level);
  }

  @Override
  protected Optional<Integer> found(TrialSettings settings) {
    return Optional.of(settings.members());
  }
}
