package io.ablate4j.engine.compiled;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;

/** A border of zeros around images. */
final class ZeroPaddingRule implements LayerRule<ZeroPaddingLayer> {
  @Override
  public Class<ZeroPaddingLayer> layer() {
    return ZeroPaddingLayer.class;
  }

  @Override
  public void compile(ZeroPaddingLayer layer, Spot spot) throws Unsupported {
    int[] edges = layer.getPadding(); // top, bottom, left, right
    Unsupported.unless(
        layer.getDataFormat() == CNN2DFormat.NCHW && edges.length == 4,
        spot.name(),
        "a border of channels last");
    Tensor padded = spot.add(new ZeroPadding(spot.from(), edges, spot.first()));
    if (spot.first()) {
      spot.leaveGradient(padded);
    }
  }
}
