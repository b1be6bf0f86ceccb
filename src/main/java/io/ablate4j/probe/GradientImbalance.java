package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import java.util.List;

/** How far {@link GradientRatio} is from balanced, whichever way. */
public final class GradientImbalance implements NetworkProbe {
  @Override
  public String id() {
    return "gradient-imbalance";
  }

  @Override
  public String meaning() {
    return "how far gradients are from equal in the first and the last layer";
  }

  @Override
  public String source() {
    return "ablate4j's own";
  }

  @Override
  public List<ProbeReading> readings() {
    return List.of(
        ProbeReading.of(
            "",
            Scale.NUMBER,
            false,
            "distance of gradient-ratio from 0, where the first and the last layer have gradients"
                + " of one norm"));
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
    sink.put("", Math.abs(GradientRatio.of(moment)));
  }
}
