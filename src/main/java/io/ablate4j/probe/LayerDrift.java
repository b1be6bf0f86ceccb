package io.ablate4j.probe;

import io.ablate4j.view.LayerView;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What weight layers read, layer by layer: the first one reads the data, which do not move. */
final class LayerDrift {
  private LayerDrift() {}

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
