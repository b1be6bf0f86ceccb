package io.ablate4j.run;

/** Nobody carries out trials any more, whatever is tried; what was finished is stored. */
public final class ExecutorUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String advice;

  /**
   * @param message what is wrong, a sentence
   * @param advice what comes after "Maybe"
   */
  public ExecutorUnavailable(String message, String advice) {
    super(message);
    this.advice = advice;
  }

  /** What comes after "Maybe". */
  public String advice() {
    return advice;
  }
}
