package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.view.Gradients;
import io.ablate4j.view.LayerView;
import io.ablate4j.view.Mode;
import io.ablate4j.view.NetworkView;
import io.ablate4j.view.Range;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Internal covariate shift as Santurkar et al. measure it: the gradient of a layer before a step,
 * and after the layers before it have taken that step, on the same batch and with the same masks.
 * Below one another in parallel branches, layers count as before and after in the order of
 * computation.
 */
public final class GradientChange implements NetworkProbe {
  private static final int MOST_LAYERS = 4;

  @Override
  public String id() {
    return "gradient-change";
  }

  @Override
  public String meaning() {
    return "how much the gradient of a layer changes because the layers before it have been"
        + " updated";
  }

  @Override
  public String source() {
    return "Santurkar et al. 2018, arXiv:1805.11604, section 2.2";
  }

  @Override
  public List<ProbeReading> readings() {
    return List.of(
        ProbeReading.of(
            "first",
            Scale.RATIO,
            false,
            "norm of the change of the first hidden weight layer's gradient behind others, by the"
                + " update of the layers before it"),
        ProbeReading.of(
            "mean",
            Scale.RATIO,
            false,
            "mean over four layers of the norm of the change of the gradient by the update of the"
                + " layers before"),
        ProbeReading.of(
            "cosine",
            Scale.NUMBER,
            true,
            "mean over four layers of the cosine between the gradient before and after the update"
                + " of the layers before, -1 to 1"));
  }

  @Override
  public ProbeSchedule schedule() {
    return ProbeSchedule.AROUND_STEPS;
  }

  @Override
  public ProbeWork work(ProbeSizes sizes) {
    int passes = 1 + MOST_LAYERS;
    return ProbeWork.passing((double) passes * ProbeWork.FORWARD_AND_BACK * sizes.batchSize());
  }

  @Override
  public void measure(ProbeMoment moment, ReadingSink sink) {
    ProbeMoment.AroundStep step = moment.around().orElseThrow();
    NetworkView network = moment.network();
    float[] after = network.parameters();
    Gradients before = network.with(step.before()).backward(step.batch(), Mode.TRAINING);
    double changes = 0;
    double cosines = 0;
    List<LayerView> looked = chosen(network.weightLayers());
    for (int i = 0; i < looked.size(); i++) {
      Range weights = looked.get(i).weights().orElseThrow();
      // The layers before this one as they are now, all others as they were.
      float[] mixed = step.before().clone();
      System.arraycopy(after, 0, mixed, 0, firstParameter(looked.get(i)));
      float[] old = before.of(weights);
      float[] now = network.with(mixed).backward(step.batch(), Mode.TRAINING).of(weights);
      double change = Vectors.distance(now, old);
      sink.put(looked.get(i).name(), change);
      if (i == 0) {
        sink.put("first", change);
      }
      changes += change;
      cosines += Vectors.product(now, old) / (Vectors.norm(now) * Vectors.norm(old));
    }
    sink.put("mean", changes / looked.size());
    sink.put("cosine", cosines / looked.size());
  }

  /** Parameters stand in the order of the layers, so that those before it end where its begin. */
  private static int firstParameter(LayerView layer) {
    return layer.parameters().values().stream().mapToInt(Range::from).min().orElseThrow();
  }

  /**
   * The second weight layer, that at a third of the way, at two thirds, and the last: before the
   * first one nothing is updated.
   */
  private static List<LayerView> chosen(List<LayerView> layers) {
    int last = layers.size() - 1;
    return last < 1
        ? List.of()
        : IntStream.of(1, (int) Math.ceil(last / 3.0), (int) Math.ceil(2 * last / 3.0), last)
            .distinct()
            .mapToObj(layers::get)
            .toList();
  }
}
