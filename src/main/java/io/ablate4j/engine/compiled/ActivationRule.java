package io.ablate4j.engine.compiled;

import org.deeplearning4j.nn.conf.layers.ActivationLayer;

/** An activation alone. */
final class ActivationRule implements LayerRule<ActivationLayer> {
  @Override
  public Class<ActivationLayer> layer() {
    return ActivationLayer.class;
  }

  @Override
  public void compile(ActivationLayer layer, Spot spot) throws Unsupported {
    spot.activate(layer.getActivationFn(), spot.from());
  }
}
