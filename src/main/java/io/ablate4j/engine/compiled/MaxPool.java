package io.ablate4j.engine.compiled;

import java.util.Arrays;
import java.util.Optional;

/**
 * Maximum over windows; of equal numbers the first in reading order gets the gradient, as in DL4J.
 *
 * <p>The maximum of every window is found by long loops over a few planes at a time, first along
 * the rows, then down the columns: those vectorize and stay in the first-level cache. Which number
 * it was is told from comparisons of bits without a branch; random data would mispredict every
 * second one.
 */
final class MaxPool implements Node {
  /** Floats that four arrays of which fit the first-level cache. */
  private static final int CHUNK = 2048;

  private final Tensor input;
  private final Buffer inputGradient;
  private final Tensor output;
  private final int kernel;
  private final int stride;
  private final int top;
  private final int left;
  private final int[] winners;

  /** Size of a plane with its padding. */
  private final int paddedHeight;

  private final int paddedWidth;
  private final int planesAtOnce;

  /** Of planes looked at at once. */
  private final int numbers;

  private final float[] padded;
  private final float[] along;
  private final float[] best;
  private final float[] shifted;

  /** Finds maxima and their places at once; null where there is none. */
  private final PoolKernels wide;

  private final PoolKernels.Scratch scratch;
  private final int[] places;

  /** A row whose last vector would reach behind the output's end. */
  private final PoolKernels.Winners lastRow;

  /**
   * @param top rows of padding above, which never win
   * @param left columns of padding on the left
   * @param height rows of the output
   * @param width columns of the output
   */
  MaxPool(Tensor input, int kernel, int stride, int top, int left, int height, int width) {
    this(
        input,
        kernel,
        stride,
        top,
        left,
        height,
        width,
        isKnown(kernel, stride) ? Wide.ofThisProcess().pools() : Optional.empty());
  }

  /** The same, by other kernels or none. */
  MaxPool(
      Tensor input,
      int kernel,
      int stride,
      int top,
      int left,
      int height,
      int width,
      Optional<PoolKernels> kernels) {
    this.input = input;
    this.inputGradient = input.newGradient();
    this.output = new Tensor(input.examples, input.channels, height, width);
    this.kernel = kernel;
    this.stride = stride;
    this.top = top;
    this.left = left;
    this.winners = new int[output.value().length()];
    this.paddedHeight = Math.max(top + input.height, (height - 1) * stride + kernel);
    this.paddedWidth = Math.max(left + input.width, (width - 1) * stride + kernel);
    int planes = input.examples * input.channels;
    this.planesAtOnce = Math.min(planes, Math.max(1, CHUNK / (paddedHeight * paddedWidth)));
    this.wide = isKnown(kernel, stride) ? kernels.orElse(null) : null;
    numbers = planesAtOnce * paddedHeight * paddedWidth;
    int size = numbers + (wide == null ? 0 : 2 * paddedWidth + 3 * wide.lanes());
    this.padded = new float[size];
    this.along = new float[size];
    this.best = new float[size];
    this.shifted = new float[size];
    this.places = new int[wide == null ? 0 : size];
    this.scratch = wide == null ? null : new PoolKernels.Scratch(along, new int[size]);
    int room = wide == null ? 0 : width + wide.lanes();
    this.lastRow = new PoolKernels.Winners(new float[room], new int[room]);
    Arrays.fill(padded, Float.NEGATIVE_INFINITY);
  }

  /** Whether there are kernels for such windows. */
  private static boolean isKnown(int kernel, int stride) {
    return stride == 1 && kernel == 3 || stride == 2 && kernel == 2;
  }

  @Override
  public void forward(PassKind pass) {
    float[] x = input.value().read();
    float[] y = output.value().write();
    int planes = input.examples * input.channels;
    for (int plane = 0; plane < planes; plane += planesAtOnce) {
      int count = Math.min(planesAtOnce, planes - plane);
      boolean isLast = plane + count == planes; // kernels may not read behind the last number
      if (pass.goesBack() && wide != null && isHalved() && isUnpadded() && !isLast) {
        findWide(x, plane * input.space(), y, plane, count);
        continue;
      }
      pad(x, plane, count);
      if (pass.goesBack() && wide != null) {
        findWide(padded, 0, y, plane, count);
        continue;
      }
      slide(padded, along, 1);
      slide(along, best, paddedWidth);
      sample(y, plane, count);
      if (pass.goesBack()) {
        findWinners(plane, count);
      }
    }
  }

  private boolean isUnpadded() {
    return paddedHeight == input.height && paddedWidth == input.width;
  }

  private boolean isHalved() {
    return kernel == 2 && stride == 2;
  }

  private void pad(float[] x, int firstPlane, int count) {
    int from = firstPlane * input.space();
    if (isUnpadded()) {
      System.arraycopy(x, from, padded, 0, count * input.space());
      return;
    }
    for (int plane = 0; plane < count; plane++) {
      int to = (plane * paddedHeight + top) * paddedWidth + left;
      for (int row = 0; row < input.height; row++) {
        System.arraycopy(x, from, padded, to, input.width);
        from += input.width;
        to += paddedWidth;
      }
    }
  }

