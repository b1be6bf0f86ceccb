package io.ablate4j.study;

/**
 * How much a trial may use.
 *
 * @param epochs passes over the training set where the factor {@code epochs} is absent
 * @param timeoutMinutes wall time after which a trial counts as failed; no part of a trial's key
 */
public record Budget(int epochs, int timeoutMinutes) {
  /** What a study gets that names no budget. */
  public static final Budget DEFAULT = new Budget(12, 60);
}
