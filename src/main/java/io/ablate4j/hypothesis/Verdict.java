package io.ablate4j.hypothesis;

/** What came of a hypothesis. */
public enum Verdict {
  SUPPORTED("supported"),
  REFUTED("refuted"),
  /** A difference was claimed; there is none as large as the margin. */
  EQUIVALENT("equivalent"),
  UNDECIDED("undecided"),
  INSUFFICIENT_DATA("insufficient data");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  /** The word used in the report and exports. */
  public String word() {
    return word;
  }
}
