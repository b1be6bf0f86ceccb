package io.ablate4j.train;

import io.ablate4j.data.Examples;
import io.ablate4j.engine.Networks;
import io.ablate4j.engine.runtime.DropCount;
import io.ablate4j.engine.runtime.TrainableNetwork;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;

/**
 * Whether what an arm puts into a network did there what it is for: dropout kept the share that was
 * asked for, batch norm's running statistics moved, and predictions draw nothing at random.
 */
final class ManipulationChecks {
  /** In provenance: that they were passed. */
  static final String FACT = "manipulation-checks";

  /**
   * Standard deviations that the share kept may be off. The same trial draws the same masks, so
   * that one that fails by chance would fail for ever: it has to be rarer than trials.
   */
  private static final double DEVIATIONS = 6;

  /** The retain probability is rounded to a multiple of 2 to minus 16. */
  private static final double ROUNDING = 0x1p-16;

  private static final int EXAMPLES = 50;

  private static final List<String> RUNNING = List.of("mean", "var", "log10stdev");

  private ManipulationChecks() {}

  /**
   * What is wrong with a network that has trained to the end.
   *
   * @param examples to make predictions of
   */
  static Optional<String> objection(TrainableNetwork network, Examples examples) {
    return dropped(network.drops())
        .or(() -> normalized(network))
        .or(() -> repeated(network, examples))
        .map("check: "::concat);
  }

  /** What the provenance says of a network that passed. */
  static String passed(TrainableNetwork network) {
    boolean drops = Networks.drops(network.graph());
    boolean isCounted = network.drops().stream().anyMatch(drop -> drop.drawn() > 0);
    return drops && !isCounted ? "passed; dropout was not counted" : "passed";
  }

  static Optional<String> dropped(List<DropCount> drops) {
    for (DropCount drop : drops) {
      if (drop.drawn() == 0) {
        continue;
      }
      double kept = drop.kept() / (double) drop.drawn();
      double deviation = Math.sqrt(drop.retain() * (1 - drop.retain()) / drop.drawn());
      double allowed = DEVIATIONS * deviation + ROUNDING;
      if (Math.abs(kept - drop.retain()) > allowed) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "dropout at %s kept %.5f, asked %.5f +- %.5f",
                drop.layer(),
                kept,
                drop.retain(),
                allowed));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> normalized(TrainableNetwork network) {
    for (Layer layer : network.graph().getLayers()) {
      if (!(layer.conf().getLayer() instanceof BatchNormalization)) {
        continue;
      }
      String name = layer.conf().getLayer().getLayerName();
      boolean moved = false;
      for (String key : RUNNING) {
        if (!layer.paramTable().containsKey(key)) {
          continue;
        }
        float start = key.equals("var") ? 1 : 0;
        for (float value : layer.getParam(key).dup('c').data().asFloat()) {
          if (!Float.isFinite(value)) {
            return Optional.of("a running statistic of batch norm at " + name + " is " + value);
          }
          moved |= value != start;
        }
      }
      if (!moved) {
        return Optional.of("the running statistics of batch norm at " + name + " never moved");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> repeated(TrainableNetwork network, Examples examples) {
    int count = Math.min(EXAMPLES, examples.count());
    float[] features = Arrays.copyOf(examples.features(), count * examples.shape().size());
    boolean same =
        Arrays.equals(
            network.probabilities(features, count), network.probabilities(features, count));
    return same ? Optional.empty() : Optional.of("the same predictions, made twice, differ");
  }
}
