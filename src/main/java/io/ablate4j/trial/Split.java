package io.ablate4j.trial;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The part of the data a measurement was read on. */
public enum Split {
  /** A fixed subset of the training set, of the validation set's size. */
  TRAIN("train"),
  VALIDATION("validation"),
  TEST("test"),
  /** The measurement belongs to the trial, not to a part of the data. */
  NONE("none");

  /** Looked up for each of the millions of rows that a store may hold. */
  private static final Map<String, Split> BY_WORD =
      Arrays.stream(values()).collect(Collectors.toMap(Split::word, Function.identity()));

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
    Split found = BY_WORD.get(word);
    if (found == null) {
      throw new IllegalArgumentException("no split is called " + word);
    }
    return found;
  }
}
