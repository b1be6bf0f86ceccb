package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import java.util.List;

/** See {@link VarianceShift}. */
public final class VarianceShiftProbe implements NetworkProbe {
  @Override
  public String id() {
    return "variance-shift";
  }

  @Override
  public String meaning() {
    return "how the variance that batch norm reads behind dropout shifts from training to"
        + " inference";
  }

  @Override
  public String source() {
    return "Li et al. 2019, arXiv:1801.05134";
  }

  @Override
  public List<ProbeReading> readings() {
    return List.of(
        ProbeReading.of(
            "measured",
            Scale.RATIO,
            true,
            "variance with dropout off over variance with dropout on, at the first batch norm"
                + " behind a dropout, mean over channels; 1: no shift"),
        ProbeReading.of(
            "predicted",
            Scale.RATIO,
            true,
            "the same by the paper's formula, of mean and variance of what dropout reads"));
  }

  @Override
  public ProbeSchedule schedule() {
    return ProbeSchedule.END;
  }

  @Override
  public ProbeWork work(ProbeSizes sizes) {
    return ProbeWork.passing(2.0 * sizes.train());
  }

  @Override
  public void measure(ProbeMoment moment, ReadingSink sink) {
    VarianceShift found = VarianceShift.of(moment.network(), moment.train());
    sink.put("measured", found.measured());
    sink.put("predicted", found.predicted());
  }
}