  /**
   * The largest of {@code kernel} numbers, {@code step} apart, from each position on. Loops over
   * two places of one array do not vectorize; over two arrays at one place they do: hence the copy.
   */
  private void slide(float[] from, float[] largest, int step) {
    System.arraycopy(from, 0, largest, 0, from.length);
    for (int i = 1; i < kernel; i++) {
      int by = Math.min(i * step, from.length);
      System.arraycopy(from, by, shifted, 0, from.length - by);
      Arrays.fill(shifted, from.length - by, from.length, Float.NEGATIVE_INFINITY);
      raise(largest, shifted);
    }
  }

  private static void raise(float[] largest, float[] others) {
    for (int i = 0; i < largest.length; i++) {
      largest[i] = Math.max(largest[i], others[i]);
    }
  }

  private void sample(float[] y, int firstPlane, int count) {
    int out = firstPlane * output.space();
    for (int plane = 0; plane < count; plane++) {
      for (int row = 0; row < output.height; row++) {
        int window = (plane * paddedHeight + row * stride) * paddedWidth;
        for (int column = 0; column < output.width; column++) {
          y[out++] = best[window];
          window += stride;
        }
      }
    }
  }

  /**
   * @param planes that are looked at, from {@code from} on
   */
  private void findWide(float[] planes, int from, float[] y, int firstPlane, int count) {
    boolean halves = isHalved();
    if (!halves) {
      wide.maxima(planes, numbers, paddedWidth, input.width, scratch, best, places);
    }
    PoolKernels.Winners all = new PoolKernels.Winners(y, winners);
    int out = firstPlane * output.space();
    for (int plane = 0; plane < count; plane++) {
      int first = (firstPlane + plane) * input.space();
      for (int row = 0; row < output.height; row++) {
        int window = (plane * paddedHeight + row * stride) * paddedWidth;
        boolean isLast = out + output.width + wide.lanes() > y.length;
        PoolKernels.Winners to = isLast ? lastRow : all;
        int at = isLast ? 0 : out;
        to.first = first;
        to.last = first + input.space() - 1;
        to.start = first + (row * stride - top) * input.width - left;
        if (halves) {
          wide.halves(planes, from + window, paddedWidth, output.width, input.width, to, at);
        } else if (output.width >= wide.lanes() / 2) {
          wide.collect(best, places, window, output.width, to, at);
        } else {
          collect(window, to, at);
        }
        if (isLast) {
          System.arraycopy(lastRow.maxima, 0, y, out, output.width);
          System.arraycopy(lastRow.numbers, 0, winners, out, output.width);
        }
        out += output.width;
      }
    }
  }

  /** A row that fills less than half a vector. */
  private void collect(int window, PoolKernels.Winners to, int out) {
    for (int column = 0; column < output.width; column++) {
      to.maxima[out + column] = best[window + column];
      int winner = to.start + column + places[window + column];
      to.numbers[out + column] = Math.max(to.first, Math.min(to.last, winner));
    }
  }

  private void findWinners(int firstPlane, int count) {
    int out = firstPlane * output.space();
    for (int plane = 0; plane < count; plane++) {
      int first = (firstPlane + plane) * input.space();
      int last = first + input.space() - 1;
      int origin = first - top * input.width - left;
      for (int row = 0; row < output.height; row++) {
        int window = (plane * paddedHeight + row * stride) * paddedWidth;
        int start = origin + row * stride * input.width;
        for (int column = 0; column < output.width; column++) {
          int largest = Float.floatToRawIntBits(best[window]);
          int down;
          int right;
          if (kernel == 2) {
            down = missed(along[window], largest);
            right = missed(padded[window + down * paddedWidth], largest);
          } else if (kernel == 3) {
            down = firstOfThree(along, window, paddedWidth, largest);
            right = firstOfThree(padded, window + down * paddedWidth, 1, largest);
          } else {
            down = first(along, window, paddedWidth, largest);
            right = first(padded, window + down * paddedWidth, 1, largest);
          }
          // Among NaN and infinities the padding may seem to win; a network that diverges must end
          // as its outcome.
          winners[out++] = Math.max(first, Math.min(last, start + down * input.width + right));
          window += stride;
          start += stride;
        }
      }
    }
  }

  /** The first of {@code kernel} places, {@code step} apart, that holds {@code bits}. */
  private int first(float[] numbers, int at, int step, int bits) {
    int place = 0;
    int stillMissed = 1;
    for (int i = 0; i < kernel - 1; i++) {
      stillMissed &= missed(numbers[at + i * step], bits);
      place += stillMissed;
    }
    return place; // the last place needs no look: the maximum is one of them
  }

  private static int firstOfThree(float[] numbers, int at, int step, int bits) {
    int notFirst = missed(numbers[at], bits);
    return notFirst + (notFirst & missed(numbers[at + step], bits));
  }

  /** 0 if the number has these bits, else 1; without a branch. */
  private static int missed(float number, int bits) {
    int difference = Float.floatToRawIntBits(number) ^ bits;
    return (difference | -difference) >>> 31;
  }

  @Override
  public void backward() {
    float[] dy = output.gradient().read();
    float[] dx = inputGradient.write();
    Arrays.fill(dx, 0);
    for (int i = 0; i < dy.length; i++) {
      dx[winners[i]] += dy[i];
    }
  }

  Buffer inputGradient() {
    return inputGradient;
  }

  @Override
  public Tensor output() {
    return output;
  }
}
