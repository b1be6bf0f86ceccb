package io.ablate4j.engine.compiled;

import static io.ablate4j.engine.compiled.ConvolutionKernels.FILTERS;
import static io.ablate4j.engine.compiled.ConvolutionKernels.STRANDS;
import static io.ablate4j.engine.compiled.ConvolutionKernels.TAPS;

import java.util.Arrays;

/**
 * Convolution of stride 1 by {@link ConvolutionKernels}, image by image, so that each stays in the
 * cache; with its bias and, where one follows, ReLU.
 *
 * <p>Planes have as many zeros between two rows as a kernel is wider than one pixel. So a plane is
 * one run of numbers, and whatever a kernel's place meets of it is another one, some numbers on.
 */
final class WideConvolution implements Node {
  /** Numbers of a plane, or of several, over which sums are worth their beginning and end. */
  private static final int LONG_ENOUGH = 250;

  /** More have so many sums that they fill memory and take longer than the sums are worth. */
  static final long MOST_WEIGHTS = 250_000;

  private final ConvolutionKernels kernels;
  private final Tensor input;
  private final Tensor output;
  private final Shape shape;
  private final float[] parameters;
  private final int weightOffset;
  private final int biasOffset;
  private final Buffer inputGradient;
  private final float[] biases;
  private boolean rectified;

  /** Batch norm that evaluation takes into weights and biases; null if none is. */
  private BatchNorm norm;

  /** From one row of a plane to the next. */
  private final int step;

  /** From the plane of one image to that of the next; those of a channel are side by side. */
  private final int plane;

  /** From one channel to the next. */
  private final int channel;

  /** Numbers of a plane from the first to the last one of what is given. */
  private final int places;

  /** Images whose weight gradients are summed at once: so many that it pays. */
  private final int group;

  /** Padded planes of a group's images. */
  private final float[] image;

  /** Padded planes of the gradients of what a group's images gave. */
  private final float[] gradient;

  /** Where the first number of a plane stands, behind its padding. */
  private final int gradientStart;

  private final Products forward;

  /** Null where nobody reads the input's gradient. */
  private final Products backward;

  /** Weights a filter, and as many as {@link ConvolutionKernels#correlate} wants. */
  private final int window;

  private final int[] taps;
  private final float[] weightSums;
  private final float[] biasSums;

  /** Rows and columns of the kernel, and padding above and on the left. */
  record Shape(int rows, int columns, int top, int left) {
    /** Whether there is no more padding than the kernel reaches over the edge. */
    boolean isKnown() {
      return top < rows && left < columns;
    }
  }

  /**
   * @param biasOffset where the bias starts among the parameters, -1 if there is none
   * @param first whether nobody reads the input's gradient
   */
  WideConvolution(
      ConvolutionKernels kernels,
      Tensor input,
      Tensor output,
      Shape shape,
      float[] parameters,
      int weightOffset,
      int biasOffset,
      boolean first) {
    this.kernels = kernels;
    this.input = input;
    this.output = output;
    this.shape = shape;
    this.parameters = parameters;
    this.weightOffset = weightOffset;
    this.biasOffset = biasOffset;
    this.inputGradient = first ? null : input.newGradient();
    step = Math.max(input.width, output.width) + shape.columns() - 1;
    window = shape.rows() * shape.columns() * input.channels;

    int rows = Math.max(output.height, first ? 0 : input.height) + shape.rows() - 1;
    plane = rows * step;
    places = (output.height - 1) * step + output.width;
    group = Math.min(input.examples, Math.max(1, LONG_ENOUGH / places));
    gradientStart =
        first ? 0 : (shape.rows() - 1 - shape.top()) * step + shape.columns() - 1 - shape.left();
    channel = group * plane + STRANDS; // and some zeros, which a sum may reach
    forward = new Products(input.channels, output);
    backward = first ? null : new Products(output.channels, input);
    int filters = ceiling(output.channels, FILTERS);
    int behind = plane + 4 * STRANDS; // the last plane, which kernels read
    image = new float[input.channels * channel + behind];
    gradient = new float[filters * channel + behind];
    biases = new float[output.channels];
    taps = Arrays.copyOf(forward.offsets, ceiling(window, TAPS));
    Arrays.fill(taps, window, taps.length, taps[window - 1]); // sums that nobody reads
    weightSums = new float[filters * taps.length * STRANDS];
    biasSums = new float[output.channels * STRANDS];
  }

