package io.ablate4j.study.yaml;

import java.util.Objects;

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
}
