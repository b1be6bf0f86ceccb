package io.ablate4j.report;

/** What the report calls the factors of a study. */
final class FactorWords {
  private FactorWords() {}

  /** In running text, of one level. */
  static String singular(String factor) {
    return switch (factor) {
      case "batchSize" -> "batch size";
      case "learningRate" -> "learning rate";
      default -> factor;
    };
  }

  /** In running text, of several levels. */
  static String plural(String factor) {
    return switch (factor) {
      case "batchSize" -> "batch sizes";
      case "learningRate" -> "learning rates";
      case "epochs" -> "budgets of epochs";
      default -> factor + "s";
    };
  }
}