  private static int ceiling(int number, int multiple) {
    return (number + multiple - 1) / multiple * multiple;
  }

  /** One direction: planes to sums of products with the kernels, and those to rows. */
  private final class Products {
    final Tensor target;
    final int[] offsets;
    final float[] weights;
    final int places;
    final int size;
    final float[] sums;

    Products(int channels, Tensor target) {
      this.target = target;
      offsets = new int[shape.rows() * shape.columns() * channels];
      int k = 0;
      for (int row = 0; row < shape.rows(); row++) {
        for (int column = 0; column < shape.columns(); column++) {
          for (int from = 0; from < channels; from++) {
            offsets[k++] = from * channel + row * step + column;
          }
        }
      }
      weights = new float[ceiling(target.channels, FILTERS) * offsets.length];
      places = (target.height - 1) * step + target.width;
      size = kernels.padded(places);
      sums = new float[FILTERS * size + STRANDS];
    }

    /** Of a kernel that makes channel {@code to}, at its place {@code k} in reading order. */
    void weight(int to, int k, float weight) {
      weights[(to / FILTERS * offsets.length + k) * FILTERS + to % FILTERS] = weight;
    }

    /** Of planes that start at {@code from}. */
    void compute(
        float[] planes, int from, boolean isBiased, boolean isRectified, float[] result, int at) {
      boolean isOneRun = step == target.width;
      int rows = isOneRun ? 1 : target.height;
      int width = isOneRun ? target.space() : target.width;
      for (int block = 0; block < target.channels; block += FILTERS) {
        kernels.products(
            planes, from, offsets, weights, block * offsets.length, sums, places, size);
        int end = Math.min(block + FILTERS, target.channels);
        for (int to = block; to < end; to++) {
          kernels.gather(
              sums,
              (to - block) * size,
              step,
              rows,
              width,
              isBiased ? biases[to] : 0,
              isBiased,
              isRectified,
              result,
              at + to * target.space());
        }
      }
    }
  }

  /** A ReLU, as the output leaves the registers; returns whether it is one. */
  @Override
  public boolean takeIn(Curve activation) {
    rectified = activation == Relu.CURVE;
    return rectified;
  }

  @Override
  public void forward(PassKind pass) {
    float[] x = input.value().read();
    BatchNorm folded = pass.byBatch() ? null : norm;
    float[] y = (folded == null ? output : folded.output()).value().write();
    boolean isBiased = folded != null || biasOffset >= 0;
    boolean isRectified = folded == null ? rectified : folded.isRectified();
    arrange(folded);
    for (int e = 0; e < input.examples; e++) {
      pad(x, e * input.exampleSize(), 0);
      forward.compute(image, 0, isBiased, isRectified, y, e * output.exampleSize());
    }
  }

  /** Unless a ReLU stands between. */
  @Override
  public boolean fold(BatchNorm next) {
    if (!rectified) {
      norm = next;
    }
    return !rectified;
  }

  /** As [out, in, row, column] for the way forward; for the way back turned round. */
  private void arrange(BatchNorm folded) {
    int area = shape.rows() * shape.columns();
    int from = weightOffset;
    for (int filter = 0; filter < output.channels; filter++) {
      double scale = folded == null ? 1 : folded.runningScale(filter);
      double bias = biasOffset < 0 ? 0 : parameters[biasOffset + filter];
      biases[filter] = (float) (folded == null ? bias : bias * scale + folded.runningShift(filter));
      for (int c = 0; c < input.channels; c++) {
        for (int place = 0; place < area; place++) {
          float weight = (float) (parameters[from++] * scale);
          forward.weight(filter, place * input.channels + c, weight);
          if (backward != null) {
            backward.weight(c, (area - 1 - place) * output.channels + filter, weight);
          }
        }
      }
    }
  }

