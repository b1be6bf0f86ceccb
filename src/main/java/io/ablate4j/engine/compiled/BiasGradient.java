package io.ablate4j.engine.compiled;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/** The gradient of a convolution's bias: the sum over examples and pixels of its output's. */
final class BiasGradient {
  private final Tensor output;
  private final FloatPointer gradient;
  private final float[] sums;
  private final float[] one;

  /**
   * @param offset where the bias starts among the parameters
   */
  BiasGradient(Tensor output, Parameters parameters, int offset) {
    this.output = output;
    this.gradient = parameters.gradientsAt(offset);
    this.sums = new float[output.exampleSize()];
    this.one = new float[sums.length];
  }

  void compute(float[] dz) {
    Arrays.fill(sums, 0);
    int size = sums.length;
    for (int e = 0; e < output.examples; e++) {
      System.arraycopy(dz, e * size, one, 0, size); // two offsets would not vectorize
      add(one, sums);
    }
    for (int c = 0; c < output.channels; c++) {
      double sum = 0;
      for (int i = c * output.space(); i < (c + 1) * output.space(); i++) {
        sum += sums[i];
      }
      gradient.put(c, (float) sum);
    }
  }

  private static void add(float[] x, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += x[i];
    }
  }
}
