package io.ablate4j.analysis;

/**
 * How long a trial took to learn on after the study's intervention, or after the same step where
 * nothing was done to it.
 *
 * @param from training steps by the intervention
 * @param time when it was at or above the accuracy before it and .02, counted from the beginning of
 *     training
 */
public record Recovery(int from, TimeToTarget time) {
  /** Of one that did not get there, how long nobody saw it there. */
  public int steps() {
    return time.steps() - from;
  }
}
