package io.ablate4j.trial;

/** How far from perfect a target is; one alone may favour an arm by where it happens to lie. */
public enum TargetLevel {
  /** Twice the error rate of {@link #MAIN}. */
  EASIER("easier-target"),
  /** The study's own target. */
  MAIN("target"),
  /** Half the error rate of {@link #MAIN}. */
  HARDER("harder-target");

  private final String word;

  TargetLevel(String word) {
    this.word = word;
  }

  /** What it is called in the words of metrics. */
  public String word() {
    return word;
  }
}
