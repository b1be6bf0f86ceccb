package io.ablate4j.run;

import java.util.Objects;

/**
 * An option that an executor takes, by {@code --executor-option NAME=VALUE}.
 *
 * @param name such as "workers"; one that ends with "*" stands for all names that begin so
 * @param meaning in a few words, with its default
 */
public record ExecutorOption(String name, String meaning) {
  private static final String ANY = "*";

  public ExecutorOption {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(meaning, "meaning");
  }

  /** Whether it stands for an option of that name. */
  public boolean covers(String option) {
    return name.endsWith(ANY)
        ? option.startsWith(name.substring(0, name.length() - ANY.length()))
        : name.equals(option);
  }
}
