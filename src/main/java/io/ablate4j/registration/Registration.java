package io.ablate4j.registration;

import io.ablate4j.hypothesis.Hypothesis;
import java.util.List;
import java.util.Objects;

/**
 * The hypotheses of a study, and what was written down before its first trial.
 *
 * @param hypotheses as the study asks now, in its order
 * @param sha256 of their canonical JSON, with what they rest on if {@code scope} says so; empty if
 *     there is no hypothesis
 * @param sha256Beforehand of what was stored before the first trial; empty if that was nothing
 * @param seedsBeforehand replicates the study asked for then; 0 if nothing was stored. They are in
 *     no checksum: a study may grow, but is reported to have grown
 * @param scope what the checksums cover
 * @param changes what differs now from what was stored, by family; empty if nothing was stored
 */
public record Registration(
    List<Hypothesis> hypotheses,
    String sha256,
    String sha256Beforehand,
    int seedsBeforehand,
    Scope scope,
    List<Change> changes) {
  /** What a registration covers, and so what cannot change unnoticed. */
  public enum Scope {
    /** The words of the hypotheses alone: what versions before schema 4 of the store wrote. */
    HYPOTHESES("hypotheses"),
    /**
     * Also what they rest on: target and how often it is checked, data, levels and cells that are
     * averaged over, definitions of regularizations, optimizer, engine.
     */
    BASIS("hypotheses and basis");

    private final String word;

    Scope(String word) {
      this.word = word;
    }

    /** The word used in the store. */
    public String word() {
      return word;
    }
  }

  /**
   * One thing that is not as it was before the first trial.
   *
   * @param family whose hypotheses are exploratory for it: they share an error rate, so that one
   *     that is changed with the results in sight may make another one significant
   * @param hypothesis id of the one that changed
   * @param what a phrase, such as {@code target from 0.9 to 0.8}
   */
  public record Change(String family, String hypothesis, String what) {
    public Change {
      Objects.requireNonNull(family, "family");
      Objects.requireNonNull(hypothesis, "hypothesis");
      Objects.requireNonNull(what, "what");
    }

    /** Such as {@code bn-faster: target from 0.9 to 0.8}. */
    public String inWords() {
      return hypothesis + ": " + what;
    }
  }

  /** No hypothesis at all. */
  public static final Registration NONE =
      new Registration(List.of(), "", "", 0, Scope.BASIS, List.of());

  public Registration {
    hypotheses = List.copyOf(hypotheses);
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(sha256Beforehand, "sha256Beforehand");
    Objects.requireNonNull(scope, "scope");
    changes = List.copyOf(changes);
  }

  /** Whether all that is asked now is what was written down. */
  public boolean isBeforehand() {
    return !hypotheses.isEmpty() && !sha256Beforehand.isEmpty() && changes.isEmpty();
  }

  /** Whether a family is as it was written down; if not, its verdicts are exploratory. */
  public boolean isBeforehand(String family) {
    return !sha256Beforehand.isEmpty() && changes(family).isEmpty();
  }

  /** What changed in a family after the first trial. */
  public List<Change> changes(String family) {
    return changes.stream().filter(change -> change.family().equals(family)).toList();
  }
}
