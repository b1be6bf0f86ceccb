package io.ablate4j.cli;

/** What the process ends with. */
final class ExitCode {
  static final int DONE = 0;
  static final int SOME_FAILED = 1;
  static final int BAD_REQUEST = 2;
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
