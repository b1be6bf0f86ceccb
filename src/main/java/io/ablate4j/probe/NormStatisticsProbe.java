package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import java.util.List;

/** See {@link NormEstimate}. */
public final class NormStatisticsProbe implements NetworkProbe {
  private static final int POPULATION = 1024;

  @Override
  public String id() {
    return "norm-statistics";
  }

  @Override
  public String meaning() {
    return "how far batch norm's running statistics are from those of the training set";
  }

  @Override
  public String source() {
    return "Ioffe and Szegedy 2015, arXiv:1502.03167, algorithm 2";
  }

  @Override
  public List<ProbeReading> readings() {
    return List.of(
        ProbeReading.of(
            "mean",
            Scale.NUMBER,
            false,
            "distance of the running mean from the mean of the training set, in its standard"
                + " deviations, mean over channels"),
        ProbeReading.of(
            "variance",
            Scale.NUMBER,
            false,
            "log of the running variance over that of the training set, mean over channels"));
  }

  @Override
  public ProbeSchedule schedule() {
    return ProbeSchedule.END;
  }

  @Override
  public ProbeWork work(ProbeSizes sizes) {
    return ProbeWork.passing(Math.min(POPULATION, sizes.trainingSet()));
  }

  /** Of 1,024 training examples at most. */
  @Override
  public void measure(ProbeMoment moment, ReadingSink sink) {
    NormEstimate found =
        NormEstimate.of(moment.network(), Chunks.first(moment.trainingSet(), POPULATION));
    sink.put("mean", found.mean());
    sink.put("variance", found.variance());
  }
}
