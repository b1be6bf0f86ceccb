package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How large the weights have become. */
public final class WeightNorm implements Probe {
  @Override
  public String id() {
    return "weight-norm";
  }

  @Override
  public String meaning() {
    return "Euclidean norm of all weights, without biases and batch norm";
  }

  @Override
  public Scale scale() {
    return Scale.RATIO;
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public double measure(ComputationGraph network, INDArray features, INDArray labels) {
    double squares = 0;
    for (Layer layer : WeightLayers.of(network)) {
      double norm = layer.getParam(WeightLayers.WEIGHTS).norm2Number().doubleValue();
      squares += norm * norm;
    }
    return Math.sqrt(squares);
  }
}
