package io.ablate4j.engine.compiled;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The forward pass of a convolution of stride 1 by {@link ConvolutionKernels}, image by image, so
 * that each stays in the cache; with bias and, where one follows, ReLU. Its sums have the order of
 * oneDNN's (kernel row, kernel column, channel) and so the same bits, which is looked at for each
 * shape and batch size before it is used.
 */
final class WideConvolution {
  private static final int FILTERS = 4;

  /** What has been found out, by shape and batch size. */
  private static final Map<String, Verdict> VERDICTS = new ConcurrentHashMap<>();

  /** Of one shape. */
  private enum Verdict {
    /** As the JVM may still have compiled the kernels, it is looked at again some other time. */
    SLOWER,
    SLOWER_AGAIN,
    SLOWER_ALWAYS,
    OTHER_BITS,
    BETTER;

    private Verdict next(Verdict found) {
      return found == SLOWER ? values()[Math.min(ordinal() + 1, SLOWER_ALWAYS.ordinal())] : found;
    }

    private boolean isFinal() {
      return ordinal() >= SLOWER_ALWAYS.ordinal();
    }
  }

  private final ConvolutionKernels kernels;
  private final Tensor input;
  private final Tensor output;
  private final Shape shape;
  private final float[] parameters;
  private final int weightOffset;
  private final int biasOffset;
  private final int rowStep;
  private final int places;
  private final int size;
  private final float[] image;
  private final float[] sums;
  private final int[] offsets;
  private final float[] weights;
  private boolean rectified;

  /** Rows and columns of the kernel, and padding above and on the left. */
  record Shape(int rows, int columns, int top, int left) {}

  WideConvolution(
      ConvolutionKernels kernels,
      Tensor input,
      Tensor output,
      Shape shape,
      float[] parameters,
      int weightOffset,
      int biasOffset) {
    this.kernels = kernels;
    this.input = input;
    this.output = output;
    this.shape = shape;
    this.parameters = parameters;
    this.weightOffset = weightOffset;
    this.biasOffset = biasOffset;
    rowStep = output.width + shape.columns() - 1;
    places = (output.height - 1) * rowStep + output.width;
    size = kernels.padded(places);
    int plane = (output.height + shape.rows() - 1) * rowStep;
    image = new float[input.channels * plane + size + kernels.lanes()];
    sums = new float[FILTERS * size + kernels.lanes()];
    offsets = new int[shape.rows() * shape.columns() * input.channels];
    int k = 0;
    for (int row = 0; row < shape.rows(); row++) {
      for (int column = 0; column < shape.columns(); column++) {
        for (int channel = 0; channel < input.channels; channel++) {
          offsets[k++] = channel * plane + row * rowStep + column;
        }
      }
    }
    int blocks = (output.channels + FILTERS - 1) / FILTERS;
    weights = new float[blocks * FILTERS * offsets.length];
  }

  /**
   * One for a node, if this process has the kernels, and they give the bits that the node gives.
   *
   * @param node makes the native operation of the same shape, of numbers that a comparison has
   */
  static Optional<WideConvolution> of(
      Tensor input,
      Tensor output,
      Shape shape,
      Parameters parameters,
      int weightOffset,
      int biasOffset,
      Function<Comparison, Node> node) {
    return Wide.ofThisProcess()
        .convolutions()
        .filter(
            kernels -> {
              Verdict verdict =
                  VERDICTS.compute(
                      word(input, output, shape, biasOffset >= 0),
                      (word, before) -> {
                        if (before != null && before.isFinal()) {
                          return before;
                        }
                        Verdict found =
                            new Comparison(kernels, input, output, shape, biasOffset, node).made();
                        return before == null ? found : before.next(found);
                      });
              return verdict == Verdict.BETTER;
            })
        .map(
            kernels ->
                new WideConvolution(
                    kernels, input, output, shape, parameters.values(), weightOffset, biasOffset));
  }

  private static String word(Tensor input, Tensor output, Shape shape, boolean biased) {
    return Arrays.toString(
            new int[] {
              input.examples,
              input.channels,
              input.height,
              input.width,
              output.channels,
              output.height,
              output.width
            })
        + shape
        + biased;
  }

  /** A ReLU, as the output leaves the registers; returns whether it is one. */
  boolean takeIn(Curve activation) {
    rectified = activation == Relu.CURVE;
    return rectified;
  }

  /** Makes the gradient of what the activation read from that of what it gave. */
  void backThroughActivation(Buffer gradient) {
    if (rectified) {
      float[] dy = gradient.read();
      Relu.mask(output.value().read(), dy, gradient.write());
    }
  }

