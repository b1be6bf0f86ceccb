package io.ablate4j.model.file;

import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/** Conv2D. */
final class KerasConvolution extends OneInputLayer {
  KerasConvolution() {
    super("Conv2D");
  }

  @Override
  Layer layer(KerasSpec spec, KerasTensor input) {
    requireImage(spec, input);
    ConvolutionLayer layer =
        KerasWindow.set(spec, new ConvolutionLayer.Builder()).nOut(spec.count("filters")).build();
    KerasWeights.set(spec, "kernel", layer);
    return layer;
  }
}
