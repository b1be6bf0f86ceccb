package io.ablate4j.factor;

import io.ablate4j.problem.ProblemsException;
import java.util.Objects;

/**
 * How the learning rate changes over the budget of a trial.
 *
 * @param word {@code constant}, {@code cosine} (down to 0 at the end: Loshchilov and Hutter 2017,
 *     arXiv:1608.03983), or {@code step:} and a number of equal stretches, each of which has a
 *     tenth of the rate before
 */
public record RateSchedule(String word) {
  /** The rate stays. */
  public static final RateSchedule CONSTANT = new RateSchedule("constant");

  private static final String COSINE = "cosine";
  private static final String STEP = "step:";
  private static final int MOST_STRETCHES = 100;

  /**
   * @throws ProblemsException if there is no such schedule
   */
  public RateSchedule {
    Objects.requireNonNull(word, "word");
    boolean isKnown = word.equals("constant") || word.equals(COSINE);
    if (!isKnown && stretches(word) < 2) {
      throw ProblemsException.of(
          "There is no schedule \"" + word + "\".",
          "use constant, cosine, or step: and a number of stretches from 2 up, such as step:3.");
    }
  }

  /** 0 if it has none. */
  private static int stretches(String word) {
    String number = word.startsWith(STEP) ? word.substring(STEP.length()) : "";
    int stretches = number.matches("[1-9][0-9]{0,2}") ? Integer.parseInt(number) : 0;
    return stretches <= MOST_STRETCHES ? stretches : 0;
  }

  /** Whether the rate stays. */
  public boolean isConstant() {
    return equals(CONSTANT);
  }

  /**
   * The part of the rate that a step has.
   *
   * @param step from 0
   * @param steps of the whole budget
   */
  public double share(long step, long steps) {
    double done = Math.min(1, (double) step / steps);
    return switch (word) {
      case "constant" -> 1;
      case COSINE -> (1 + Math.cos(Math.PI * done)) / 2;
      default -> Math.pow(10, -Math.min(stretches(word) - 1, Math.floor(done * stretches(word))));
    };
  }
}
