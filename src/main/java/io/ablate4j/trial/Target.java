package io.ablate4j.trial;

/**
 * What "learned" means in a study: validation accuracy at or above {@code value}.
 *
 * @param value accuracy, above 0 and at most 1
 */
public record Target(double value) {
  /** The one metric a target may be set on; choices never use the test set. */
  public static final String METRIC = "validation-accuracy";

  /** The hardest of the three targets that are counted to: half the error rate is left. */
  public double hardest() {
    return 1 - (1 - value) / 2;
  }

  public Target {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException("target accuracy " + value + " is not in (0, 1]");
    }
  }
}
