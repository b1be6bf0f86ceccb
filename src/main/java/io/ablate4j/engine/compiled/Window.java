package io.ablate4j.engine.compiled;

import org.deeplearning4j.nn.conf.ConvolutionMode;

/**
 * One dimension of a sliding window.
 *
 * @param before padding before the first number
 * @param outputs how many places it takes
 */
record Window(int kernel, int stride, int before, int outputs) {
  /**
   * As DL4J places it over the images that come to a layer.
   *
   * @param dimension 0 for rows, 1 for columns; of what it slides along and of the arrays
   * @param padding of either side, where the mode does not decide it
   * @throws Unsupported if the mode is none that the compiler knows
   */
  static Window of(
      Spot spot, int dimension, ConvolutionMode mode, int[] kernels, int[] strides, int[] padding)
      throws Unsupported {
    int size = dimension == 0 ? spot.from().height : spot.from().width;
    int kernel = kernels[dimension];
    int stride = strides[dimension];
    return switch (mode) {
      case Same -> {
        int outputs = (size + stride - 1) / stride;
        int total = Math.max(0, (outputs - 1) * stride + kernel - size);
        yield new Window(kernel, stride, total / 2, outputs);
      }
      case Truncate, Strict -> {
        int before = padding[dimension];
        yield new Window(kernel, stride, before, (size + 2 * before - kernel) / stride + 1);
      }
      default -> throw new Unsupported(spot.name(), "convolution mode " + mode);
    };
  }

  /** The first number in the window of an output; its padding left out. */
  int start(int output) {
    return Math.max(0, output * stride - before);
  }

  /** The number behind the last one in that window, of {@code size}. */
  int end(int output, int size) {
    return Math.min(size, output * stride - before + kernel);
  }

  /** Whether each output is of the number in its own place. */
  boolean isOnePixel() {
    return kernel == 1 && stride == 1 && before == 0;
  }
}
