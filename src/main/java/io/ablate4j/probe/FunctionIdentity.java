package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.view.Batch;
import io.ablate4j.view.Mode;
import io.ablate4j.view.Mode.Drop;
import io.ablate4j.view.Mode.Norm;
import io.ablate4j.view.NetworkView;
import java.util.List;

/**
 * Whether a network computes after an intervention what it did before: the largest difference of a
 * probability, over the examples and classes. By running statistics, which know nothing of the
 * intervention yet, batch norm gives something else than by those of the batch.
 */
public final class FunctionIdentity implements NetworkProbe {
  private static final Mode BY_BATCH = new Mode(Norm.BATCH, Drop.OFF);
  private static final double MARGIN = .01;

  @Override
  public String id() {
    return "function-identity";
  }

  @Override
  public String meaning() {
    return "how much an intervention changes what the network computes";
  }

  @Override
  public String source() {
    return "an identity: f(ax) = a f(x) for a rectifier f and a > 0";
  }

  @Override
  public List<ProbeReading> readings() {
    return List.of(
        new ProbeReading(
            "",
            Scale.NUMBER,
            false,
            MARGIN,
            "largest absolute change of a probability by the intervention, batch norm by the batch,"
                + " 0 to 1"),
        new ProbeReading(
            "running",
            Scale.NUMBER,
            false,
            MARGIN,
            "largest absolute change of a probability by the intervention, batch norm by its"
                + " running statistics, 0 to 1"));
  }

  @Override
  public ProbeSchedule schedule() {
    return ProbeSchedule.INTERVENTION;
  }

  @Override
  public ProbeWork work(ProbeSizes sizes) {
    return ProbeWork.passing(4.0 * sizes.train());
  }

  @Override
  public void measure(ProbeMoment moment, ReadingSink sink) {
    ProbeMoment.AroundStep around = moment.around().orElseThrow();
    NetworkView before = moment.network().with(around.before());
    sink.put("", change(before, moment.network(), around.batch(), BY_BATCH));
    sink.put("running", change(before, moment.network(), around.batch(), Mode.INFERENCE));
  }

  private static double change(NetworkView before, NetworkView after, Batch batch, Mode mode) {
    float[] old = before.forward(batch, mode).probabilities();
    float[] now = after.forward(batch, mode).probabilities();
    double largest = 0;
    for (int i = 0; i < now.length; i++) {
      largest = Math.max(largest, Math.abs((double) now[i] - old[i]));
    }
    return largest;
  }
}
