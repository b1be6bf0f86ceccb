package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.view.Gradients;
import io.ablate4j.view.LayerView;
import java.util.List;

/**
 * The norm of the gradient by the weights of each layer, a mean over the examples, without biases.
 */
public final class GradientNorm implements NetworkProbe {
  @Override
  public String id() {
    return "gradient-norm";
  }

  @Override
  public String meaning() {
    return "how large the gradient of each layer's weights is";
  }

  @Override
  public String source() {
    return "Euclid";
  }

  @Override
  public List<ProbeReading> readings() {
    return List.of(
        ProbeReading.of(
            "first",
            Scale.RATIO,
            true,
            "norm of the gradient of the first weight layer, of 64 training examples in training"
                + " mode"),
        ProbeReading.of(
            "last",
            Scale.RATIO,
            true,
            "norm of the gradient of the output layer, of 64 training examples in training mode"),
        ProbeReading.of(
            "mean",
            Scale.RATIO,
            true,
            "mean over the weight layers of the norm of the gradient, of 64 training examples in"
                + " training mode"));
  }

  @Override
  public ProbeSchedule schedule() {
    return ProbeSchedule.LOG_STEPS;
  }

  @Override
  public ProbeWork work(ProbeSizes sizes) {
    return ProbeWork.OF_GRADIENTS;
  }

  @Override
  public void measure(ProbeMoment moment, ReadingSink sink) {
    Gradients gradients = moment.gradients();
    List<LayerView> layers = moment.network().weightLayers();
    double sum = 0;
    for (int i = 0; i < layers.size(); i++) {
      double norm = Vectors.norm(gradients.of(layers.get(i).weights().orElseThrow()));
      sink.put(layers.get(i).name(), norm);
      if (i == 0) {
        sink.put("first", norm);
      }
      if (i == layers.size() - 1) {
        sink.put("last", norm);
      }
      sum += norm;
    }
    sink.put("mean", sum / layers.size());
  }
}
