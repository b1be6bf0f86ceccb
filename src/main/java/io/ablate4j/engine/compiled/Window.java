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
   * As DL4J places it.
   *
   * @param layer for the objection
   * @param size of the dimension it slides along
   * @param padding of either side, where the mode does not decide it
   * @throws Unsupported if the mode is none that the compiler knows
   */
  static Window of(
      String layer, ConvolutionMode mode, int size, int kernel, int stride, int padding)
      throws Unsupported {
    return switch (mode) {
      case Same -> {
        int outputs = (size + stride - 1) / stride;
        int total = Math.max(0, (outputs - 1) * stride + kernel - size);
        yield new Window(kernel, stride, total / 2, outputs);
      }
      case Truncate, Strict ->
          new Window(kernel, stride, padding, (size + 2 * padding - kernel) / stride + 1);
      default -> throw new Unsupported(layer, "convolution mode " + mode);
    };
  }

  /** Whether each output is of the number in its own place. */
  boolean isOnePixel() {
    return kernel == 1 && stride == 1 && before == 0;
  }
}
