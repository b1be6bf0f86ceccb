package io.ablate4j.analysis;

import io.ablate4j.trial.Cell;
import java.util.List;
import java.util.Objects;

/**
 * What a contrast is a mean over: pairs of cells, or for an interaction or trend as many cells as
 * it takes, each with the same weight. Those of which nothing can be said are not in it, for they
 * would pull the mean towards no difference.
 *
 * @param all how many the study has
 * @param leftOut those that are not in the mean; all of them where nothing is estimable
 */
public record Scope(int all, List<LeftOut> leftOut) {
  /** Of a contrast of two numbers, which is no mean over cells. */
  public static final Scope ONE = new Scope(1, List.of());

  /**
   * Cells of which nothing can be said.
   *
   * @param cell one of them; the others differ from it in nothing but what is compared
   * @param reason such as "every trial diverged"
   */
  public record LeftOut(Cell cell, String reason) {
    public LeftOut {
      Objects.requireNonNull(cell, "cell");
      Objects.requireNonNull(reason, "reason");
    }
  }

  public Scope {
    leftOut = List.copyOf(leftOut);
  }

  /** How many the mean goes over. */
  public int used() {
    return all - leftOut.size();
  }

  /** Whether it goes over a part of them. */
  public boolean isPart() {
    return !leftOut.isEmpty() && used() > 0;
  }
}
