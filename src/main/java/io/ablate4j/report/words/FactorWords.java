package io.ablate4j.report.words;

import io.ablate4j.trial.Roles;

/** What the report calls the factors of a study. */
public final class FactorWords {
  private FactorWords() {}

  /** In running text, of one level. */
  public static String singular(String factor) {
    return Roles.inWords(factor);
  }

  /** In running text, of several levels. */
  public static String plural(String factor) {
    return switch (factor) {
      case "epochs" -> "budgets of epochs";
      case "steps" -> "budgets of steps";
      case "examples" -> "budgets of examples";
      case "trainingExamples" -> "numbers of training examples";
      case "members" -> "numbers of members";
      default -> Roles.inWords(factor) + (factor.endsWith("s") ? "" : "s");
    };
  }
}
