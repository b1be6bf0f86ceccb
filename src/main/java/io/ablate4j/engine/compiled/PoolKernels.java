package io.ablate4j.engine.compiled;

/** Maxima of windows with their places, for {@link MaxPool}. */
interface PoolKernels extends WideKernels {
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
   * The maxima of windows of two rows and columns that lie side by side, and which numbers they
   * are.
   *
   * @param planes padded images
   * @param from the first window's first number
   * @param width of their rows
   * @param windows of a row
   * @param rowStep from a number to the one below it, in the images as they come
   * @param to where the first one goes; whole vectors are written, so that there has to be room for
   *     {@code windows} rounded up to {@link #lanes()}
   */
  void halves(
      float[] planes, int from, int width, int windows, int rowStep, Winners winners, int to);

  /**
   * The same for a row of windows one apart, whose {@link #maxima} are known.
   *
   * @param from the first window's first number
   * @param to as above
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
}
