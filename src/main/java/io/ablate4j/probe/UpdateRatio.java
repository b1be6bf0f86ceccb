package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.view.LayerView;
import java.util.List;

/** The norm of what one step changes in the weights of a layer over the norm of the weights. */
public final class UpdateRatio implements NetworkProbe {
  @Override
  public String id() {
    return "update-ratio";
  }

  @Override
  public String meaning() {
    return "how much one step moves the weights";
  }

  @Override
  public String source() {
    return "A. Karpathy's notes on training networks, about 1e-3 is usual";
  }

  @Override
  public List<ProbeReading> readings() {
    return List.of(
        ProbeReading.of(
            "mean",
            Scale.RATIO,
            false,
            "mean over the weight layers of the norm of what a step changes over the norm of the"
                + " weights before it"));
  }

  @Override
  public ProbeSchedule schedule() {
    return ProbeSchedule.AROUND_STEPS;
  }

  @Override
  public ProbeWork work(ProbeSizes sizes) {
    return ProbeWork.NONE;
  }

  @Override
  public void measure(ProbeMoment moment, ReadingSink sink) {
    float[] before = moment.around().orElseThrow().before();
    float[] after = moment.network().parameters();
    List<LayerView> layers = moment.network().weightLayers();
    double sum = 0;
    for (LayerView layer : layers) {
      float[] old = layer.weights().orElseThrow().of(before);
      double ratio =
          Vectors.distance(layer.weights().orElseThrow().of(after), old) / Vectors.norm(old);
      sink.put(layer.name(), ratio);
      sum += ratio;
    }
    sink.put("mean", sum / layers.size());
  }
}
