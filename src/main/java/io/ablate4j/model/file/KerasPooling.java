package io.ablate4j.model.file;

import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** MaxPooling2D and AveragePooling2D. */
final class KerasPooling extends OneInputLayer {
  private final PoolingType type;

  KerasPooling(String kind, PoolingType type) {
    super(kind);
    this.type = type;
  }

  @Override
  Layer layer(KerasSpec spec, KerasTensor input) {
    requireImage(spec, input);
    int[] size = spec.pair("pool_size", 2, 2);
    return new SubsamplingLayer.Builder()
        .poolingType(type)
        .kernelSize(size)
        .stride(spec.pair("strides", size))
        .convolutionMode(KerasWindow.padding(spec))
        .build();
  }
}
