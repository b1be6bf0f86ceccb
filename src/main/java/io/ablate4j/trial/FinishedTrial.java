package io.ablate4j.trial;

import java.util.OptionalInt;

/** What the numbers of a trial are made of. */
public interface FinishedTrial {
  /** What it measured. */
  TrialCurves curves();

  /** Whether it used its whole budget. */
  boolean isCompleted();

  /** The epoch of a moment; empty if the trial never came to it. */
  OptionalInt epoch(Moment moment);

  /** Training steps until it reached a target; empty if it did not, or lost it again. */
  OptionalInt stepsTo(TargetLevel target);
}
