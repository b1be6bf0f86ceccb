package io.ablate4j.model.file;

import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/** GlobalMaxPooling2D and GlobalAveragePooling2D. */
final class KerasGlobalPooling extends OneInputLayer {
  private final PoolingType type;

  KerasGlobalPooling(String kind, PoolingType type) {
    super(kind);
    this.type = type;
  }

  @Override
  Layer layer(KerasSpec spec, KerasTensor input) {
    requireImage(spec, input);
    if (spec.flag("keepdims", false)) {
      throw spec.wrong("keepdims", "only false can be translated");
    }
    return new GlobalPoolingLayer.Builder(type).build();
  }
}
