package io.ablate4j.engine.compiled;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Conv2D;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Conv2DDerivative;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Convolution by ND4J's operation, which is oneDNN's where the native build has it (75 to 100
 * GFLOP/s on one core, more than matrix products reach on such shapes, but for kernels of one
 * pixel: {@link PointwiseConvolution}). Arguments are set up once.
 */
final class Convolution implements Node {
  private final Tensor input;
  private final Buffer inputGradient;
  private final Tensor output;
  private final FirstLayerGradient columns;
  private final INDArray weights;
  private final INDArray bias;
  private final INDArray weightGradient;
  private final INDArray biasGradient;
  private final OpContext forward;
  private final OpContext backward;
  private final Executor executor;

  /** Carries out the native operation: ND4J, but for tests. */
  @FunctionalInterface
  interface Executor {
    /** Reads the context's inputs and writes its outputs. */
    void execute(CustomOp operation, OpContext context);
  }

  /** Kernel, stride and padding, height before width. */
  record Geometry(int[] kernel, int[] stride, int[] padding, boolean same) {
    long[] arguments() {
      return new long[] {
        kernel[0],
        kernel[1],
        stride[0],
        stride[1],
        padding[0],
        padding[1],
        1,
        1,
        same ? 1 : 0,
        0, // channels first
        1 // weights [out, in, height, width]
      };
    }
  }

  /**
   * @param biasOffset where the bias starts among the parameters, -1 if there is none
   * @param first whether nobody reads the input's gradient
   */
  Convolution(
      Tensor input,
      Tensor output,
      Geometry geometry,
      Parameters parameters,
      int weightOffset,
      int biasOffset,
      boolean first,
      Executor executor) {
    this.input = input;
    this.output = output;
    this.executor = executor;
    this.inputGradient = first ? null : input.newGradient();
    this.columns =
        first
            ? new FirstLayerGradient(input, output, geometry, parameters, weightOffset, biasOffset)
            : null;
    long[] shape = {output.channels, input.channels, geometry.kernel()[0], geometry.kernel()[1]};
    weights = parameters.valueView(weightOffset, shape);
    weightGradient = parameters.gradientView(weightOffset, shape);
    bias = biasOffset < 0 ? null : parameters.valueView(biasOffset, output.channels);
    biasGradient = biasOffset < 0 ? null : parameters.gradientView(biasOffset, output.channels);
    forward = Nd4j.getExecutioner().buildContext();
    backward = Nd4j.getExecutioner().buildContext();
    forward.setIArguments(geometry.arguments());
    backward.setIArguments(geometry.arguments());
  }

  @Override
  public void forward(PassKind pass) {
    INDArray x = input.value().readNative();
    INDArray z = output.value().writeNative();
    forward.purge();
    forward.setInputArray(0, x);
    forward.setInputArray(1, weights);
    if (bias != null) {
      forward.setInputArray(2, bias);
    }
    forward.setOutputArray(0, z);
    executor.execute(new Conv2D(), forward);
  }

  @Override
  public void backward() {
    Buffer gradient = output.gradient();
    if (columns != null) {
      columns.compute(gradient);
      return;
    }
    INDArray dz = gradient.readNative();
    backward.purge();
    int argument = 0;
    backward.setInputArray(argument++, input.value().readNative());
    backward.setInputArray(argument++, weights);
    if (bias != null) {
      backward.setInputArray(argument++, bias);
    }
    backward.setInputArray(argument, dz);
    backward.setOutputArray(0, inputGradient.writeNative());
    backward.setOutputArray(1, weightGradient);
    if (bias != null) {
      backward.setOutputArray(2, biasGradient);
    }
    executor.execute(new Conv2DDerivative(), backward);
  }

  @Override
  public boolean forgetsOutput() {
    return true;
  }

  @Override
  public Tensor output() {
    return output;
  }

  @Override
  public void close() {
    output.close();
    if (columns != null) {
      columns.close();
    }
    try {
      forward.close();
      backward.close();
    } catch (Exception e) {
      throw new IllegalStateException("a native context cannot be freed", e);
    }
  }
}
