package io.ablate4j.engine.compiled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Calls {@link WideKernels} until the JVM has compiled them, in all the ways they are going to be
 * called: what it has not seen, it leaves out of what it compiles, and begins anew when it comes.
 * Until then a kernel takes a hundred times as long.
 */
final class WideWarming {
  private static final long PATIENCE_NANOS = 30_000_000_000L;
  private static final int QUICK_ROUNDS = 20;

  // Some five times what a round takes once all is compiled, on a machine of 2024.
  private static final long CONVOLUTIONS_NANOS = 200_000;
  private static final long POOLS_NANOS = 90_000;
  private static final long NORMS_NANOS = 150_000;
  private static final long CURVES_NANOS = 150_000;
  private static final long PEAK_NANOS = 20_000;

  private static final int[] LENGTHS = {64, 75};

  private final Runnable round;
  private final long quickNanos;

  private WideWarming(Runnable round, long quickNanos) {
    this.round = round;
    this.quickNanos = quickNanos;
  }

  static WideWarming convolutions(ConvolutionKernels kernels) {
    List<WideConvolution> all =
        List.of(
            convolution(kernels, 1, 28, 3, true),
            convolution(kernels, 4, 14, 3, false),
            convolution(kernels, 2, 14, 5, true),
            convolution(kernels, 3, 7, 5, true),
            convolution(kernels, 3, 7, 3, false),
            convolution(kernels, 2, 13, 3, true));
    return new WideWarming(
        () ->
            all.forEach(
                convolution -> {
                  convolution.forward(PassKind.TRAINING);
                  convolution.backward();
                }),
        CONVOLUTIONS_NANOS);
  }

  /** With six filters, of which the last two are half a block. */
  private static WideConvolution convolution(
      ConvolutionKernels kernels, int channels, int side, int kernel, boolean isBiased) {
    int filters = 6;
    float[] parameters = new float[filters + filters * channels * kernel * kernel];
    Arrays.fill(parameters, .1f);
    WideConvolution convolution =
        new WideConvolution(
            kernels,
            tensor(channels, side),
            new Tensor(2, filters, side, side),
            new WideConvolution.Shape(kernel, kernel, kernel / 2, kernel / 2),
            parameters,
            filters,
            isBiased ? 0 : -1,
            false);
    noise(convolution.output().newGradient().write());
    if (side == 14 || side == 7) {
      convolution.takeIn(Relu.CURVE);
    }
    return convolution;
  }

  static WideWarming pools(PoolKernels kernels) {
    List<MaxPool> all = new ArrayList<>();
    for (int side : new int[] {28, 14, 13}) {
      all.add(new MaxPool(tensor(2, side), 2, 2, 0, 0, side / 2, side / 2, Optional.of(kernels)));
    }
    for (int side : new int[] {14, 7, 33}) {
      all.add(new MaxPool(tensor(2, side), 3, 1, 1, 1, side, side, Optional.of(kernels)));
    }
    return new WideWarming(
        () -> {
          all.forEach(pool -> pool.forward(PassKind.TRAINING));
          all.forEach(
              pool ->
                  pool.forward(
                      PassKind.INFERENCE)); // the plain loops, which evaluation goes on with
        },
        POOLS_NANOS);
  }

  private static Tensor tensor(int channels, int side) {
    Tensor tensor = new Tensor(2, channels, side, side);
    noise(tensor.value().write());
    return tensor;
  }

  private static void noise(float[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i % 7 - 3; // maxima are in all places, and some of them twice
    }
  }

  static WideWarming peak(PeakKernel kernel) {
    return new WideWarming(() -> kernel.multiply(1000), PEAK_NANOS);
  }

  static WideWarming norms(NormKernels kernels) {
    return new WideWarming(() -> norm(kernels), NORMS_NANOS);
  }

  private static void norm(NormKernels kernels) {
    for (int length : LENGTHS) {
      float[] x = new float[3 * length];
      float[] one = new float[length];
      float[] other = new float[length];
      for (int turn = 0; turn < 8; turn++) {
        boolean rectified = turn % 2 == 0;
        kernels.add(x, length, one);
        kernels.addSquares(x, length, other, one);
        kernels.normalize(x, length, one, other, one, rectified, x);
        kernels.addGradient(x, rectified ? x : null, x, length, one, x, one, other);
        kernels.combine(x, length, one, x, one, other, one);
      }
    }
  }

  static WideWarming curves(CurveKernels kernels) {
    return new WideWarming(() -> curve(kernels), CURVES_NANOS);
  }

  private static void curve(CurveKernels kernels) {
    for (int length : LENGTHS) {
      float[] x = new float[length];
      noise(x);
      float[] y = new float[length];
      for (int turn = 0; turn < 8; turn++) {
        kernels.exp(x, y);
        kernels.tanh(x, y);
        kernels.sigmoid(x, y);
        kernels.linearExponential(x, 1, y);
      }
    }
  }

  /** Whether the JVM has compiled them, before patience ends. */
  boolean isQuick() {
    long end = System.nanoTime() + PATIENCE_NANOS;
    int quick = 0;
    while (quick < QUICK_ROUNDS && System.nanoTime() < end) {
      long start = Wide.processorNanos();
      round.run();
      boolean isSlow = Wide.processorNanos() - start > quickNanos;
      quick = isSlow ? 0 : quick + 1;
      if (isSlow) {
        rest(); // the JVM's compiler may have but this processor
      }
    }
    return quick == QUICK_ROUNDS;
  }

  private static void rest() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
