package io.ablate4j.factor;

import io.ablate4j.problem.Problem;
import java.util.List;
import java.util.Optional;

/** How long is trained, in examples: what to hold fast while batch sizes are compared. */
final class Examples extends TypedFactor<Integer> {
  Examples() {
    super(
        "examples",
        "trained examples of the whole training, in place of epochs: so many batches of them",
        LevelType.count(10_000));
  }

  @Override
  public List<Integer> usual(Surroundings study) {
    return List.of();
  }

  @Override
  public Integer standIn(Surroundings study) {
    return Integer.MAX_VALUE;
  }

  @Override
  public void apply(Integer level, TrialSettings.Builder settings) {
    settings.examples(level);
  }

  /** A trial knows its steps alone. */
  @Override
  public Integer of(TrialSettings settings) {
    return Math.toIntExact(settings.steps() * settings.batchSize());
  }

  /** Nobody budgets by examples without saying so. */
  @Override
  public Optional<Integer> unnamed(TrialSettings settings) {
    return Optional.empty();
  }

  @Override
  public List<Problem> check(Integer level, TrialSettings settings, Circumstances study) {
    if (level < settings.batchSize()) {
      return List.of(
          Problem.of(
              "examples " + level + " is less than one batch of " + settings.batchSize() + ".",
              "raise examples, or lower batchSize."));
    }
    return Epochs.tooMuch(this, level, settings, study);
  }
}