  void forward() {
    float[] x = input.value().read();
    float[] y = output.value().write();
    arrangeWeights();
    boolean dense = rowStep == output.width;
    int rows = dense ? 1 : output.height;
    int width = dense ? output.space() : output.width;
    for (int e = 0; e < input.examples; e++) {
      pad(x, e * input.exampleSize());
      for (int first = 0; first < output.channels; first += FILTERS) {
        kernels.products(image, offsets, weights, first * offsets.length, sums, places, size);
        int last = Math.min(first + FILTERS, output.channels);
        for (int filter = first; filter < last; filter++) {
          kernels.gather(
              sums,
              (filter - first) * size,
              rowStep,
              rows,
              width,
              biasOffset < 0 ? 0 : parameters[biasOffset + filter],
              biasOffset >= 0,
              rectified,
              y,
              (e * output.channels + filter) * output.space());
        }
      }
    }
  }

  /** Four filters side by side, in the order of the offsets. */
  private void arrangeWeights() {
    int window = shape.rows() * shape.columns();
    int from = weightOffset;
    for (int filter = 0; filter < output.channels; filter++) {
      int to = filter / FILTERS * FILTERS * offsets.length + filter % FILTERS;
      for (int channel = 0; channel < input.channels; channel++) {
        for (int place = 0; place < window; place++) {
          weights[to + (place * input.channels + channel) * FILTERS] = parameters[from++];
        }
      }
    }
  }

  private void pad(float[] x, int from) {
    int plane = (output.height + shape.rows() - 1) * rowStep;
    if (rowStep == input.width && plane == input.space()) {
      System.arraycopy(x, from, image, 0, input.exampleSize());
      return;
    }
    for (int channel = 0; channel < input.channels; channel++) {
      int to = channel * plane + shape.top() * rowStep + shape.left();
      for (int row = 0; row < input.height; row++) {
        System.arraycopy(x, from, image, to, input.width);
        from += input.width;
        to += rowStep;
      }
    }
  }

  /** One shape in both ways, on random numbers. */
  static final class Comparison {
    private static final int TURNS = 7;
    private static final long PATIENCE_NANOS = 25_000_000;

    private final ConvolutionKernels kernels;
    private final Tensor input;
    private final Tensor output;
    private final Tensor wideOutput;
    private final Shape shape;
    private final boolean biased;
    private final Function<Comparison, Node> node;
    private Parameters parameters;

    Comparison(
        ConvolutionKernels kernels,
        Tensor input,
        Tensor output,
        Shape shape,
        int biasOffset,
        Function<Comparison, Node> node) {
      this.kernels = kernels;
      this.shape = shape;
      this.biased = biasOffset >= 0;
      this.node = node;
      this.input = input.like();
      this.output = output.like();
      this.wideOutput = output.like();
    }

    Tensor input() {
      return input;
    }

    Tensor output() {
      return output;
    }

    Parameters parameters() {
      return parameters;
    }

    /** Of the weights among the parameters. */
    int weightOffset() {
      return biased ? output.channels : 0;
    }

    /** Of the bias; -1 without one. */
    int biasOffset() {
      return biased ? 0 : -1;
    }

    private Verdict made() {
      Random random = new Random(6);
      int weights = output.channels * input.channels * shape.rows() * shape.columns();
      parameters = Parameters.of(noise(random, new float[weightOffset() + weights]));
      noise(random, input.value().write());
      Node other = node.apply(this);
      try {
        WideConvolution mine =
            new WideConvolution(
                kernels,
                input,
                wideOutput,
                shape,
                parameters.values(),
                weightOffset(),
                biasOffset());
        other.forward(false);
        mine.forward();
        if (!sameBits(output.value().read(), wideOutput.value().read())) {
          return Verdict.OTHER_BITS;
        }
        return isQuicker(mine, other) ? Verdict.BETTER : Verdict.SLOWER;
      } finally {
        other.close();
        input.close();
        wideOutput.close();
        parameters.close();
      }
    }

    /** The JVM may have to compile the kernels again for a shape, so they get some more turns. */
    private boolean isQuicker(WideConvolution mine, Node other) {
      long known = Long.MAX_VALUE;
      for (int turn = 0; turn < TURNS; turn++) {
        long start = Wide.processorNanos();
        other.forward(false);
        output.value().read();
        known = Math.min(known, Wide.processorNanos() - start);
      }
      long end = Wide.processorNanos() + PATIENCE_NANOS;
      long before = Wide.processorNanos();
      while (before < end) {
        mine.forward();
        long after = Wide.processorNanos();
        if (after - before < known) {
          return true;
        }
        before = after;
      }
      return false;
    }

    private static boolean sameBits(float[] one, float[] other) {
      for (int i = 0; i < one.length; i++) {
        if (Float.floatToRawIntBits(one[i]) != Float.floatToRawIntBits(other[i])) {
          return false;
        }
      }
      return true;
    }

    private static float[] noise(Random random, float[] numbers) {
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = random.nextFloat() - .5f;
      }
      return numbers;
    }
  }
}
