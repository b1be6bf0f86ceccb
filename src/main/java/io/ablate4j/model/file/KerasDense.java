package io.ablate4j.model.file;

import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/** Dense. */
final class KerasDense extends OneInputLayer {
  KerasDense() {
    super("Dense");
  }

  @Override
  Layer layer(KerasSpec spec, KerasTensor input) {
    if (input.isImage()) {
      throw spec.refusal(
          "reads an image pixel by pixel; Deeplearning4j has no such layer without Flatten before"
              + " it.");
    }
    DenseLayer layer =
        new DenseLayer.Builder()
            .nOut(spec.count("units"))
            .hasBias(spec.flag("use_bias", true))
            .build();
    KerasWeights.set(spec, "kernel", layer);
    return layer;
  }
}
