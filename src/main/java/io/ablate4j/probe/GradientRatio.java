package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.view.Gradients;
import io.ablate4j.view.LayerView;
import java.util.List;

/**
 * Whether gradients vanish or explode on their way back. As in training: batch norm with the
 * statistics of the examples, dropout with masks.
 */
public final class GradientRatio implements NetworkProbe {
  @Override
  public String id() {
    return "gradient-ratio";
  }

  @Override
  public String meaning() {
    return "whether gradients vanish or explode on their way back";
  }

  @Override
  public String source() {
    return "Glorot and Bengio 2010, section 4";
  }

  @Override
  public List<ProbeReading> readings() {
    return List.of(
        ProbeReading.of(
            "",
            Scale.NUMBER,
            true,
            "log10 of the norm of the first weight layer's gradient over that of the last, of 64"
                + " examples in training mode; 0: equal, below 0: vanishing"));
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
    sink.put("", of(moment));
  }

  /** NaN of a network with fewer than two weight layers, and where a gradient is 0. */
  static double of(ProbeMoment moment) {
    List<LayerView> layers = moment.network().weightLayers();
    if (layers.size() < 2) {
      return Double.NaN;
    }
    Gradients gradients = moment.gradients();
    double first = Vectors.norm(gradients.of(layers.get(0).weights().orElseThrow()));
    double last = Vectors.norm(gradients.of(layers.get(layers.size() - 1).weights().orElseThrow()));
    return first > 0 && last > 0 ? Math.log10(first / last) : Double.NaN;
  }
}
