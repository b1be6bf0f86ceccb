package io.ablate4j.trial;

import java.util.Collection;
import java.util.List;

/**
 * The arms that each study may name without defining them, and which of its arms is the control.
 */
public final class Arms {
  /** Without any regularization: what the others are compared with. */
  public static final String NONE = "none";

  /** A user's network with its own parts: what it is set against when it is taken apart. */
  public static final String AS_IS = "as-is";

  public static final String BATCH_NORM = "batch-norm";
  public static final String DROPOUT = "dropout";

  /** Batch norm and dropout together. */
  public static final String BOTH = "both";

  /** All of them, in the order in which they are listed. */
  public static final List<String> BUILT_IN = List.of(NONE, BATCH_NORM, DROPOUT, BOTH);

  private Arms() {}

  /**
   * What the other arms of a study are compared with: {@link #AS_IS}, which is there only where a
   * network is taken apart; else {@link #reference}.
   */
  public static String control(Collection<String> arms) {
    return arms.contains(AS_IS) ? AS_IS : reference(arms);
  }

  /**
   * The arm that is plain, which a study's targets are derived from: {@link #NONE}, or the first of
   * them.
   */
  public static String reference(Collection<String> arms) {
    return arms.contains(NONE) ? NONE : arms.stream().findFirst().orElse(NONE);
  }
}
