package io.ablate4j.engine.compiled;

import org.deeplearning4j.nn.conf.layers.LossLayer;

/** Softmax with cross-entropy of what another layer gives. */
final class LossRule implements LayerRule<LossLayer> {
  @Override
  public Class<LossLayer> layer() {
    return LossLayer.class;
  }

  @Override
  public void compile(LossLayer layer, Spot spot) throws Unsupported {
    OutputRule.require(layer.getActivationFn(), layer.getLossFn(), spot.name());
    Unsupported.unless(spot.from().space() == 1, spot.name(), "a loss of each pixel");
    spot.pass(spot.from());
    spot.end(new SoftmaxCrossEntropy(spot.from()));
  }
}
