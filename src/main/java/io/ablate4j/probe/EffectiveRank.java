package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.view.Batch;
import io.ablate4j.view.Mode;
import io.ablate4j.view.NetworkView;
import io.ablate4j.view.Pass;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many directions a layer uses, as a share of those it could use: the effective rank of Roy and
 * Vetterli 2007 ("The effective rank: a measure of effective dimensionality") of what the layer
 * gives, not centred, over the smaller of examples and units. Of a convolution the mean of each
 * channel.
 */
public final class EffectiveRank implements NetworkProbe {
  /** For the eigenvalues, measured. */
  private static final double SECONDS = .01;

  @Override
  public String id() {
    return "effective-rank";
  }

  @Override
  public String meaning() {
    return "how many of its directions a layer uses";
  }

  @Override
  public String source() {
    return "Roy and Vetterli 2007";
  }

  @Override
  public List<ProbeReading> readings() {
    return List.of(
        ProbeReading.of(
            "mean",
            Scale.SHARE,
            true,
            "effective rank of what a hidden layer gives for training examples, over the smaller of"
                + " examples and units, mean over the layers, 0 to 1"));
  }

  @Override
  public ProbeSchedule schedule() {
    return ProbeSchedule.END;
  }

  @Override
  public ProbeWork work(ProbeSizes sizes) {
    return ProbeWork.OF_TRAIN.taking(SECONDS);
  }

  @Override
  public void measure(ProbeMoment moment, ReadingSink sink) {
    Map<String, Double> ranks = of(moment.network(), moment.train());
    ranks.forEach(sink::put);
    sink.put("mean", ranks.values().stream().mapToDouble(v -> v).average().orElse(Double.NaN));
  }

  /** By name of the hidden weight layer; NaN where all is 0. */
  static Map<String, Double> of(NetworkView network, Batch batch) {
    Pass pass = network.forward(batch, Mode.INFERENCE);
    Map<String, Double> ranks = new TreeMap<>();
    Representations.of(network)
        .forEach(
            (name, layer) -> {
              double[][] means =
                  Representations.pooled(pass.output(layer.name()), layer, batch.size(), 1);
              int most = Math.min(means.length, means[0].length);
              ranks.put(name, Spectrum.effectiveRank(means) / most);
            });
    return ranks;
  }
}
