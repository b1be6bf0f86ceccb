package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.view.Pass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much mean and standard deviation of what a layer reads move from one moment to the next, in
 * inference mode, but with noise on that shifts: mean over units of |change of the mean| + |change
 * of the log of the standard deviation|. Units that do not vary are left out.
 */
public final class MomentDrift implements NetworkProbe {
  @Override
  public String id() {
    return "moment-drift";
  }

  @Override
  public String meaning() {
    return "how much mean and spread of what a layer reads move between two moments";
  }

  @Override
  public String source() {
    return "ablate4j's own, beside input-drift";
  }

  @Override
  public List<ProbeReading> readings() {
    return List.of(
        ProbeReading.of(
            "mean",
            Scale.NUMBER,
            false,
            "mean over units of what all weight layers but the first read of |change of the mean| +"
                + " |change of the log of the standard deviation| since the moment before"));
  }

  @Override
  public ProbeSchedule schedule() {
    return ProbeSchedule.LOG_STEPS;
  }

  @Override
  public ProbeWork work(ProbeSizes sizes) {
    return ProbeWork.OF_TRAIN;
  }

  @Override
  public void measure(ProbeMoment moment, ReadingSink sink) {
    Pass pass = LayerDrift.pass(moment);
    Map<String, ChannelMoments> memory = moment.memory(HashMap::new);
    LayerDrift.measure(
        moment,
        (key, value) -> {
          if (!key.equals("last")) {
            sink.put(key, value);
          }
        },
        layer -> {
          ChannelMoments now = new ChannelMoments(layer.input());
          now.add(pass.input(layer.name()));
          ChannelMoments before = memory.put(layer.name(), now);
          return before == null ? Double.NaN : drift(before, now);
        });
  }

  private static double drift(ChannelMoments before, ChannelMoments now) {
    double sum = 0;
    int units = 0;
    for (int u = 0; u < now.channels(); u++) {
      if (before.variance(u) > 0 && now.variance(u) > 0) {
        sum +=
            Math.abs(now.mean(u) - before.mean(u))
                + Math.abs(Math.log(now.variance(u) / before.variance(u))) / 2;
        units++;
      }
    }
    return sum / units;
  }
}
