package io.ablate4j.analysis;

import io.ablate4j.trial.StudyRecord;
import java.util.OptionalDouble;

/**
 * What an accuracy is worth that was reached without having learned anything.
 *
 * @param accuracy of guessing, 0 to 1; empty where the number of classes is unknown
 * @param within how much more a guess may happen to have: two standard errors of a share of the
 *     test examples; 0 where their number is unknown
 */
public record Guessing(OptionalDouble accuracy, double within) {
  private static final String TEST_EXAMPLES = "test-examples";

  /** Of the classes and test examples of a study. */
  public static Guessing of(StudyRecord study) {
    OptionalDouble chance = StudyAnalysis.chance(study);
    String examples = study.facts().getOrDefault(TEST_EXAMPLES, "");
    double within =
        chance.isPresent() && examples.matches("[1-9][0-9]{0,8}")
            ? 2
                * Math.sqrt(
                    chance.getAsDouble() * (1 - chance.getAsDouble()) / Integer.parseInt(examples))
            : 0;
    return new Guessing(chance, within);
  }

  /** Whether an accuracy, 0 to 1, cannot be told from that of guessing. */
  public boolean isNoBetter(double share) {
    return accuracy.isPresent() && share <= accuracy.getAsDouble() + within;
  }
}
