package io.ablate4j.layer;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.IActivation;

/** What a layer is, by its class. */
public final class LayerTraits {
  /** Subclasses before what they extend. */
  private static final List<LayerTrait<?>> ALL =
      List.of(
          new ActivationTrait(),
          new NormTrait(),
          new DropoutTrait(),
          new OutputTrait(),
          new WeightTrait());

  private LayerTraits() {}

  /** The function that a layer applies to what it computes, if it applies one. */
  public static Optional<IActivation> activation(Layer layer) {
    return bound(layer).flatMap(Bound::activation);
  }

  /**
   * Puts another function in the place of a layer's.
   *
   * @throws IllegalStateException if it has none
   */
  public static void activate(Layer layer, IActivation function) {
    bound(layer)
        .orElseThrow(
            () -> new IllegalStateException(layer.getClass().getName() + " applies no function"))
        .activate(function);
  }

  /** The same layer, if it has weights that are drawn at random. */
  public static Optional<BaseLayer> weights(Layer layer) {
    return bound(layer).flatMap(Bound::weights);
  }

  /** Whether it is the last of a network. */
  public static boolean isOutput(Layer layer) {
    return is(layer, LayerTrait::isOutput);
  }

  /** Whether it normalizes what the layer before it gives. */
  public static boolean isNorm(Layer layer) {
    return is(layer, LayerTrait::isNorm);
  }

  /** Whether it adds noise that is no dropout while a network trains. */
  public static boolean isNoise(Layer layer) {
    return bound(layer).filter(Bound::isNoise).isPresent();
  }

  /** How many of its parameters no optimizer changes, though Deeplearning4j counts them. */
  public static long untrained(Layer layer) {
    return bound(layer).map(Bound::untrained).orElse(0L);
  }

  private static boolean is(Layer layer, Predicate<LayerTrait<?>> trait) {
    return bound(layer).map(Bound::trait).filter(trait).isPresent();
  }

  private static Optional<Bound<?>> bound(Layer layer) {
    return ALL.stream()
        .filter(trait -> trait.layer().isInstance(layer))
        .findFirst()
        .map(trait -> bound(trait, layer));
  }

  private static <L extends Layer> Bound<?> bound(LayerTrait<L> trait, Layer layer) {
    return new Bound<>(trait, trait.layer().cast(layer));
  }

  /** A layer with its own class known. */
  private record Bound<L extends Layer>(LayerTrait<L> trait, L layer) {
    Optional<IActivation> activation() {
      return trait.activation(layer);
    }

    void activate(IActivation function) {
      trait.activate(layer, function);
    }

    Optional<BaseLayer> weights() {
      return trait.weights(layer);
    }

    boolean isNoise() {
      return trait.isNoise(layer);
    }

    long untrained() {
      return trait.untrained(layer);
    }
  }
}
