package io.ablate4j.probe;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Layers with weights: dense, convolution and output; batch norm has none. */
final class WeightLayers {
  static final String WEIGHTS = "W";

  private WeightLayers() {}

  /** From the input to the output. */
  static List<Layer> of(ComputationGraph network) {
    return Arrays.stream(network.getLayers())
        .filter(layer -> layer.paramTable().containsKey(WEIGHTS))
        .toList();
  }
}
