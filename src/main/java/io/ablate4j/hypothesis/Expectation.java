package io.ablate4j.hypothesis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a prediction says of the first level against the second. */
public enum Expectation {
  /** Its value is higher; of a trend: the difference rises. */
  HIGHER("higher"),
  /** Its value is lower; of a trend: the difference falls. */
  LOWER("lower"),
  /** It is higher or lower, whichever; of a trend: the difference rises or falls. */
  DIFFERS("differs"),
  /** It differs by less than the margin in either direction. */
  EQUIVALENT("equivalent"),
  /** It is not worse by the margin or more; which direction is worse is the metric's affair. */
  NOT_WORSE("not-worse"),
  /** No trial has more than the bound. */
  AT_MOST("at-most"),
  /** No trial has less than the bound. */
  AT_LEAST("at-least");

  private final String word;

  Expectation(String word) {
    this.word = word;
  }

  /** The word used in study files and the report. */
  public String word() {
    return word;
  }

  /** Whether it is about a margin, and so decided by two one-sided tests. */
  public boolean needsMargin() {
    return this == EQUIVALENT || this == NOT_WORSE;
  }

  /** Whether each trial is held to it, so that there is nothing to test. */
  public boolean isBound() {
    return this == AT_MOST || this == AT_LEAST;
  }

  /** Whether it says in which direction a difference lies. */
  public boolean isDirection() {
    return this == HIGHER || this == LOWER;
  }

  /** The expectation of that word. */
  public static Optional<Expectation> ofWord(String word) {
    return Arrays.stream(values()).filter(e -> e.word.equals(word)).findFirst();
  }

  /** All words, in order. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Expectation::word).toList();
  }
}
