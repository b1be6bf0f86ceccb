package io.ablate4j.trial.tuning;

import io.ablate4j.trial.Cell;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a cell gave on the tuning seeds of a study that trains every cell on them besides.
 *
 * @param mean validation accuracy after the last epoch, over these seeds; a trial that diverged
 *     counts as guessing. Empty if one failed or has no result
 * @param diverged how many of its tuning trials diverged
 * @param trials how many it has
 * @param failed how many of them failed
 * @param notRun how many have no result
 */
public record Standing(
    Cell cell, OptionalDouble mean, int diverged, int trials, int failed, int notRun) {
  public Standing {
    Objects.requireNonNull(cell, "cell");
    Objects.requireNonNull(mean, "mean");
  }

  /** Such as "tuning incomplete: 1 of 3 trials failed"; empty if there is a mean. */
  public Optional<String> problem() {
    return mean.isPresent()
        ? Optional.empty()
        : Optional.of(trials == 0 ? "no tuning trials" : Choice.incomplete(trials, failed, notRun));
  }
}
