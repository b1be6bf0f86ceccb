package io.ablate4j.engine.compiled;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;

/** All layers that the compiler knows. */
final class LayerRules {
  private static final List<LayerRule<?>> ALL =
      List.of(
          new ConvolutionRule(),
          new DenseRule(),
          new BatchNormRule(),
          new GhostBatchNormRule(),
          new ActivationRule(),
          new SubsamplingRule(),
          new DropoutRule(),
          new GlobalPoolingRule(),
          new ZeroPaddingRule(),
          new OutputRule(),
          new LossRule());

  private LayerRules() {}

  /**
   * Compiles a layer by its rule.
   *
   * @throws Unsupported if there is none, or the layer asks for more than it does
   */
  static void compile(Layer layer, Spot spot) throws Unsupported {
    for (LayerRule<?> rule : ALL) {
      if (rule.layer() == layer.getClass()) {
        compile(rule, layer, spot);
        return;
      }
    }
    throw new Unsupported(spot.name(), layer.getClass().getSimpleName());
  }

  /** Whether a layer takes what it reads as one row an example. */
  static boolean readsRows(Layer layer) {
    return ALL.stream().anyMatch(rule -> rule.layer() == layer.getClass() && rule.readsRows());
  }

  private static <L extends Layer> void compile(LayerRule<L> rule, Layer layer, Spot spot)
      throws Unsupported {
    rule.compile(rule.layer().cast(layer), spot);
  }
}
