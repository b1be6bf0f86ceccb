package io.ablate4j.analysis;

import io.ablate4j.trial.DataFacts;
import io.ablate4j.trial.DatasetRecord;
import java.util.OptionalDouble;

/**
 * What an accuracy is worth that was reached without having learned anything.
 *
 * @param accuracy of guessing, 0 to 1; empty where the number of classes is unknown
 * @param within how much more a guess can have that always names the largest class, and two
 *     standard errors of a share of the test examples where their number is known
 */
public record Guessing(OptionalDouble accuracy, double within) {
  private static final String TEST_EXAMPLES = "test-examples";

  /** Of the classes and test examples of some data. */
  public static Guessing of(DatasetRecord data) {
    OptionalDouble chance = data.chance();
    String examples = data.facts().getOrDefault(TEST_EXAMPLES, "");
    if (chance.isEmpty()) {
      return new Guessing(chance, 0);
    }
    // Where one class is large, the best guess names it each time.
    double best = Math.max(chance.getAsDouble(), data.found().map(DataFacts::guessing).orElse(0.0));
    double error =
        examples.matches("[1-9][0-9]{0,8}")
            ? Math.sqrt(best * (1 - best) / Integer.parseInt(examples))
            : 0;
    return new Guessing(chance, best - chance.getAsDouble() + 2 * error);
  }

  /** Whether an accuracy, 0 to 1, cannot be told from that of guessing. */
  public boolean isNoBetter(double share) {
    return accuracy.isPresent() && share <= accuracy.getAsDouble() + within;
  }
}
