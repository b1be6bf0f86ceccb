package io.ablate4j.trial;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * Which ablate4j this is, as its build wrote it down.
 *
 * @param version such as 0.1.0
 * @param commit the Git commit it was built from, " with changes" behind it if there were any;
 *     empty if it was built without Git
 */
public record Build(String version, Optional<String> commit) {
  private static final Build HERE = read();

  /** The one that runs. */
  public static Build here() {
    return HERE;
  }

  private static Build read() {
    try (InputStream in = Build.class.getResourceAsStream("/ablate4j.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return of(properties);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is not known stands there as Maven's placeholder. */
  static Build of(Properties properties) {
    String changes = Boolean.parseBoolean(properties.getProperty("changed")) ? " with changes" : "";
    return new Build(
        properties.getProperty("version"),
        Optional.ofNullable(properties.getProperty("commit"))
            .filter(commit -> commit.matches("[0-9a-f]{7,64}"))
            .map(commit -> commit + changes));
  }
}
