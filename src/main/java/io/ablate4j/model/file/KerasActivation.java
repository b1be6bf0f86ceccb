package io.ablate4j.model.file;

import java.util.function.Function;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.IActivation;

/** Layers that apply a function: the registry says which. */
final class KerasActivation extends OneInputLayer {
  private final Function<KerasSpec, IActivation> function;

  KerasActivation(String kind, Function<KerasSpec, IActivation> function) {
    super(kind);
    this.function = function;
  }

  @Override
  Layer layer(KerasSpec spec, KerasTensor input) {
    IActivation own = function.apply(spec);
    return new ActivationLayer.Builder().activation(own).build();
  }
}
