package io.ablate4j.cli;

import io.ablate4j.trial.Build;
import picocli.CommandLine.IVersionProvider;

/** What --version tells. */
final class Version implements IVersionProvider {
  /** Such as 0.1.0. */
  static String text() {
    return Build.here().version();
  }

  @Override
  public String[] getVersion() {
    return new String[] {"ablate4j " + text()};
  }
}
