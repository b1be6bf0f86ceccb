package io.ablate4j.model.file;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;

/** DepthwiseConv2D. */
final class KerasDepthwise extends OneInputLayer {
  KerasDepthwise() {
    super("DepthwiseConv2D");
  }

  @Override
  Layer layer(KerasSpec spec, KerasTensor input) {
    requireImage(spec, input);
    int times = spec.count("depth_multiplier", 1);
    long channels = ((InputType.InputTypeConvolutional) input.type()).getChannels();
    DepthwiseConvolution2D layer =
        KerasWindow.set(spec, new DepthwiseConvolution2D.Builder())
            .depthMultiplier(times)
            .nOut(Math.toIntExact(channels * times))
            .build();
    KerasWeights.set(spec, "depthwise", layer);
    return layer;
  }
}
