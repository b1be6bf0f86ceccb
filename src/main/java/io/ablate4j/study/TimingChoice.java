package io.ablate4j.study;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whether a run measures what a training step costs, after its trials. */
public enum TimingChoice {
  /** It does, unless an option says otherwise. */
  DEFAULT("default"),
  /** It does not: nobody asks. */
  NONE("none");

  private final String word;

  TimingChoice(String word) {
    this.word = word;
  }

  /** The name in study files. */
  public String word() {
    return word;
  }

  /** All names. */
  public static List<String> words() {
    return Arrays.stream(values()).map(TimingChoice::word).toList();
  }

  /** The one of that name. */
  public static Optional<TimingChoice> ofWord(String word) {
    return Arrays.stream(values()).filter(choice -> choice.word.equals(word)).findFirst();
  }
}
