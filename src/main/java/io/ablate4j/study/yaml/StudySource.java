package io.ablate4j.study.yaml;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The text of a study, and what problems in it call it.
 *
 * @param label the file name as the user gave it, or such as {@code quickstart (built in)}
 * @param text YAML
 */
public record StudySource(String label, String text) {
  public StudySource {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(text, "text");
  }

  /** Where the file lies; the working folder if there is none. */
  Path folder() {
    try {
      return Optional.ofNullable(Path.of(label).getParent()).orElse(Path.of(""));
    } catch (InvalidPathException e) {
      return Path.of("");
    }
  }
}
