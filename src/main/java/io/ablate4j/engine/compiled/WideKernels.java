package io.ablate4j.engine.compiled;

/**
 * Loops in a processor's wide vectors that the JVM does not find by itself, of Java's Vector API.
 * Arrays are read and written up to {@link #lanes()} numbers behind what is meant.
 */
interface WideKernels {
  /** Floats a vector. */
  int lanes();

  /**
   * The maximum of three rows and columns from each number of planes on, and which number it is.
   *
   * @param planes padded images, row by row, one behind the other
   * @param numbers of them all
   * @param width of their rows
   * @param rowStep from a number to the one below it, in the images as they come
   * @param scratch two arrays of the size of {@code planes}
   * @param maxima to be written
   * @param places the same: how far from the window's first number the first one in reading order
   *     is that has the maximum's bits, in the images as they come
   */
  void maxima(
      float[] planes,
      int numbers,
      int width,
      int rowStep,
      Scratch scratch,
      float[] maxima,
      int[] places);

  /** What {@link #maxima} keeps of rows: their maxima, and where these are. */
  record Scratch(float[] along, int[] columns) {}

  /**
   * Sums of products of four filters with an image, one fused multiplication after the other from 0
   * on, in the order of {@code offsets}.
   *
   * @param image padded planes
   * @param offsets from an output's place to each number that it takes in
   * @param weights of four filters, side by side
   * @param from where they start
   * @param sums [4 x size], to be written
   * @param places how many outputs
   * @param size of a filter's row of {@code sums}: {@link #padded} of the places
   */
  void products(
      float[] image, int[] offsets, float[] weights, int from, float[] sums, int places, int size);

  /** How many places {@link #products} writes for so many. */
  default int padded(int places) {
    int two = 2 * lanes();
    return (places + two - 1) / two * two;
  }

  /**
   * Rows without what lies between them, with a bias.
   *
   * @param sums rows {@code step} apart, from {@code from} on
   * @param rectified whether what is below 0 becomes 0
   * @param to where the first row goes in {@code image}; the others right behind it
   */
  void gather(
      float[] sums,
      int from,
      int step,
      int rows,
      int width,
      float bias,
      boolean isBiased,
      boolean rectified,
      float[] image,
      int to);

  /**
   * The maxima of windows of two rows and columns that lie side by side, and which numbers they
   * are.
   *
   * @param planes padded images
   * @param from the first window's first number
   * @param width of their rows
   * @param windows of a row
   * @param rowStep from a number to the one below it, in the images as they come
   */
  void halves(
      float[] planes, int from, int width, int windows, int rowStep, Winners winners, int to);

  /**
   * The same for a row of windows one apart, whose {@link #maxima} are known.
   *
   * @param from the first window's first number
   */
  void collect(float[] maxima, int[] places, int from, int windows, Winners winners, int to);

  /** Where maxima go, and the number of each in the images as they come. */
  final class Winners {
    final float[] maxima;
    final int[] numbers;

    /** The first window's first number, and the first and the last one of its image. */
    int start;

    int first;
    int last;

    Winners(float[] maxima, int[] numbers) {
      this.maxima = maxima;
      this.numbers = numbers;
    }
  }

  // -- batch norm: a number of an example at a time, coefficients as long as an example -----------

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
