package io.ablate4j.engine.compiled;

/**
 * {@link NormLoops} that the JVM vectorizes by itself. It does so only where all arrays are read at
 * the same offset, and so a copy of an example and a loop take half the time of the loop alone.
 */
final class PlainNorms implements NormLoops {
  private final float[] one;
  private final float[] other;

  /**
   * @param size numbers of an example
   */
  PlainNorms(int size) {
    one = new float[size];
    other = new float[size];
  }

  private static float[] example(float[] all, int from, float[] copy) {
    System.arraycopy(all, from, copy, 0, copy.length);
    return copy;
  }

  @Override
  public void add(float[] x, int from, float[] sums) {
    add(example(x, from, one), sums);
  }

  private static void add(float[] x, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += x[i];
    }
  }

  @Override
  public void addSquares(float[] x, int from, float[] mean, float[] sums) {
    addSquares(example(x, from, one), mean, sums);
  }

  private static void addSquares(float[] x, float[] mean, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      float d = x[i] - mean[i];
      sums[i] += d * d;
    }
  }

  @Override
  public void normalize(
      float[] x,
      int from,
      float[] mean,
      float[] scale,
      float[] shift,
      boolean rectified,
      float[] y) {
    normalize(example(x, from, one), mean, scale, shift);
    if (rectified) {
      Relu.rectify(one, one);
    }
    System.arraycopy(one, 0, y, from, one.length);
  }

  private static void normalize(float[] x, float[] mean, float[] scale, float[] shift) {
    for (int i = 0; i < x.length; i++) {
      x[i] = (x[i] - mean[i]) * scale[i] + shift[i];
    }
  }

  @Override
  public void addGradient(
      float[] dy,
      float[] y,
      float[] x,
      int from,
      float[] mean,
      float[] dx,
      float[] sums,
      float[] products) {
    float[] gradient = example(dy, from, other);
    if (y != null) {
      Relu.mask(example(y, from, one), gradient, gradient);
    }
    System.arraycopy(gradient, 0, dx, from, gradient.length);
    add(gradient, sums);
    addProducts(example(x, from, one), mean, gradient, products);
  }

  private static void addProducts(float[] x, float[] mean, float[] dy, float[] products) {
    for (int i = 0; i < products.length; i++) {
      products[i] += dy[i] * (x[i] - mean[i]);
    }
  }

  @Override
  public void combine(
      float[] dx, int from, float[] scale, float[] x, float[] mean, float[] slope, float[] shift) {
    float[] gradient = example(dx, from, other);
    combine(gradient, scale, example(x, from, one), mean, slope, shift);
    System.arraycopy(gradient, 0, dx, from, gradient.length);
  }

  private static void combine(
      float[] dy, float[] scale, float[] x, float[] mean, float[] slope, float[] shift) {
    for (int i = 0; i < dy.length; i++) {
      dy[i] = dy[i] * scale[i] + (x[i] - mean[i]) * slope[i] + shift[i];
    }
  }
}
