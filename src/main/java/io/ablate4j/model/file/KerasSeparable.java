package io.ablate4j.model.file;

import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;

/** SeparableConv2D; Deeplearning4j draws both of its weights in one way. */
final class KerasSeparable extends OneInputLayer {
  KerasSeparable() {
    super("SeparableConv2D");
  }

  @Override
  Layer layer(KerasSpec spec, KerasTensor input) {
    requireImage(spec, input);
    spec.refuse("depthwise_regularizer", "pointwise_regularizer", "pointwise_constraint");
    if (!KerasInitializers.weights(spec, "depthwise_initializer")
        .equals(KerasInitializers.weights(spec, "pointwise_initializer"))) {
      throw spec.wrong("pointwise_initializer", "it has to be that of depthwise_initializer");
    }
    SeparableConvolution2D layer =
        KerasWindow.set(spec, new SeparableConvolution2D.Builder())
            .depthMultiplier(spec.count("depth_multiplier", 1))
            .nOut(spec.count("filters"))
            .build();
    KerasWeights.set(spec, "depthwise", layer);
    return layer;
  }
}
