package io.ablate4j.analysis;

/**
 * Training steps until a trial reached a target: two checks in a row at or above it, since one
 * alone may be luck. The time is that of the first of the two; the second only confirms it, and to
 * count from there would add the distance of two checks to every time.
 *
 * @param steps at the first of the two checks; of a trial that did not get there at its last check,
 *     which is where it is censored, or without any check all its steps
 * @param reached whether it got there and did not diverge later; if not, its time is more than
 *     {@code steps}
 * @param first whether it was there at the very first check: how much sooner, nobody looked
 */
public record TimeToTarget(int steps, boolean reached, boolean first) {
  /** One that was not there at the first check. */
  public TimeToTarget(int steps, boolean reached) {
    this(steps, reached, false);
  }
}
