package io.ablate4j.engine.compiled;

import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * A penalty on parameters, as DL4J has it: a file each, and a line each in {@link Penalties}.
 *
 * @param <R> the very class; not one that extends it
 */
interface PenaltyKind<R extends Regularization> {
  /** The settings it knows. */
  Class<R> type();

  /**
   * How strong it is, the same at each step.
   *
   * @param layer that has it
   * @throws Unsupported if its settings ask for more
   */
  double coefficient(String layer, R penalty) throws Unsupported;

  /**
   * Changes parameters or their gradients before the optimizer's step.
   *
   * @param gradients means over the batch
   * @param rate of this step
   */
  void apply(
      float[] parameters, float[] gradients, int from, int to, double coefficient, double rate);
}
