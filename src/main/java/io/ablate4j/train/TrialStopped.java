package io.ablate4j.train;

/**
 * The thread was interrupted in the middle of a trial: there is no result, not even a failed one.
 */
public final class TrialStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrialStopped() {
    super("interrupted");
  }
}
