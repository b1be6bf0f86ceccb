package io.ablate4j.probe;

import io.ablate4j.view.Batch;
import io.ablate4j.view.Mode;
import io.ablate4j.view.NetworkView;
import io.ablate4j.view.Pass;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many directions a layer uses, as a share of those it could use: the effective rank of Roy and
 * Vetterli 2007 ("The effective rank: a measure of effective dimensionality") of what the layer
 * gives, not centred, over the smaller of examples and units. Of a convolution the mean of each
 * channel.
 */
final class EffectiveRank {
  private EffectiveRank() {}

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
