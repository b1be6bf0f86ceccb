package io.ablate4j.trial;

/** What a number is a number of. */
public enum Quantity {
  /** Of all there are, 0 to 1. */
  SHARE,
  /** A loss in nats. */
  NATS,
  /** Whole things: steps, epochs, parameters. */
  COUNT,
  SECONDS,
  MILLIS,
  /** So many a second. */
  RATE,
  /** Whatever a probe gives, in the unit that its meaning names. */
  NUMBER;

  /** Whether it depends on the processor, and on what else that had to do. */
  public boolean isTime() {
    return this == SECONDS || this == MILLIS || this == RATE;
  }
}
