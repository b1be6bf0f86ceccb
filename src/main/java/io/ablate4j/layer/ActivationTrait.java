package io.ablate4j.layer;

import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.nd4j.linalg.activations.IActivation;

/** A function and nothing else. */
final class ActivationTrait implements LayerTrait<ActivationLayer> {
  @Override
  public Class<ActivationLayer> layer() {
    return ActivationLayer.class;
  }

  @Override
  public Optional<IActivation> activation(ActivationLayer layer) {
    return Optional.ofNullable(layer.getActivationFn());
  }

  @Override
  public void activate(ActivationLayer layer, IActivation function) {
    layer.setActivationFn(function);
  }
}
