package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.view.LayerView;
import io.ablate4j.view.Mode;
import io.ablate4j.view.Pass;
import java.util.List;

/** Outputs of sigmoid and tanh where these are flat, and gradients small. */
public final class Saturation implements NetworkProbe {
  private static final double FLAT = .9;

  @Override
  public String id() {
    return "saturation";
  }

  @Override
  public String meaning() {
    return "outputs of sigmoid and tanh where these are flat";
  }

  @Override
  public String source() {
    return "Glorot and Bengio 2010";
  }

  @Override
  public List<ProbeReading> readings() {
    return List.of(
        ProbeReading.of(
            "",
            Scale.SHARE,
            false,
            "share of sigmoid outputs below .05 or above .95, and of tanh outputs beyond .9 either"
                + " way, inference mode, 0 to 1"));
  }

  @Override
  public ProbeSchedule schedule() {
    return ProbeSchedule.LOG_STEPS;
  }

  @Override
  public ProbeWork work(ProbeSizes sizes) {
    return ProbeWork.OF_TRAIN;
  }

  /** Nothing of a network without a sigmoid or a tanh. */
  @Override
  public void measure(ProbeMoment moment, ReadingSink sink) {
    Pass pass = moment.network().forward(moment.train(), Mode.INFERENCE);
    Shares flat = new Shares(sink);
    for (LayerView layer : Hidden.functions(moment.network())) {
      boolean isSigmoid = layer.activation().filter("sigmoid"::equals).isPresent();
      boolean isTanh = layer.activation().filter("tanh"::equals).isPresent();
      if (!isSigmoid && !isTanh) {
        continue;
      }
      float[] outputs = pass.output(layer.name());
      long own = 0;
      for (float value : outputs) {
        // A sigmoid is a tanh of half the width around one half: .05 and .95 are its 0.9.
        own += Math.abs(isSigmoid ? 2 * (double) value - 1 : value) > FLAT ? 1 : 0;
      }
      flat.add(layer.name(), own, outputs.length);
    }
    flat.putAll();
  }
}
