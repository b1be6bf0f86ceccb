package io.ablate4j.regularization;

import io.ablate4j.problem.ProblemsException;

/**
 * Batch Normalization (Ioffe and Szegedy 2015, arXiv:1502.03167) between a layer's weights and its
 * activation.
 *
 * @param conv whether it follows convolutions
 * @param dense whether it follows dense layers; the output layer never has it
 * @param decay weight of the old running mean and variance in their moving average, in [0, 1)
 * @param epsilon added to the variance, above 0
 */
public record BatchNorm(boolean conv, boolean dense, double decay, double epsilon) {
  /** After every weight layer, with DL4J's defaults. */
  public static final BatchNorm EVERYWHERE = new BatchNorm(true, true, 0.9, 1e-5);

  public BatchNorm {
    if (!(decay >= 0 && decay < 1)) {
      throw ProblemsException.of(
          "batchNorm decay " + decay + " is not in [0, 1).", "use 0.9, the default.");
    }
    if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
      throw ProblemsException.of(
          "batchNorm epsilon " + epsilon + " is not above 0.", "use 1e-5, the default.");
    }
    if (!conv && !dense) {
      throw ProblemsException.of(
          "batchNorm with conv and dense both off does nothing.",
          "leave batchNorm out, or switch one of the two on.");
    }
  }
}
