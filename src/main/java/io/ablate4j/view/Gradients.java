package io.ablate4j.view;

/**
 * The way back.
 *
 * @param values the gradient of the loss by each parameter, a mean over the batch, in the order of
 *     {@link NetworkView#parameters}; 0 at running statistics, which no gradient moves
 * @param loss mean cross-entropy of the same pass, nats
 */
public record Gradients(float[] values, double loss) {
  /** A copy of some of them. */
  public float[] of(Range range) {
    return range.of(values);
  }
}
