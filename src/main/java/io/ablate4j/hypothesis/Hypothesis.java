package io.ablate4j.hypothesis;

import java.util.List;
import java.util.Objects;

/**
 * A sentence, and the contrasts that could refute it.
 *
 * @param id short name, unique in its study
 * @param claim the sentence
 * @param family hypotheses of one family share an error rate of 5 % (Holm 1979)
 * @param parts all of them have to hold; at least one
 */
public record Hypothesis(String id, String claim, String family, List<Prediction> parts) {
  /** The family of a hypothesis that names none. */
  public static final String DEFAULT_FAMILY = "main";

  public Hypothesis {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(claim, "claim");
    Objects.requireNonNull(family, "family");
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a hypothesis without a prediction: " + id);
    }
  }
}
