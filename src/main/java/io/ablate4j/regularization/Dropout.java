package io.ablate4j.regularization;

import io.ablate4j.problem.ProblemsException;

/**
 * Inverted dropout (Srivastava et al. 2014, JMLR 15): each unit is set to zero with the drop
 * probability during training and the others are scaled up; off at inference.
 *
 * @param conv drop probability after the pooling that ends a convolution block, in [0, 1)
 * @param dense drop probability after a hidden dense layer, or after global pooling, in [0, 1)
 */
public record Dropout(double conv, double dense) {
  /** The usual advice: a quarter after convolution blocks, a half after dense layers. */
  public static final Dropout USUAL = new Dropout(0.25, 0.5);

  public Dropout {
    check("conv", conv);
    check("dense", dense);
  }

  /** Whether it drops anything anywhere: one that does not is built nowhere. */
  public boolean drops() {
    return conv > 0 || dense > 0;
  }

  private static void check(String where, double dropProbability) {
    if (!(dropProbability >= 0 && dropProbability < 1)) {
      throw ProblemsException.of(
          "dropout " + where + " " + dropProbability + " is not a drop probability in [0, 1).",
          dropProbability >= 1 && dropProbability <= 100
              ? "write " + dropProbability / 100 + ", if you meant per cent."
              : "use a value such as 0.25; 0 switches it off.");
    }
  }
}
