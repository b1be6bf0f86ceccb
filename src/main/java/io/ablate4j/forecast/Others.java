package io.ablate4j.forecast;

/**
 * What others do on this machine.
 *
 * @param processors that they keep busy, 0 and up
 */
public record Others(double processors) {
  /** A machine for us alone. */
  public static final Others NONE = new Others(0);

  /** More slow what was stored on a quiet machine, and disturb the rounds of a timing pass. */
  private static final double BUSY = .3;

  /** Whether they take enough to be noticed. */
  public boolean areBusy() {
    return processors >= BUSY;
  }
}
