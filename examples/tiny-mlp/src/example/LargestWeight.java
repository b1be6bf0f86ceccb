package example;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.probe.Probe;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How far the largest weight of the output layer is from 0. */
public final class LargestWeight implements Probe {
  @Override
  public String id() {
    return "largest-weight";
  }

  @Override
  public String meaning() {
    return "largest absolute weight of the output layer";
  }

  @Override
  public Scale scale() {
    return Scale.RATIO; // two values are compared as a ratio; also SHARE, NATS and NUMBER
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public double measure(ComputationGraph network, INDArray features, INDArray labels) {
    return network.getOutputLayer(0).getParam("W").amaxNumber().doubleValue();
  }
}
