package io.ablate4j.cli;

/** Who carries out the trials. */
enum ExecutorKind {
  WORKERS("workers"),
  IN_PROCESS("in-process");

  private final String word;

  ExecutorKind(String word) {
    this.word = word;
  }

  /** As typed. */
  @Override
  public String toString() {
    return word;
  }
}
