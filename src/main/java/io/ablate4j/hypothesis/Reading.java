package io.ablate4j.hypothesis;

/** How trials are observed for a metric: what each says of it, and where that says nothing. */
public enum Reading {
  /** A share classified right: a trial that diverged is worth a guess. */
  ACCURACY,
  /** The share classified wrong: a trial that diverged is worth a guess; there is no ratio of 0. */
  ERROR,
  /** A loss of a completed trial; there is none below 0. */
  LOSS,
  /** A difference of two accuracies, which says nothing where both say nothing. */
  GAP,
  /** A number of a completed trial. */
  PLAIN,
  /** Steps to a target; more than the budget of a trial that does not reach it. */
  STEPS,
  /**
   * Steps from an intervention to an accuracy above that before it; more than what is left of the
   * budget of a trial that does not come there.
   */
  AFTER_INTERVENTION,
  /** Steps to the target times what a step costs in the timing pass. */
  SECONDS,
  /** What a step costs in the timing pass: by round, not by seed. */
  STEP_COST,
  /** Whether a trial diverged. */
  DIVERGENCE,
  /** Whether a completed trial reached a target; one that diverged did not. */
  REACHED,
  /** What the levels of a factor say together, such as which of them is best. */
  LEVELS,
  /** Measured after each epoch where a study lists the probe, and compared after the last one. */
  PROBE,
  /** Made of a trial's measurements by a {@link TrialMetric}. */
  TRIAL;

  /** Whether what all trials do alike is what they say. */
  public boolean isCount() {
    return this == STEP_COST || this == LEVELS || isRate();
  }

  /** Whether it is a share of trials that something happens to, mostly to all or to none. */
  public boolean isRate() {
    return this == DIVERGENCE || this == REACHED;
  }

  /** Whether a target has to be known. */
  public boolean needsTarget() {
    return this == STEPS || this == SECONDS || this == REACHED;
  }

  /** Whether each trial has its own, whatever was timed. */
  public boolean isOfTrial() {
    return !needsTiming();
  }

  /** Whether it is read off the timing pass, wholly or in part. */
  public boolean needsTiming() {
    return this == STEP_COST || this == SECONDS;
  }

  /** Whether it goes on until a target is reached, be it one of the trial's own. */
  public boolean isToTarget() {
    return this == STEPS || this == SECONDS || this == AFTER_INTERVENTION;
  }
}
