package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.view.LayerView;
import io.ablate4j.view.Mode;
import io.ablate4j.view.Pass;
import java.util.Arrays;
import java.util.List;

/**
 * Units behind a ReLU that give nothing for any example, in inference mode. Of a convolution a unit
 * is a channel, which is dead if it is 0 at every pixel.
 */
public final class DeadUnits implements NetworkProbe {
  @Override
  public String id() {
    return "dead-units";
  }

  @Override
  public String meaning() {
    return "units behind a ReLU that give nothing for any example";
  }

  @Override
  public String source() {
    return "Lu et al. 2019, arXiv:1903.06733";
  }

  @Override
  public List<ProbeReading> readings() {
    return List.of(
        ProbeReading.of(
            "",
            Scale.SHARE,
            false,
            "share of ReLU units (of a convolution: channels) that are 0 for all probed training"
                + " examples, inference mode, 0 to 1"));
  }

  @Override
  public ProbeSchedule schedule() {
    return ProbeSchedule.LOG_STEPS;
  }

  @Override
  public ProbeWork work(ProbeSizes sizes) {
    return ProbeWork.OF_TRAIN.reading(sizes.train());
  }

  /** Nothing of a network without a ReLU. */
  @Override
  public void measure(ProbeMoment moment, ReadingSink sink) {
    Pass pass = moment.network().forward(moment.train(), Mode.INFERENCE);
    Shares dead = new Shares(sink);
    for (LayerView layer : moment.network().layers()) {
      if (layer.activation().filter("relu"::equals).isPresent()) {
        double[] highest = Units.highest(pass.output(layer.name()), layer.output());
        long silent = Arrays.stream(highest).filter(value -> value == 0).count();
        dead.add(layer.name(), silent, highest.length);
      }
    }
    dead.putAll();
  }
}
