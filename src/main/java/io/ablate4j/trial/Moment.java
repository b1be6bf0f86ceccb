package io.ablate4j.trial;

/** When a trial is looked at. */
public enum Moment {
  /** After the last epoch. */
  END(""),
  /** After the first epoch with the highest validation accuracy. */
  BEST_EPOCH("-best-epoch"),
  /** After the first epoch with a training loss that all arms of its cell reach. */
  MATCHED_LOSS("-matched-loss");

  private final String suffix;

  Moment(String suffix) {
    this.suffix = suffix;
  }

  /** What it adds to the word of a number. */
  String suffix() {
    return suffix;
  }
}
