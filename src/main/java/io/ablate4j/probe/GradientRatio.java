package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Whether gradients vanish or explode on their way back. As in training: batch norm with the
 * statistics of the examples, dropout with masks, which the copy draws from a stream of its own.
 * The first 64 examples are a batch: enough for a norm, and the way back costs DL4J 4 ms an image
 * of the Inception block.
 */
public final class GradientRatio implements Probe {
  private static final long BATCH = 64;

  @Override
  public String id() {
    return "gradient-ratio";
  }

  @Override
  public String meaning() {
    return "log10 of the norm of the first weight layer's gradient over that of the last, of 64"
        + " examples in training mode; 0: equal, below 0: vanishing";
  }

  @Override
  public Scale scale() {
    return Scale.NUMBER;
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  /** NaN of a network with fewer than two weight layers, and where a gradient is 0. */
  @Override
  public double measure(ComputationGraph network, INDArray features, INDArray labels) {
    List<Layer> layers = WeightLayers.of(network);
    if (layers.size() < 2) {
      return Double.NaN;
    }
    network.setInputs(firstOf(features));
    network.setLabels(firstOf(labels));
    network.computeGradientAndScore();
    double first = norm(network, layers.get(0));
    double last = norm(network, layers.get(layers.size() - 1));
    return first > 0 && last > 0 ? Math.log10(first / last) : Double.NaN;
  }

  private static INDArray firstOf(INDArray examples) {
    return examples.size(0) <= BATCH
        ? examples
        : examples.get(NDArrayIndex.interval(0, BATCH)).dup();
  }

  private static double norm(ComputationGraph network, Layer layer) {
    String name = layer.conf().getLayer().getLayerName() + "_" + WeightLayers.WEIGHTS;
    return network.gradient().getGradientFor(name).norm2Number().doubleValue();
  }
}
