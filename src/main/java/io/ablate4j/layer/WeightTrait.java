package io.ablate4j.layer;

import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.nd4j.linalg.activations.IActivation;

/** Dense layers, convolutions, recurrent layers: weights and a function. */
final class WeightTrait implements LayerTrait<FeedForwardLayer> {
  @Override
  public Class<FeedForwardLayer> layer() {
    return FeedForwardLayer.class;
  }

  @Override
  public Optional<IActivation> activation(FeedForwardLayer layer) {
    return Optional.ofNullable(layer.getActivationFn());
  }

  @Override
  public void activate(FeedForwardLayer layer, IActivation function) {
    layer.setActivationFn(function);
  }

  @Override
  public Optional<BaseLayer> weights(FeedForwardLayer layer) {
    return Optional.of(layer);
  }
}
