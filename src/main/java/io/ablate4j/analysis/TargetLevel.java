package io.ablate4j.analysis;

/** How far from perfect a target is; one alone may favour an arm by where it happens to lie. */
public enum TargetLevel {
  /** Twice the error rate of {@link #MAIN}. */
  EASIER(TrialColumn.STEPS_TO_EASIER_TARGET),
  /** The study's own target. */
  MAIN(TrialColumn.STEPS_TO_TARGET),
  /** Half the error rate of {@link #MAIN}. */
  HARDER(TrialColumn.STEPS_TO_HARDER_TARGET);

  private final TrialColumn steps;

  TargetLevel(TrialColumn steps) {
    this.steps = steps;
  }

  /** The column with the steps of a trial that reached it. */
  public TrialColumn steps() {
    return steps;
  }
}
