package io.ablate4j.engine.compiled;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Calls {@link WideKernels} until the JVM has compiled them, in all the ways they are going to be
 * called: what it has not seen, it leaves out of what it compiles, and begins anew when it comes.
 * Until then a kernel takes a hundred times as long.
 */
final class WideWarming {
  private static final long PATIENCE_NANOS = 8_000_000_000L;
  private static final int QUICK_ROUNDS = 20;

  /** Some five times what a round takes once all is compiled, on a machine of 2024. */
  private static final long QUICK_NANOS = 300_000;

  private static final int[] LENGTHS = {64, 75};

  private final WideKernels kernels;
  private final List<WideConvolution> convolutions = new ArrayList<>();
  private final List<MaxPool> pools = new ArrayList<>();
  private final List<Tensor> tensors = new ArrayList<>();

  WideWarming(WideKernels kernels) {
    this.kernels = kernels;
    convolution(1, 28, 3, true);
    convolution(4, 14, 3, false);
    convolution(2, 14, 5, true);
    convolution(3, 7, 5, true);
    convolution(3, 7, 3, false);
    convolution(2, 13, 3, true);
    for (int side : new int[] {28, 14, 13}) {
      pools.add(new MaxPool(tensor(2, side), 2, 2, 0, 0, side / 2, side / 2, Optional.of(kernels)));
    }
    for (int side : new int[] {14, 7, 33}) {
      pools.add(new MaxPool(tensor(2, side), 3, 1, 1, 1, side, side, Optional.of(kernels)));
    }
  }

  private Tensor tensor(int channels, int side) {
    Tensor tensor = new Tensor(2, channels, side, side);
    float[] numbers = tensor.value().write();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i % 7 - 3; // maxima are in all places, and some of them twice
    }
    tensors.add(tensor);
    return tensor;
  }

  /** With six filters, of which the last two are half a block. */
  private void convolution(int channels, int side, int kernel, boolean isBiased) {
    int filters = 6;
    float[] parameters = new float[filters + filters * channels * kernel * kernel];
    java.util.Arrays.fill(parameters, .1f);
    WideConvolution convolution =
        new WideConvolution(
            kernels,
            tensor(channels, side),
            new Tensor(2, filters, side, side),
            new WideConvolution.Shape(kernel, kernel, kernel / 2, kernel / 2),
            parameters,
            filters,
            isBiased ? 0 : -1);
    if (side == 14 || side == 7) {
      convolution.takeIn(Relu.CURVE);
    }
    convolutions.add(convolution);
  }

  /** Whether the JVM has compiled them, before patience ends. */
  boolean isQuick() {
    long end = System.nanoTime() + PATIENCE_NANOS;
    int quick = 0;
    while (quick < QUICK_ROUNDS && System.nanoTime() < end) {
      long start = Wide.processorNanos();
      round();
      boolean isSlow = Wide.processorNanos() - start > QUICK_NANOS;
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

  private void round() {
    convolutions.forEach(WideConvolution::forward);
    pools.forEach(pool -> pool.forward(true));
    pools.forEach(pool -> pool.forward(false)); // the plain loops, which evaluation goes on with
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
}
