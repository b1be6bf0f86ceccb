package io.ablate4j.worker;

/** A run was stopped before its end; what was finished is stored. */
public final class RunInterrupted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message why
   */
  public RunInterrupted(String message) {
    super(message);
  }
}
