package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.view.LayerView;
import io.ablate4j.view.Mode;
import io.ablate4j.view.Pass;
import java.util.Arrays;
import java.util.List;

/**
 * Units whose mean absolute output is more than three times that of the median unit of their layer.
 */
public final class OverActiveUnits implements NetworkProbe {
  private static final double TIMES = 3;

  @Override
  public String id() {
    return "over-active-units";
  }

  @Override
  public String meaning() {
    return "units that are far more active than others of their layer";
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
            Scale.SHARE,
            false,
            "share of units behind a function whose mean absolute output is above 3 times the"
                + " median unit's of the layer, inference mode, 0 to 1"));
  }

  @Override
  public ProbeSchedule schedule() {
    return ProbeSchedule.LOG_STEPS;
  }

  @Override
  public ProbeWork work(ProbeSizes sizes) {
    return ProbeWork.OF_TRAIN.reading(sizes.train());
  }

  /** Nothing of a network without a layer that applies a function. */
  @Override
  public void measure(ProbeMoment moment, ReadingSink sink) {
    Pass pass = moment.network().forward(moment.train(), Mode.INFERENCE);
    Shares over = new Shares(sink);
    for (LayerView layer : Hidden.functions(moment.network())) {
      double[] sizes = Units.meanSize(pass.output(layer.name()), layer.output());
      double most = TIMES * median(sizes);
      over.add(
          layer.name(), Arrays.stream(sizes).filter(size -> size > most).count(), sizes.length);
    }
    over.putAll();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
