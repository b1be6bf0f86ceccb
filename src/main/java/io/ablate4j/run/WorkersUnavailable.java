package io.ablate4j.run;

/** No worker can be started, whatever is tried; what was finished is stored. */
public final class WorkersUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WorkersUnavailable(String message) {
    super(message);
  }
}
