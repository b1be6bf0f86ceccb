package io.ablate4j.engine.compiled;

import java.util.ArrayList;
import java.util.List;

/**
 * What flows between two nodes: activations [examples, channels, height, width] and, on the way
 * back, their gradient. Each reader has a gradient buffer of its own; several are added up.
 */
final class Tensor {
  final int examples;
  final int channels;
  final int height;
  final int width;
  private final Buffer value;
  private final List<Buffer> gradients = new ArrayList<>();
  private Buffer sum;

  Tensor(int examples, int channels, int height, int width) {
    this.examples = examples;
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.value = newBuffer();
  }

  /** An empty one of the same shape. */
  Tensor like() {
    return new Tensor(examples, channels, height, width);
  }

  /** Pixels a channel. */
  int space() {
    return height * width;
  }

  /** Numbers an example. */
  int exampleSize() {
    return channels * height * width;
  }

  Buffer value() {
    return value;
  }

  /** A reader's own gradient buffer; it must write all of it in each backward pass. */
  Buffer newGradient() {
    Buffer gradient = newBuffer();
    gradients.add(gradient);
    return gradient;
  }

  /** The sum over all readers; to be asked for once a backward pass, after they have written. */
  Buffer gradient() {
    if (gradients.size() == 1) {
      return gradients.get(0);
    }
    if (sum == null) {
      sum = newBuffer();
    }
    float[] total = sum.write();
    System.arraycopy(gradients.get(0).read(), 0, total, 0, total.length);
    for (Buffer gradient : gradients.subList(1, gradients.size())) {
      add(gradient.read(), total);
    }
    return sum;
  }

  private static void add(float[] from, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }

  void close() {
    value.close();
    gradients.forEach(Buffer::close);
    if (sum != null) {
      sum.close();
    }
  }

  private Buffer newBuffer() {
    return new Buffer(examples, channels, height, width);
  }
}
