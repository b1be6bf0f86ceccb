package io.ablate4j.engine.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * All that one of Deeplearning4j's layers computes of given numbers, forward and backward, with no
 * network around it.
 *
 * @param arrays by name: output, inference output, input gradient, gradient of each parameter (for
 *     batch norm's running statistics: how far they move), row-major
 */
public record LayerPass(Map<String, float[]> arrays) {
  private static final LayerWorkspaceMgr MEMORY = LayerWorkspaceMgr.noWorkspaces();

  public LayerPass {
    arrays = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
  }

  /**
   * A layer alone.
   *
   * @param kind with its numbers of inputs and outputs set
   * @param parameters in Deeplearning4j's order; none if it has none
   */
  public static Layer layer(org.deeplearning4j.nn.conf.layers.Layer kind, float[] parameters) {
    NeuralNetConfiguration configuration = new NeuralNetConfiguration.Builder().layer(kind).build();
    long[] shape = {1, parameters.length};
    INDArray own = parameters.length == 0 ? null : Nd4j.create(parameters, shape, 'c');
    Layer layer = kind.instantiate(configuration, null, 0, own, false, DataType.FLOAT);
    if (own != null) {
      layer.setBackpropGradientsViewArray(Nd4j.zeros(DataType.FLOAT, shape));
    }
    layer.allowInputModification(false);
    return layer;
  }

  /**
   * What the built-in path, without a helper, computes.
   *
   * @param kind with its numbers of inputs and outputs set
   * @param parameters in Deeplearning4j's order; none if it has none
   * @param input [examples, channels, height, width]
   * @param outputGradient of the output's shape
   */
  public static LayerPass builtIn(
      org.deeplearning4j.nn.conf.layers.Layer kind,
      float[] parameters,
      INDArray input,
      INDArray outputGradient) {
    return of(NativeRuntime.withoutHelpers(() -> layer(kind, parameters)), input, outputGradient);
  }

  /**
   * What {@code layer} computes.
   *
   * @param input [examples, channels, height, width]
   * @param outputGradient of the output's shape
   */
  public static LayerPass of(Layer layer, INDArray input, INDArray outputGradient) {
    layer.setInputMiniBatchSize(Math.toIntExact(input.size(0)));
    Map<String, float[]> arrays = new LinkedHashMap<>();
    layer.setInput(input, MEMORY);
    arrays.put("inference output", numbers(layer.activate(false, MEMORY)));
    layer.setInput(input, MEMORY);
    arrays.put("output", numbers(layer.activate(true, MEMORY)));
    Pair<Gradient, INDArray> gradients = layer.backpropGradient(outputGradient.dup(), MEMORY);
    arrays.put("input gradient", numbers(gradients.getSecond()));
    gradients
        .getFirst()
        .gradientForVariable()
        .forEach((name, gradient) -> arrays.put("gradient of " + name, numbers(gradient)));
    return new LayerPass(arrays);
  }

  private static float[] numbers(INDArray array) {
    return array.dup('c').data().asFloat();
  }
}
