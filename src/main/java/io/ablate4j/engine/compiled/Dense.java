package io.ablate4j.engine.compiled;

import org.bytedeco.javacpp.FloatPointer;

/** x W + b. DL4J keeps W column by column: in memory it is [units x inputs] row by row. */
final class Dense implements Node {
  private final Tensor input;
  private final Buffer inputGradient;
  private final Tensor output;
  private final Parameters parameters;
  private final int biasOffset;
  private final int inputs;
  private final int units;
  private final FloatPointer weights;
  private final FloatPointer weightGradient;
  private final FloatPointer biasGradientPointer;
  private final float[] biasGradient;

  /**
   * @param biasOffset where the bias starts among the parameters, -1 if there is none
   * @param first whether nobody reads the input's gradient
   */
  Dense(
      Tensor input,
      int units,
      Parameters parameters,
      int weightOffset,
      int biasOffset,
      boolean first) {
    this.input = input;
    this.inputGradient = first ? null : input.newGradient();
    this.inputs = input.exampleSize();
    this.units = units;
    this.output = new Tensor(input.examples, units, 1, 1);
    this.parameters = parameters;
    this.biasOffset = biasOffset;
    this.weights = parameters.valuesAt(weightOffset);
    this.weightGradient = parameters.gradientsAt(weightOffset);
    this.biasGradient = new float[biasOffset < 0 ? 0 : units];
    this.biasGradientPointer = biasOffset < 0 ? null : parameters.gradientsAt(biasOffset);
  }

  @Override
  public void forward(PassKind pass) {
    Blas.multiply(
        false,
        true,
        input.examples,
        units,
        inputs,
        input.value().readPointer(),
        weights,
        false,
        output.value().writePointer());
    if (biasOffset >= 0) {
      float[] z = output.value().read();
      addBias(z, parameters.values(), biasOffset, units, input.examples);
      output.value().write();
    }
  }

  private static void addBias(float[] z, float[] parameters, int bias, int units, int examples) {
    for (int e = 0; e < examples; e++) {
      int at = e * units;
      for (int i = 0; i < units; i++) {
        z[at + i] += parameters[bias + i];
      }
    }
  }

  @Override
  public void backward() {
    Buffer gradient = output.gradient();
    FloatPointer dz = gradient.readPointer();
    Blas.multiply(
        true,
        false,
        units,
        inputs,
        input.examples,
        dz,
        input.value().readPointer(),
        false,
        weightGradient);
    if (inputGradient != null) {
      Blas.multiply(
          false,
          false,
          input.examples,
          inputs,
          units,
          dz,
          weights,
          false,
          inputGradient.writePointer());
    }
    if (biasOffset >= 0) {
      java.util.Arrays.fill(biasGradient, 0);
      columnSums(gradient.read(), biasGradient, input.examples);
      biasGradientPointer.put(biasGradient, 0, units);
    }
  }

  private static void columnSums(float[] dz, float[] sums, int examples) {
    int units = sums.length;
    for (int e = 0; e < examples; e++) {
      int at = e * units;
      for (int i = 0; i < units; i++) {
        sums[i] += dz[at + i];
      }
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
