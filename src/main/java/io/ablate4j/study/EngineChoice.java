package io.ablate4j.study;

import io.ablate4j.problem.Problem;
import io.ablate4j.regularization.Regularization;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What carries out the training steps; part of each trial's key, as it decides the bits. */
public enum EngineChoice {
  /** The compiled step, or DL4J with its oneDNN helpers where a network cannot be compiled. */
  FAST("fast"),
  /** Deeplearning4j as released: without helpers, and with its defects. */
  STOCK("stock");

  private final String word;

  EngineChoice(String word) {
    this.word = word;
  }

  /** The name in study files. */
  public String word() {
    return word;
  }

  /** All names. */
  public static List<String> words() {
    return Arrays.stream(values()).map(EngineChoice::word).toList();
  }

  /** The one of that name. */
  public static Optional<EngineChoice> ofWord(String word) {
    return Arrays.stream(values()).filter(choice -> choice.word.equals(word)).findFirst();
  }

  /** What it cannot carry out of a regularization; empty if it can. */
  public Optional<Problem> lackFor(Regularization arm) {
    return this != STOCK
        ? Optional.empty()
        : arm.parts().stream()
            .flatMap(part -> part.lackingInStock().stream())
            .findFirst()
            .map(
                what ->
                    Problem.of(
                        "engine: stock cannot carry out "
                            + what
                            + " of regularization \""
                            + arm.name()
                            + "\" (no layer of Deeplearning4j does).",
                        "use fast."));
  }
}
