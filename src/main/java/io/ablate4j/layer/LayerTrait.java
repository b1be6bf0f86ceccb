package io.ablate4j.layer;

import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.IActivation;

/**
 * What layers of one class are, for those who change, count or probe networks: a file each, and a
 * line each in {@link LayerTraits}. A layer that is nothing of all this needs none.
 *
 * @param <L> the class, subclasses included
 */
interface LayerTrait<L extends Layer> {
  /** The configurations it knows. */
  Class<L> layer();

  /** The function that the layer applies to what it computes, if it applies one. */
  default Optional<IActivation> activation(L layer) {
    return Optional.empty();
  }

  /** Puts another function in its place; asked only of layers that have one. */
  default void activate(L layer, IActivation function) {
    throw new IllegalStateException(layer.getClass().getSimpleName() + " applies no function");
  }

  /** The same layer, if it has weights that are drawn at random. */
  default Optional<BaseLayer> weights(L layer) {
    return Optional.empty();
  }

  /** Whether it is the last of a network. */
  default boolean isOutput() {
    return false;
  }

  /** Whether it normalizes what the layer before it gives. */
  default boolean isNorm() {
    return false;
  }

  /** Whether it adds noise that is no dropout while a network trains. */
  default boolean isNoise(L layer) {
    return false;
  }

  /** How many of its parameters no optimizer changes. */
  default long untrained(L layer) {
    return 0;
  }
}
