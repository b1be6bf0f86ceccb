package io.ablate4j.engine.compiled;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The weight and bias gradients of a convolution whose input's gradient nobody reads. oneDNN's
 * backward operation always computes that, too: 1.9 ms for a 3x3 layer from 1 to 16 channels on 64
 * images of 28x28, against 0.9 for a matrix product with the unrolled input, image by image.
 */
final class FirstLayerGradient {
  private final Tensor input;
  private final Tensor output;
  private final Convolution.Geometry geometry;
  private final int window;
  private final float[] unrolled;
  private final FloatPointer unrolledPointer;
  private final FloatPointer weightGradient;
  private final BiasGradient biasGradient;
  private final float[] zeros;

  FirstLayerGradient(
      Tensor input,
      Tensor output,
      Convolution.Geometry geometry,
      Parameters parameters,
      int weightOffset,
      int biasOffset) {
    this.input = input;
    this.output = output;
    this.geometry = geometry;
    window = input.channels * geometry.kernel()[0] * geometry.kernel()[1];
    unrolled = new float[window * output.space()];
    unrolledPointer = new FloatPointer(unrolled.length);
    weightGradient = parameters.gradientsAt(weightOffset);
    biasGradient = biasOffset < 0 ? null : new BiasGradient(output, parameters, biasOffset);
    zeros = new float[output.channels * window];
  }

  void compute(Buffer outputGradient) {
    float[] x = input.value().read();
    FloatPointer dz = new FloatPointer(outputGradient.readPointer());
    weightGradient.put(zeros, 0, zeros.length);
    for (int e = 0; e < input.examples; e++) {
      unroll(x, e * input.exampleSize());
      unrolledPointer.put(unrolled, 0, unrolled.length);
      Blas.multiply(
          false,
          true,
          output.channels,
          window,
          output.space(),
          dz.position((long) e * output.exampleSize()),
          unrolledPointer,
          true,
          weightGradient);
    }
    if (biasGradient != null) {
      biasGradient.compute(outputGradient.read());
    }
  }

  /**
   * Row (channel, y, x) of the unrolled image holds what that weight meets at each output pixel.
   */
  private void unroll(float[] x, int image) {
    int row = 0;
    for (int c = 0; c < input.channels; c++) {
      int plane = image + c * input.space();
      for (int ky = 0; ky < geometry.kernel()[0]; ky++) {
        for (int kx = 0; kx < geometry.kernel()[1]; kx++) {
          shift(x, plane, ky - geometry.padding()[0], kx - geometry.padding()[1], row);
          row += output.space();
        }
      }
    }
  }

  private void shift(float[] x, int plane, int down, int right, int row) {
    int from = Math.max(0, -right);
    int to = Math.min(output.width, input.width - right);
    for (int line = 0; line < output.height; line++) {
      int start = row + line * output.width;
      int source = line + down;
      if (source < 0 || source >= input.height || from >= to) {
        Arrays.fill(unrolled, start, start + output.width, 0);
      } else {
        Arrays.fill(unrolled, start, start + from, 0);
        System.arraycopy(
            x, plane + source * input.width + from + right, unrolled, start + from, to - from);
        Arrays.fill(unrolled, start + to, start + output.width, 0);
      }
    }
  }

  void close() {
    unrolledPointer.close();
  }
}
