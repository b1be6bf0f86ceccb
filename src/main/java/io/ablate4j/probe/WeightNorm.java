package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.view.LayerView;
import java.util.List;

/** How large the weights have become: the norm of all of them, and of each layer. */
public final class WeightNorm implements NetworkProbe {
  @Override
  public String id() {
    return "weight-norm";
  }

  @Override
  public String meaning() {
    return "how large the weights have become";
  }

  @Override
  public String source() {
    return "Euclid";
  }

  @Override
  public List<ProbeReading> readings() {
    return List.of(
        ProbeReading.of(
            "",
            Scale.RATIO,
            false,
            "Euclidean norm of all weights, without biases and batch norm"));
  }

  @Override
  public ProbeSchedule schedule() {
    return ProbeSchedule.LOG_STEPS;
  }

  @Override
  public ProbeWork work(ProbeSizes sizes) {
    return ProbeWork.NONE;
  }

  @Override
  public void measure(ProbeMoment moment, ReadingSink sink) {
    float[] parameters = moment.network().parameters();
    double squares = 0;
    for (LayerView layer : moment.network().weightLayers()) {
      double norm = Vectors.norm(layer.weights().orElseThrow().of(parameters));
      sink.put(layer.name(), norm);
      squares += norm * norm;
    }
    sink.put("", Math.sqrt(squares));
  }
}
