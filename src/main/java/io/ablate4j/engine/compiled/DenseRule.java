package io.ablate4j.engine.compiled;

import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A matrix product and its activation. */
final class DenseRule implements LayerRule<DenseLayer> {
  @Override
  public Class<DenseLayer> layer() {
    return DenseLayer.class;
  }

  @Override
  public void compile(DenseLayer layer, Spot spot) throws Unsupported {
    Unsupported.unless(!layer.hasLayerNorm(), spot.name(), "layer normalization");
    spot.activate(layer.getActivationFn(), product(layer.hasBias(), spot));
  }

  @Override
  public boolean readsRows() {
    return true;
  }

  /** Adds x W + b. */
  static Tensor product(boolean bias, Spot spot) throws Unsupported {
    INDArray weights = spot.parameter("W");
    Unsupported.unless(
        weights.size(0) == spot.from().exampleSize(), spot.name(), "an input of another size");
    return spot.add(
        new Dense(
            spot.from(),
            Math.toIntExact(weights.size(1)),
            spot.parameters(),
            spot.offset("W", 'f'),
            spot.offset("b", 'c', bias),
            spot.first()));
  }
}
