package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Whether gradients vanish or explode on their way back. As in training: batch norm with the
 * statistics of the probed examples, dropout with masks, which the copy draws from a stream of its
 * own.
 */
public final class GradientRatio implements Probe {
  @Override
  public String id() {
    return "gradient-ratio";
  }

  @Override
  public String meaning() {
    return "log10 of the norm of the first weight layer's gradient over that of the last, training"
        + " mode; 0: equal, below 0: vanishing";
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
    network.setInputs(features);
    network.setLabels(labels);
    network.computeGradientAndScore();
    double first = norm(network, layers.get(0));
    double last = norm(network, layers.get(layers.size() - 1));
    return first > 0 && last > 0 ? Math.log10(first / last) : Double.NaN;
  }

  private static double norm(ComputationGraph network, Layer layer) {
    String name = layer.conf().getLayer().getLayerName() + "_" + WeightLayers.WEIGHTS;
    return network.gradient().getGradientFor(name).norm2Number().doubleValue();
  }
}
