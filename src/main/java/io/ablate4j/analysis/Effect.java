package io.ablate4j.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What an arm does, somewhere in the grid. None of these was written down beforehand: their
 * intervals are each for itself, and together they explore.
 *
 * @param kind what is contrasted
 * @param arm the regularization, or for {@link Kind#INTERACTION} the names of the two parts
 * @param levels factor to level of the part of the grid it is about; what is not in it is averaged
 *     over, though never over fixed and tuned levels: {@link io.ablate4j.trial.Cell#FIXED} there
 *     means all but the tuned one; of {@link Kind#MODEL_INTERACTION} the first model; of {@link
 *     Kind#SINGLE_CHANGE} the changed factor alone
 * @param against the other model of {@link Kind#MODEL_INTERACTION}; the base cell's level of {@link
 *     Kind#SINGLE_CHANGE}; the regularization that is the other part of {@link Kind#MAIN_EFFECT},
 *     without and with which it is averaged, or the one with both parts of {@link
 *     Kind#INTERACTION}; else empty
 * @param contrast what was seen
 */
public record Effect(
    Kind kind, String arm, Map<String, String> levels, String against, PairedContrast contrast) {

  /** What is contrasted. */
  public enum Kind {
    /** The arm less the control. */
    AGAINST_CONTROL,
    /** With the part (BN or Dropout) less without it, averaged over the other part. */
    MAIN_EFFECT,
    /** both - batch-norm - dropout + none, of the arms of a {@link Factorial}. */
    INTERACTION,
    /** Slope of arm less control a doubling of the batch size. */
    BATCH_TREND,
    /** Arm less control in one model, less the same in another. */
    MODEL_INTERACTION,
    /**
     * In a grid that changes one factor at a time: another factor's level less the base cell's,
     * with everything else as in the base cell.
     */
    SINGLE_CHANGE
  }

  public Effect {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(arm, "arm");
    Objects.requireNonNull(against, "against");
    Objects.requireNonNull(contrast, "contrast");
    levels = Collections.unmodifiableMap(new LinkedHashMap<>(levels));
  }
}
