package io.ablate4j.probe;

import io.ablate4j.view.LayerView;
import io.ablate4j.view.LayerView.Kind;
import io.ablate4j.view.Mode;
import io.ablate4j.view.Mode.Drop;
import io.ablate4j.view.Mode.Norm;
import io.ablate4j.view.NetworkView;
import io.ablate4j.view.Pass;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What weight layers read, layer by layer: the first one reads the data, which do not move. */
final class LayerDrift {
  private static final Mode NOISY = new Mode(Norm.RUNNING, Drop.ON);

  private LayerDrift() {}

  /**
   * What layers read in inference mode. Noise that shifts with every step is on, as it is what the
   * network has to learn under; then so is dropout, and both are drawn anew at each moment.
   */
  static Pass pass(ProbeMoment moment) {
    NetworkView network = moment.network();
    return network.layers(Kind.NOISE).isEmpty()
        ? network.forward(moment.train(), Mode.INFERENCE)
        : network.seeded(moment.seed()).forward(moment.train(), NOISY);
  }

  /**
   * Puts a drift a layer, that of the output layer as "last" and their mean as "mean".
   *
   * @param drift of a layer; NaN at the first moment
   */
  static void measure(ProbeMoment moment, ReadingSink sink, ToDoubleFunction<LayerView> drift) {
    List<LayerView> all = moment.network().weightLayers();
    List<LayerView> layers = all.subList(Math.min(1, all.size()), all.size());
    double sum = 0;
    double last = Double.NaN;
    for (LayerView layer : layers) {
      last = drift.applyAsDouble(layer);
      sink.put(layer.name(), last);
      sum += last;
    }
    sink.put("last", last);
    sink.put("mean", sum / layers.size());
  }
}
