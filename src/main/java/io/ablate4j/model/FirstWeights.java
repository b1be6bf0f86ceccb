package io.ablate4j.model;

import java.util.Arrays;
import java.util.List;

/** Where the training of a network of a file starts. */
public enum FirstWeights {
  /** Each seed draws weights, in the way that the file says. */
  SEEDED("seeded"),

  /** With the weights in the file, those of the running statistics of batch norm among them. */
  START("start");

  private final String word;

  FirstWeights(String word) {
    this.word = word;
  }

  /** What study files call it. */
  public String word() {
    return word;
  }

  /** What study files call all of them. */
  public static List<String> words() {
    return Arrays.stream(values()).map(FirstWeights::word).toList();
  }

  /**
   * That of a word.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static FirstWeights ofWord(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no first weights are called " + word));
  }
}
