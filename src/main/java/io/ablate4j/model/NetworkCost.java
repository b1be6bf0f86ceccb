package io.ablate4j.model;

import io.ablate4j.data.InputShape;
import java.util.Map;
import java.util.function.Predicate;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;

/** How much there is to compute in a network: a measure of time that is the same everywhere. */
public final class NetworkCost {
  private NetworkCost() {}

  /**
   * Multiplications of one example's forward pass: each parameter of a layer once for each place of
   * its output, which is exact for dense and convolution layers but for their biases.
   *
   * @param configuration whose input types are set
   * @return at least 1
   */
  public static double multiplications(
      ComputationGraphConfiguration configuration, InputShape shape) {
    return multiplications(configuration, shape, vertex -> true);
  }

  /** The same of the layers that read the network's input. */
  public static double firstMultiplications(
      ComputationGraphConfiguration configuration, InputShape shape) {
    return multiplications(
        configuration,
        shape,
        vertex ->
            configuration.getVertexInputs().get(vertex).equals(configuration.getNetworkInputs()));
  }

  private static double multiplications(
      ComputationGraphConfiguration configuration, InputShape shape, Predicate<String> isMeant) {
    Map<String, InputType> outputs =
        configuration.getLayerActivationTypes(
            shape.image()
                ? InputType.convolutional(shape.height(), shape.width(), shape.channels())
                : InputType.feedForward(shape.size()));
    double sum = 1;
    for (Map.Entry<String, GraphVertex> entry : configuration.getVertices().entrySet()) {
      if (entry.getValue() instanceof LayerVertex vertex && isMeant.test(entry.getKey())) {
        Layer layer = vertex.getLayerConf().getLayer();
        long parameters = layer.initializer().numParams(vertex.getLayerConf());
        sum += (double) parameters * places(outputs.get(entry.getKey()));
      }
    }
    return sum;
  }

  private static long places(InputType output) {
    return output instanceof InputType.InputTypeConvolutional image
        ? image.getHeight() * image.getWidth()
        : 1;
  }
}
