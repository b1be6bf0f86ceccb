package io.ablate4j.run;

import java.util.OptionalDouble;

/**
 * What a run did.
 *
 * @param stored trials that were there before
 * @param completed trials it carried out to their end
 * @param diverged trials it carried out that diverged
 * @param failed trials it could not carry out
 * @param waiting trials it did not carry out, since no level could be chosen for their cells
 * @param workers that carried out trials at the same time
 * @param wallSeconds from the first trial's start to the last one's end, workers' start included
 * @param trialSeconds of training and evaluation, over all trials it carried out
 */
public record RunSummary(
    int stored,
    int completed,
    int diverged,
    int failed,
    int waiting,
    int workers,
    double wallSeconds,
    double trialSeconds) {

  /** All trials that the run was for, but for those that wait. */
  public int asked() {
    return stored + completed + diverged + failed;
  }

  /**
   * The suite's overhead: workers x wall time over training and evaluation time, 1 if nothing but
   * training and evaluation took place; empty if no trial was carried out.
   */
  public OptionalDouble overhead() {
    return trialSeconds > 0
        ? OptionalDouble.of(workers * wallSeconds / trialSeconds)
        : OptionalDouble.empty();
  }
}
