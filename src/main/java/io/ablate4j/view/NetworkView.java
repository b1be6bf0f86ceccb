package io.ablate4j.view;

import java.util.List;
import java.util.Map;

/**
 * A network, to be looked into between two steps of its training by the thread that trains it.
 * Nothing that is asked of it changes anything that training keeps: no parameter, no running
 * statistic, no random stream.
 *
 * <p>Masks of dropout are drawn from a stream of the view's own, which goes on from pass to pass.
 * Two views of one seed that are asked the same give the same.
 */
public interface NetworkView {
  /** All layers, in the order in which they are computed. */
  List<LayerView> layers();

  /**
   * The layer of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  default LayerView layer(String name) {
    return layers().stream()
        .filter(layer -> layer.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no layer \"" + name + "\""));
  }

  /** Those of one kind, in the order in which they are computed. */
  default List<LayerView> layers(LayerView.Kind kind) {
    return layers().stream().filter(layer -> layer.kind() == kind).toList();
  }

  /** Layers with weights, the output layer too, in the order in which they are computed. */
  default List<LayerView> weightLayers() {
    return layers().stream().filter(layer -> layer.weights().isPresent()).toList();
  }

  /**
   * A forward pass of any number of examples.
   *
   * @throws UnsupportedOperationException if what trains the network cannot compute in this mode
   */
  Pass forward(Batch batch, Mode mode);

  /**
   * A forward pass, with masks of its own, and the way back.
   *
   * @throws UnsupportedOperationException if what trains the network cannot compute in this mode
   */
  Gradients backward(Batch batch, Mode mode);

  /** A copy of all parameters, running statistics among them, in Deeplearning4j's order. */
  float[] parameters();

  /**
   * The same network with other parameters; its stream begins anew.
   *
   * @param parameters as many as {@link #parameters} gives; copied
   */
  NetworkView with(float[] parameters);

  /** The same network, but a stream of that seed. */
  NetworkView seeded(long seed);

  /**
   * The running statistics of a batch norm.
   *
   * @throws IllegalArgumentException if there is no such layer, or it is no batch norm
   */
  NormStatistics statistics(String norm);

  /**
   * The same network with other running statistics, and else the parameters that it has now; its
   * stream begins anew.
   *
   * @param statistics by name of the batch norm; of those left out they stay
   * @throws IllegalArgumentException if there is no such batch norm, or it has other channels
   */
  NetworkView with(Map<String, NormStatistics> statistics);
}
