package io.ablate4j.engine.compiled;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;

/** With statistics of the batch, gamma and beta. */
final class BatchNormRule implements LayerRule<BatchNormalization> {
  @Override
  public Class<BatchNormalization> layer() {
    return BatchNormalization.class;
  }

  @Override
  public void compile(BatchNormalization layer, Spot spot) throws Unsupported {
    require(layer, spot);
    BatchNorm norm =
        new BatchNorm(
            spot.from(), spot.parameters(), layout(spot), layer.getDecay(), layer.getEps());
    spot.before().ifPresent(norm::foldInto);
    spot.add(norm);
  }

  /** What no kind of batch norm here does. */
  static void require(BatchNormalization layer, Spot spot) throws Unsupported {
    Unsupported.unless(
        !layer.isLockGammaBeta()
            && !layer.isUseLogStd()
            && layer.getCnn2DFormat() == CNN2DFormat.NCHW,
        spot.name(),
        "locked gamma and beta, logarithmic deviations, or channels last");
    Unsupported.unless(layer.isMinibatch(), spot.name(), "batch norm by running statistics alone");
  }

  static BatchNorm.Layout layout(Spot spot) throws Unsupported {
    return new BatchNorm.Layout(
        spot.offset("gamma", 'c'),
        spot.offset("beta", 'c'),
        spot.offset("mean", 'c'),
        spot.offset("var", 'c'));
  }
}
