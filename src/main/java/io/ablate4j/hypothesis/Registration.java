package io.ablate4j.hypothesis;

import java.util.List;
import java.util.Objects;

/**
 * The hypotheses of a study, and what was written down before its first trial.
 *
 * @param hypotheses as the study asks now, in its order
 * @param sha256 of their canonical JSON; empty if there is no hypothesis
 * @param sha256Beforehand of those stored before the first trial; empty if there was none
 * @param seedsBeforehand replicates the study asked for then; 0 if nothing was stored
 */
public record Registration(
    List<Hypothesis> hypotheses, String sha256, String sha256Beforehand, int seedsBeforehand) {
  /** No hypothesis at all. */
  public static final Registration NONE = new Registration(List.of(), "", "", 0);

  public Registration {
    hypotheses = List.copyOf(hypotheses);
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(sha256Beforehand, "sha256Beforehand");
  }

  /** Whether what is asked now is what was written down; if not, every verdict is exploratory. */
  public boolean isBeforehand() {
    return !sha256.isEmpty() && sha256.equals(sha256Beforehand);
  }
}
