package io.ablate4j.engine.compiled;

/** What {@link WideConvolution} is made of. */
interface ConvolutionKernels extends WideKernels {
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
}
