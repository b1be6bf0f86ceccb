package io.ablate4j.engine.compiled;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/** The average over all pixels. */
final class GlobalPoolingRule implements LayerRule<GlobalPoolingLayer> {
  @Override
  public Class<GlobalPoolingLayer> layer() {
    return GlobalPoolingLayer.class;
  }

  @Override
  public void compile(GlobalPoolingLayer layer, Spot spot) throws Unsupported {
    Unsupported.unless(
        layer.getPoolingType() == PoolingType.AVG
            && layer.isCollapseDimensions()
            && (layer.getPoolingDimensions() == null
                || Arrays.equals(layer.getPoolingDimensions(), new int[] {2, 3})),
        spot.name(),
        "global pooling other than the average");
    spot.add(new GlobalAveragePool(spot.from()));
  }
}
