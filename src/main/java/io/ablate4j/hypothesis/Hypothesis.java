package io.ablate4j.hypothesis;

import io.ablate4j.trial.TestReading;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A sentence, and the contrasts that could refute it.
 *
 * @param id short name, unique in its study
 * @param claim the sentence
 * @param family hypotheses of one family share an error rate of 5 % (Holm 1979)
 * @param joined whether all of the parts have to hold, or one is enough
 * @param parts at least one
 */
public record Hypothesis(
    String id, String claim, String family, Joined joined, List<Prediction> parts) {
  /** The family of a hypothesis that names none. */
  public static final String DEFAULT_FAMILY = "main";

  /** How many of its parts have to hold. */
  public enum Joined {
    /** Every one; one alone refutes it. */
    ALL_OF("all-of"),
    /** One at least; what refutes it has to refute every one. */
    ANY_OF("any-of");

    private final String word;

    Joined(String word) {
      this.word = word;
    }

    /** As study files, registrations and exports name it. */
    public String word() {
      return word;
    }

    /** The one of that word. */
    public static Optional<Joined> ofWord(String word) {
      return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }
  }

  public Hypothesis {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(claim, "claim");
    Objects.requireNonNull(family, "family");
    Objects.requireNonNull(joined, "joined");
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a hypothesis without a prediction: " + id);
    }
  }

  /** One whose parts have to hold together. */
  public Hypothesis(String id, String claim, String family, List<Prediction> parts) {
    this(id, claim, family, Joined.ALL_OF, parts);
  }

  /** What it compares that not every trial is read for. */
  public List<TestReading> testReadings() {
    return parts.stream()
        .flatMap(part -> part.metrics().stream())
        .flatMap(metric -> metric.root().number().stream())
        .filter(TestReading.class::isInstance)
        .map(TestReading.class::cast)
        .distinct()
        .toList();
  }

  /** Whether a part is about what a training step costs. */
  public boolean needsTiming() {
    return parts.stream().anyMatch(part -> part.metric().reading().needsTiming());
  }

  /** Whether one part is enough. */
  public boolean isAnyOf() {
    return joined == Joined.ANY_OF;
  }
}
