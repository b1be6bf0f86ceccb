package io.ablate4j.analysis;

import io.ablate4j.trial.Asked;
import io.ablate4j.trial.EvaluationPoints;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.TrialResult;

/** A planned trial that has a result, and its measurements laid out to be asked many questions. */
record MeasuredTrial(PlannedTrial planned, TrialResult result, TrialSeries readings) {
  /**
   * @param points after which epochs the study evaluates: a result may have more of another study
   */
  static MeasuredTrial of(PlannedTrial planned, TrialResult result, EvaluationPoints points) {
    return new MeasuredTrial(
        planned,
        result,
        new TrialSeries(result.measurements(), points, Asked.of(result.provenance()).until()));
  }

  /** Whether it used its whole budget. */
  boolean isCompleted() {
    return result.outcome() instanceof Outcome.Completed;
  }
}
