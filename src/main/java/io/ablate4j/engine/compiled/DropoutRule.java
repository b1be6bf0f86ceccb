package io.ablate4j.engine.compiled;

import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;

/** Any dropout that has a {@link Mask}. */
final class DropoutRule implements LayerRule<DropoutLayer> {
  @Override
  public Class<DropoutLayer> layer() {
    return DropoutLayer.class;
  }

  @Override
  public void compile(DropoutLayer layer, Spot spot) throws Unsupported {
    IDropout dropout = layer.getIDropout();
    if (dropout == null) {
      spot.pass(spot.from());
      return;
    }
    Mask mask =
        Masks.of(dropout)
            .orElseThrow(() -> new Unsupported(spot.name(), "dropout of another kind"));
    Tensor dropped =
        spot.add(new Dropout(spot.name(), spot.from(), mask, spot.random(), spot.first()));
    if (spot.first()) {
      spot.leaveGradient(dropped);
    }
  }
}