  private void pad(float[] x, int from, int target) {
    int rows = Math.min(input.height, output.height + shape.rows() - 1 - shape.top());
    boolean isOneRun = step == input.width;
    for (int c = 0; c < input.channels; c++) {
      int source = from + c * input.space();
      int to = target + c * channel + shape.top() * step + shape.left();
      if (isOneRun) {
        System.arraycopy(x, source, image, to, rows * input.width);
        continue;
      }
      for (int row = 0; row < rows; row++) {
        System.arraycopy(x, source, image, to, input.width);
        source += input.width;
        to += step;
      }
    }
  }

  @Override
  public void backward() {
    float[] x = input.value().read();
    float[] y = rectified ? output.value().read() : null;
    float[] dy = output.gradient().read();
    float[] dx = inputGradient == null ? null : inputGradient.write();
    Arrays.fill(weightSums, 0);
    Arrays.fill(biasSums, 0);
    for (int start = 0; start < input.examples; start += group) {
      int count = Math.min(group, input.examples - start);
      for (int i = 0; i < count; i++) {
        int e = start + i;
        pad(x, e * input.exampleSize(), i * plane);
        spread(dy, y, e * output.exampleSize(), i * plane);
        if (dx != null) {
          backward.compute(gradient, i * plane, false, false, dx, e * input.exampleSize());
        }
      }
      addWeightGradients(count);
    }
  }

  private void spread(float[] dy, float[] y, int from, int to) {
    boolean isOneRun = step == output.width;
    int rows = isOneRun ? 1 : output.height;
    int width = isOneRun ? output.space() : output.width;
    for (int filter = 0; filter < output.channels; filter++) {
      kernels.spread(
          dy,
          y,
          from + filter * output.space(),
          rows,
          width,
          step,
          gradient,
          to + filter * channel + gradientStart);
    }
  }

  private void addWeightGradients(int images) {
    int run = (images - 1) * plane + places;
    int length = ceiling(run, STRANDS);
    int at = 0;
    for (int filter = 0; filter < output.channels; filter++) {
      int end = filter * channel + gradientStart + run;
      Arrays.fill(gradient, end, end + STRANDS, 0); // of a group of more images
      if (biasOffset >= 0) {
        kernels.add(gradient, end - run, length, biasSums, filter * STRANDS);
      }
    }
    for (int filter = 0; filter < output.channels; filter += FILTERS) {
      for (int tap = 0; tap < taps.length; tap += TAPS) {
        kernels.correlate(
            gradient,
            filter * channel + gradientStart,
            channel,
            image,
            taps,
            tap,
            length,
            weightSums,
            at);
        at += FILTERS * TAPS * STRANDS;
      }
    }
  }

  @Override
  public void writeGradients(float[] gradients) {
    int area = shape.rows() * shape.columns();
    for (int filter = 0; filter < output.channels; filter++) {
      if (biasOffset >= 0) {
        gradients[biasOffset + filter] = total(biasSums, filter * STRANDS);
      }
      for (int tap = 0; tap < window; tap++) {
        int from = tap % input.channels;
        int place = tap / input.channels;
        gradients[weightOffset + (filter * input.channels + from) * area + place] =
            total(weightSums, sumsOf(filter, tap));
      }
    }
  }

  private int sumsOf(int filter, int tap) {
    int block = filter / FILTERS * (taps.length / TAPS) + tap / TAPS;
    return ((block * FILTERS + filter % FILTERS) * TAPS + tap % TAPS) * STRANDS;
  }

  /** Of the strands, in pairs. */
  private static float total(float[] sums, int from) {
    return (sum(sums, from) + sum(sums, from + 2)) + (sum(sums, from + 1) + sum(sums, from + 3));
  }

  private static float sum(float[] sums, int at) {
    return (sums[at] + sums[at + 8]) + (sums[at + 4] + sums[at + 12]);
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
