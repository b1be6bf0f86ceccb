package io.ablate4j.layer;

import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.nd4j.linalg.activations.IActivation;

/** The end of a network: weights, a function and a loss. */
final class OutputTrait implements LayerTrait<BaseOutputLayer> {
  @Override
  public Class<BaseOutputLayer> layer() {
    return BaseOutputLayer.class;
  }

  @Override
  public Optional<IActivation> activation(BaseOutputLayer layer) {
    return Optional.ofNullable(layer.getActivationFn());
  }

  @Override
  public void activate(BaseOutputLayer layer, IActivation function) {
    layer.setActivationFn(function);
  }

  @Override
  public Optional<BaseLayer> weights(BaseOutputLayer layer) {
    return Optional.of(layer);
  }

  @Override
  public boolean isOutput() {
    return true;
  }
}
