package io.ablate4j.analysis;

import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.TrialResult;

/** A planned trial that has a result, and its measurements laid out to be asked many questions. */
record MeasuredTrial(PlannedTrial planned, TrialResult result, TrialSeries readings) {
  static MeasuredTrial of(PlannedTrial planned, TrialResult result) {
    return new MeasuredTrial(planned, result, new TrialSeries(result.measurements()));
  }

  /** Whether it used its whole budget. */
  boolean isCompleted() {
    return result.outcome() instanceof Outcome.Completed;
  }
}
