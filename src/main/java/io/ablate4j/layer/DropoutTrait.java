package io.ablate4j.layer;

import org.deeplearning4j.nn.conf.layers.DropoutLayer;

/** In DL4J it extends layers with weights, but has none, and never applies its function. */
final class DropoutTrait implements LayerTrait<DropoutLayer> {
  @Override
  public Class<DropoutLayer> layer() {
    return DropoutLayer.class;
  }

  @Override
  public boolean isNoise(DropoutLayer layer) {
    return layer.getIDropout() instanceof ShiftingNoise;
  }
}
