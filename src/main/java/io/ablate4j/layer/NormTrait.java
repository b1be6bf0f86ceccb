package io.ablate4j.layer;

import org.deeplearning4j.nn.conf.layers.BatchNormalization;

/**
 * Batch norm. DL4J's has an activation function as well, and never applies it; its scale and shift
 * are not drawn.
 */
final class NormTrait implements LayerTrait<BatchNormalization> {
  @Override
  public Class<BatchNormalization> layer() {
    return BatchNormalization.class;
  }

  @Override
  public boolean isNorm() {
    return true;
  }

  /** A running mean and a running variance of each channel. */
  @Override
  public long untrained(BatchNormalization layer) {
    return 2 * layer.getNOut();
  }
}
