package io.ablate4j.model.file;

import java.util.Map;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;

/** What Keras's convolutions and pools say of the window that they slide. */
final class KerasWindow {
  private static final Map<String, ConvolutionMode> PADDINGS =
      Map.of("valid", ConvolutionMode.Truncate, "same", ConvolutionMode.Same);

  private KerasWindow() {}

  /** What stands at the edges: nothing, or as many zeros as keep the size. */
  static ConvolutionMode padding(KerasSpec spec) {
    return spec.choice("padding", "valid", PADDINGS);
  }

  /** A convolution's settings. */
  static <B extends ConvolutionLayer.BaseConvBuilder<B>> B set(KerasSpec spec, B builder) {
    if (spec.count("groups", 1) != 1) {
      throw spec.wrong("groups", "Deeplearning4j has no groups of channels");
    }
    return builder
        .kernelSize(spec.pair("kernel_size", 3, 3))
        .stride(spec.pair("strides", 1, 1))
        .dilation(spec.pair("dilation_rate", 1, 1))
        .convolutionMode(padding(spec))
        .hasBias(spec.flag("use_bias", true));
  }
}
