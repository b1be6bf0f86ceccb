package io.ablate4j.engine.compiled;

import io.ablate4j.layer.GhostBatchNormalization;

/** Batch norm of groups of a batch. */
final class GhostBatchNormRule implements LayerRule<GhostBatchNormalization> {
  @Override
  public Class<GhostBatchNormalization> layer() {
    return GhostBatchNormalization.class;
  }

  @Override
  public void compile(GhostBatchNormalization layer, Spot spot) throws Unsupported {
    BatchNormRule.require(layer, spot);
    spot.add(
        new GhostBatchNorm(
            spot.from(),
            layer.getGhost(),
            spot.parameters(),
            BatchNormRule.layout(spot),
            layer.getDecay(),
            layer.getEps()));
  }
}
