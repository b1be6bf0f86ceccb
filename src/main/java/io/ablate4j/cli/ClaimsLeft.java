package io.ablate4j.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * How long all studies of a run are still going to take: the one that is running as it says itself,
 * those behind it as guessed before, by how much the guess was off so far.
 */
final class ClaimsLeft {
  private final Deque<Double> guesses;
  private double guessed;
  private double spent;

  /**
   * @param guesses seconds of each study, in the order in which they run
   */
  ClaimsLeft(Map<String, Double> guesses) {
    this.guesses = new ArrayDeque<>(guesses.values());
  }

  /** The next study begins. */
  Current begin() {
    return new Current(guesses.remove());
  }

  /** The study that runs. */
  final class Current {
    private final double guess;

    private Current(double guess) {
      this.guess = guess;
    }

    /**
     * Of all studies, in words for a line of progress; nothing behind the last one.
     *
     * @param seconds that are left of this study
     */
    String inWords(double seconds) {
      return guesses.isEmpty()
          ? ""
          : "; all studies about " + TimeWords.of(seconds + behind()) + " left";
    }

    /** It has ended, which tells something about those behind it. */
    void ended(double seconds) {
      if (guess > 0) {
        guessed += guess;
        spent += seconds;
      }
    }
  }

  /** Seconds of the studies that have not begun. */
  private double behind() {
    double sum = guesses.stream().mapToDouble(Double::doubleValue).sum();
    return guessed == 0 ? sum : sum * spent / guessed;
  }
}
