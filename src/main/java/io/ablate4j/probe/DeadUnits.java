package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.layer.LayerTraits;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Units behind a ReLU that give nothing for any example, in inference mode. */
public final class DeadUnits implements Probe {
  @Override
  public String id() {
    return "dead-units";
  }

  @Override
  public String meaning() {
    return "share of ReLU units (of a convolution: channels) that are 0 for all probed training"
        + " examples, inference mode, 0 to 1";
  }

  @Override
  public Scale scale() {
    return Scale.SHARE;
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  /** NaN of a network without a ReLU. Channels are the second axis, as in DL4J's default. */
  @Override
  public double measure(ComputationGraph network, INDArray features, INDArray labels) {
    Map<String, INDArray> activations = network.feedForward(features, false);
    long units = 0;
    long dead = 0;
    for (Layer layer : network.getLayers()) {
      if (!isRelu(layer)) {
        continue;
      }
      INDArray out = activations.get(layer.conf().getLayer().getLayerName());
      float[] highest =
          (out.rank() == 4 ? out.amax(0, 2, 3) : out.amax(0)).dup('c').data().asFloat();
      units += highest.length;
      for (float value : highest) {
        dead += value == 0 ? 1 : 0;
      }
    }
    return units == 0 ? Double.NaN : (double) dead / units;
  }

  private static boolean isRelu(Layer layer) {
    return LayerTraits.activation(layer.conf().getLayer())
        .filter(ActivationReLU.class::isInstance)
        .isPresent();
  }
}
