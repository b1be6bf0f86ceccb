package io.ablate4j;

import io.ablate4j.cli.CommandLineInterface;
import io.ablate4j.cli.Ending;
import io.ablate4j.worker.TempFolder;

/** Starts ablate4j: {@code scripts/ablate4j --help} says what it can do. */
public final class StudyMain {
  private StudyMain() {}

  /**
   * Runs one command and ends the process with its exit code; without arguments, the {@code
   * quickstart} study.
   */
  public static void main(String[] args) {
    Ending.watch();
    TempFolder.use();
    int exitCode = CommandLineInterface.execute(args);
    Ending.expect();
    System.exit(exitCode);
  }
}
