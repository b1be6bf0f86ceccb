package io.ablate4j.engine.compiled;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Convolution with a kernel of one pixel: the matrix product of weights and pixels, image by image.
 * ND4J's operation sets oneDNN up at each call, which takes longer than the arithmetic of so few
 * numbers: 11 to 23 us an image and pass of the Inception block's at batch 16, against 3 to 6 here.
 */
final class PointwiseConvolution implements Node {
  private final Tensor input;
  private final Buffer inputGradient;
  private final Tensor output;
  private final Parameters parameters;
  private final int biasOffset;
  private final FloatPointer weights;
  private final FloatPointer weightGradient;
  private final BiasGradient biasGradient;

  /** The bias of each number of an image. */
  private final float[] bias;

  /**
   * @param output as large as the input, with as many channels as there are filters
   * @param biasOffset where the bias starts among the parameters, -1 if there is none
   * @param first whether nobody reads the input's gradient
   */
  PointwiseConvolution(
      Tensor input,
      Tensor output,
      Parameters parameters,
      int weightOffset,
      int biasOffset,
      boolean first) {
    this.input = input;
    this.inputGradient = first ? null : input.newGradient();
    this.output = output;
    this.parameters = parameters;
    this.biasOffset = biasOffset;
    this.weights = parameters.valuesAt(weightOffset);
    this.weightGradient = parameters.gradientsAt(weightOffset);
    this.biasGradient = biasOffset < 0 ? null : new BiasGradient(output, parameters, biasOffset);
    this.bias = new float[biasOffset < 0 ? 0 : output.exampleSize()];
  }

  @Override
  public void forward(PassKind pass) {
    FloatPointer x = new FloatPointer(input.value().readPointer());
    FloatPointer z = new FloatPointer(output.value().writePointer());
    boolean biased = biasOffset >= 0;
    if (biased) {
      spreadBias();
    }
    for (int e = 0; e < input.examples; e++) {
      x.position((long) e * input.exampleSize());
      z.position((long) e * output.exampleSize());
      if (biased) {
        z.put(bias, 0, bias.length);
      }
      Blas.multiply(
          false, false, output.channels, output.space(), input.channels, weights, x, biased, z);
    }
  }

  private void spreadBias() {
    int space = output.space();
    for (int c = 0; c < output.channels; c++) {
      Arrays.fill(bias, c * space, (c + 1) * space, parameters.values()[biasOffset + c]);
    }
  }

  @Override
  public void backward() {
    Buffer gradient = output.gradient();
    FloatPointer dz = new FloatPointer(gradient.readPointer());
    FloatPointer x = new FloatPointer(input.value().readPointer());
    FloatPointer dx = inputGradient == null ? null : new FloatPointer(inputGradient.writePointer());
    int filters = output.channels;
    for (int e = 0; e < input.examples; e++) {
      dz.position((long) e * output.exampleSize());
      x.position((long) e * input.exampleSize());
      Blas.multiply(
          false, true, filters, input.channels, input.space(), dz, x, e > 0, weightGradient);
      if (dx != null) {
        dx.position((long) e * input.exampleSize());
        Blas.multiply(true, false, input.channels, input.space(), filters, weights, dz, false, dx);
      }
    }
    if (biasGradient != null) {
      biasGradient.compute(gradient.read());
    }
  }

  @Override
  public boolean forgetsOutput() {
    return true;
  }

  @Override
  public Tensor output() {
    return output;
  }
}
