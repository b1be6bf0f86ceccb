package io.ablate4j.study.yaml;

import java.util.Optional;
import java.util.regex.Pattern;

/** The rule for names of studies, which become folder names. */
final class FolderName {
  private static final Pattern RULE = Pattern.compile("[a-z0-9_-][a-z0-9._-]{0,99}");

  private static final String ADVICE =
      "use up to 100 lower-case letters, digits, hyphens, underscores and dots,"
          + " no dot at the start.";

  private static final String OF_CLAIMS = "claims";

  private FolderName() {}

  /** What to do about a wrong one. */
  static String advice(String name) {
    return name.equals(OF_CLAIMS) ? "call it \"my-claims\"." : ADVICE;
  }

  /** What is wrong with {@code name}, as the end of a sentence; empty if nothing is. */
  static Optional<String> objection(String name) {
    if (name.equals(OF_CLAIMS)) {
      return Optional.of("names the folder of all studies of claims.");
    }
    return RULE.matcher(name).matches() ? Optional.empty() : Optional.of("cannot name a folder.");
  }
}
