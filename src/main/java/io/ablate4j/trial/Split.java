package io.ablate4j.trial;

import java.util.Arrays;

/** The part of the data a measurement was read on. */
public enum Split {
  /** A fixed subset of the training set, of the validation set's size. */
  TRAIN("train"),
  VALIDATION("validation"),
  TEST("test"),
  /** The measurement belongs to the trial, not to a part of the data. */
  NONE("none");

  private final String word;

  Split(String word) {
    this.word = word;
  }

  /** The word used in the store and exports. */
  public String word() {
    return word;
  }

  /**
   * @throws IllegalArgumentException if no split has that word
   */
  public static Split ofWord(String word) {
    return Arrays.stream(values())
        .filter(split -> split.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no split is called " + word));
  }
}
