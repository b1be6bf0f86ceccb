package io.ablate4j.engine.compiled;

/**
 * The loops of {@link BatchNorm}, over an example at a time, with coefficients as long as an
 * example. All give the same bits.
 */
interface NormLoops {
  /** sums += x. */
  void add(float[] x, int from, float[] sums);

  /** sums += (x - mean) squared. */
  void addSquares(float[] x, int from, float[] mean, float[] sums);

  /** y = (x - mean) scale + shift, or 0 where that is below and it is rectified. */
  void normalize(
      float[] x,
      int from,
      float[] mean,
      float[] scale,
      float[] shift,
      boolean rectified,
      float[] y);

  /**
   * Sums of a gradient and of its products with x - mean.
   *
   * @param y what a ReLU gave, whose gradient {@code dy} is; null without one
   * @param dx gets the gradient of what the ReLU read
   */
  void addGradient(
      float[] dy,
      float[] y,
      float[] x,
      int from,
      float[] mean,
      float[] dx,
      float[] sums,
      float[] products);

  /** dx = dx scale + (x - mean) slope + shift. */
  void combine(
      float[] dx, int from, float[] scale, float[] x, float[] mean, float[] slope, float[] shift);
}
