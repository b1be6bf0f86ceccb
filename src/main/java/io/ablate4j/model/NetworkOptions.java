package io.ablate4j.model;

import io.ablate4j.layer.LayerTraits;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * What factors change in any network. Depth and width are for the factory to follow; the rest is
 * done to the configuration that it gives.
 *
 * @param activation takes the place of each ReLU
 * @param depth hidden layers, or convolutions; empty for the model's own
 * @param width units of a hidden layer, or channels of the first convolution; empty for its own
 * @param weightScheme initial weights of all layers, the output's too
 * @param weightScale multiplies the initial weights of hidden layers: a large output layer would
 *     ruin all arms alike, and BN cannot normalize behind it
 * @param weightDecay by which, times the learning rate, weights shrink at each step (Loshchilov and
 *     Hutter 2019, arXiv:1711.05101); biases and what BN learns do not
 * @param changes what other factors do, by the factor's name; done last, in that order
 */
public record NetworkOptions(
    HiddenActivation activation,
    OptionalInt depth,
    OptionalInt width,
    WeightScheme weightScheme,
    double weightScale,
    double weightDecay,
    SortedMap<String, NetworkChange> changes) {
  /** Nothing is changed. */
  public static final NetworkOptions USUAL =
      new NetworkOptions(
          HiddenActivation.RELU,
          OptionalInt.empty(),
          OptionalInt.empty(),
          WeightScheme.HE,
          1,
          0,
          new TreeMap<>());

  public NetworkOptions {
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(depth, "depth");
    Objects.requireNonNull(width, "width");
    Objects.requireNonNull(weightScheme, "weightScheme");
    changes = Collections.unmodifiableSortedMap(new TreeMap<>(changes));
    if (!(weightScale > 0) || !(weightDecay >= 0)) {
      throw new IllegalArgumentException("scale " + weightScale + ", decay " + weightDecay);
    }
  }

  /** With another depth. */
  public NetworkOptions withDepth(int layers) {
    return new NetworkOptions(
        activation, OptionalInt.of(layers), width, weightScheme, weightScale, weightDecay, changes);
  }

  /** With another width. */
  public NetworkOptions withWidth(int units) {
    return new NetworkOptions(
        activation, depth, OptionalInt.of(units), weightScheme, weightScale, weightDecay, changes);
  }

  /** With another activation. */
  public NetworkOptions withActivation(HiddenActivation other) {
    return new NetworkOptions(other, depth, width, weightScheme, weightScale, weightDecay, changes);
  }

  /** With another distribution of initial weights. */
  public NetworkOptions withWeightScheme(WeightScheme other) {
    return new NetworkOptions(activation, depth, width, other, weightScale, weightDecay, changes);
  }

  /** With initial weights of another size. */
  public NetworkOptions withWeightScale(double other) {
    return new NetworkOptions(activation, depth, width, weightScheme, other, weightDecay, changes);
  }

  /** With weights that shrink. */
  public NetworkOptions withWeightDecay(double other) {
    return new NetworkOptions(activation, depth, width, weightScheme, weightScale, other, changes);
  }

  /** With what another factor does, in place of what it did before. */
  public NetworkOptions with(String factor, NetworkChange change) {
    SortedMap<String, NetworkChange> all = new TreeMap<>(changes);
    all.put(factor, change);
    return new NetworkOptions(
        activation, depth, width, weightScheme, weightScale, weightDecay, all);
  }

  /** What a factor does; empty if it does nothing, or something of another type. */
  public <C extends NetworkChange> Optional<C> change(String factor, Class<C> type) {
    return Optional.ofNullable(changes.get(factor)).filter(type::isInstance).map(type::cast);
  }

  /** Does what a factory need not know of. */
  void applyTo(ComputationGraphConfiguration network) {
    for (GraphVertex vertex : network.getVertices().values()) {
      if (vertex instanceof LayerVertex layer) {
        applyTo(layer.getLayerConf().getLayer());
      }
    }
    changes.values().forEach(change -> change.applyTo(network));
  }

  private void applyTo(Layer layer) {
    boolean isHidden = !LayerTraits.isOutput(layer);
    if (isHidden && LayerTraits.activation(layer).filter(NetworkOptions::isRelu).isPresent()) {
      LayerTraits.activate(layer, activation.function().getActivationFunction());
    }
    LayerTraits.weights(layer).ifPresent(weights -> applyTo(weights, isHidden));
  }

  private void applyTo(BaseLayer weights, boolean isHidden) {
    if (!weightScheme.equals(WeightScheme.HE)) {
      weights.setWeightInitFn(weightScheme.function());
    }
    if (isHidden && weightScale != 1) {
      weights.setWeightInitFn(new ScaledWeights(weights.getWeightInitFn(), weightScale));
    }
    if (weightDecay != 0) {
      weights.setRegularization(List.of(new WeightDecay(weightDecay, true)));
    }
  }

  private static boolean isRelu(IActivation function) {
    return function.getClass() == ActivationReLU.class;
  }
}
