package io.ablate4j.forecast;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What others do on this machine.
 *
 * @param processors that they keep busy, 0 and up
 * @param queue processes of theirs that want to run, on the mean; empty if the system does not tell
 */
public record Others(double processors, OptionalDouble queue) {
  /** A machine for us alone. */
  public static final Others NONE = new Others(0, OptionalDouble.empty());

  /** More slow what was stored on a quiet machine, and disturb the rounds of a timing pass. */
  private static final double BUSY = .3;

  public Others {
    Objects.requireNonNull(queue, "queue");
  }

  /** Whether they take enough to be noticed. */
  public boolean areBusy() {
    return processors >= BUSY;
  }
}
