package io.ablate4j.train;

/** A probe threw: its trial fails, since what it should have measured nobody knows. */
final class ProbeFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  ProbeFailure(String id, Throwable cause) {
    super("the probe \"" + id + "\" failed with " + cause, cause);
    setStackTrace(cause.getStackTrace()); // where it failed is in the probe, not here
  }
}
