package io.ablate4j.view;

/**
 * A forward pass, and what each layer read and gave in it. All arrays are copies, [examples x units
 * x pixels], row-major; they are made when they are asked for.
 *
 * <p>A pass through a network that trains can be asked for them until the next step; what it has
 * not kept, it computes again.
 */
public interface Pass {
  /**
   * What a layer read.
   *
   * @throws IllegalArgumentException if there is no such layer, or it reads several
   * @throws IllegalStateException if the network has trained since
   */
  float[] input(String layer);

  /**
   * What the layer's function is applied to: of a weight layer the weighted sums and biases. What
   * the layer gave, if it applies no function.
   *
   * @throws IllegalArgumentException if there is no such layer
   * @throws IllegalStateException if the network has trained since
   */
  float[] preActivation(String layer);

  /**
   * What a layer gave; of the output layer the probabilities.
   *
   * @throws IllegalArgumentException if there is no such layer
   * @throws IllegalStateException if the network has trained since
   */
  float[] output(String layer);

  /** [examples x classes]; kept. */
  float[] probabilities();

  /** Mean cross-entropy, nats; kept. */
  double loss();
}
