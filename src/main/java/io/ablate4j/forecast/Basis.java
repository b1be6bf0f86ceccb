package io.ablate4j.forecast;

/** What the predicted time of trials rests on, the surest first. */
public enum Basis {
  /** Trials of the same networks, or like ones, that this machine has trained and stored. */
  STORED,
  /** Some steps and evaluations of these networks, or of some of them, just now. */
  MEASURED,
  /** What there is to compute, at the speed of a usual processor: true to a factor of three. */
  RECKONED
}
