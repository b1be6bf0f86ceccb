package io.ablate4j.trial;

import java.util.Collection;
import java.util.List;

/**
 * The arms that each study may name without defining them, and which of its arms is the control.
 */
public final class Arms {
  /** Without any regularization: what the others are compared with. */
  public static final String NONE = "none";

  public static final String BATCH_NORM = "batch-norm";
  public static final String DROPOUT = "dropout";

  /** Batch norm and dropout together. */
  public static final String BOTH = "both";

  /** All of them, in the order in which they are listed. */
  public static final List<String> BUILT_IN = List.of(NONE, BATCH_NORM, DROPOUT, BOTH);

  private Arms() {}

  /** What the other arms of a study are compared with: {@link #NONE}, or the first of them. */
  public static String control(Collection<String> arms) {
    return arms.contains(NONE) ? NONE : arms.stream().findFirst().orElse(NONE);
  }
}
