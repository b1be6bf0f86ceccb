package io.ablate4j.engine.compiled;

import java.util.Optional;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Conv2DDerivative;
import org.nd4j.linalg.factory.Nd4j;

/** Checks of native convolutions that go wrong, for tests of what follows. */
public final class WrongConvolution {
  private WrongConvolution() {}

  /** Its weight gradient is one per mille off. */
  public static ConvolutionCheck gradient() {
    return new ConvolutionCheck(
        (operation, context) -> {
          Nd4j.exec(operation, context);
          if (operation instanceof Conv2DDerivative) {
            context.getOutputArrays().get(1).muli(1.001);
          }
        },
        Optional::empty);
  }

  /** It gives no number. */
  public static ConvolutionCheck notANumber() {
    return new ConvolutionCheck(
        (operation, context) -> {
          Nd4j.exec(operation, context);
          context.getOutputArrays().get(0).putScalar(0, Float.NaN);
        },
        Optional::empty);
  }

  /** It cannot be carried out. */
  public static ConvolutionCheck failing() {
    return new ConvolutionCheck(
        (operation, context) -> {
          throw new UnsupportedOperationException("no such primitive");
        },
        Optional::empty);
  }

  /** Vector kernels whose weight gradient is one per mille off, beside a right native operation. */
  public static ConvolutionCheck vectorGradient() {
    return new ConvolutionCheck(
        Nd4j::exec,
        () ->
            Optional.of(
                new PlainConvolutions(16) {
                  @Override
                  public void correlate(
                      float[] planes,
                      int from,
                      int plane,
                      float[] image,
                      int[] offsets,
                      int tap,
                      int length,
                      float[] sums,
                      int at) {
                    super.correlate(planes, from, plane, image, offsets, tap, length, sums, at);
                    sums[at] *= 1.001f;
                  }
                }));
  }
}
