package io.ablate4j.engine.compiled;

/**
 * What {@link WideConvolution} is made of. Each sum is one fused multiplication after the other, so
 * that its bits do not depend on how wide the vectors are.
 */
interface ConvolutionKernels extends WideKernels {
  /** Filters side by side in {@link #products} and {@link #correlate}. */
  int FILTERS = 4;

  /** Weights a filter that {@link #correlate} takes at once. */
  int TAPS = 4;

  /** Sums a weight of {@link #correlate}, whatever the vectors: place i goes to sum i modulo it. */
  int STRANDS = 16;

  /**
   * Sums of products of four filters with an image, in the order of {@code offsets}, from 0 on.
   *
   * @param image padded planes, from {@code start} on
   * @param offsets from an output's place to each number that it takes in
   * @param weights of four filters, side by side
   * @param from where they start
   * @param sums [4 x size], to be written
   * @param places how many outputs
   * @param size of a filter's row of {@code sums}: {@link #padded} of the places
   */
  void products(
      float[] image,
      int start,
      int[] offsets,
      float[] weights,
      int from,
      float[] sums,
      int places,
      int size);

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
   * The reverse of {@link #gather}: rows of a gradient with zeros between them, {@code step} apart.
   * What is above 0 in {@code outputs} lets it through; without outputs all of it goes through.
   *
   * @param from where the first row starts in the gradient and in the outputs
   * @param plane to be written from {@code to} on, and up to {@link #lanes()} zeros behind it
   */
  void spread(
      float[] gradient,
      float[] outputs,
      int from,
      int rows,
      int width,
      int step,
      float[] plane,
      int to);

  /**
   * Adds numbers to sums, place i of a run to sum i modulo {@value #STRANDS}.
   *
   * @param length a multiple of {@value #STRANDS}
   * @param at where the sums start
   */
  void add(float[] plane, int from, int length, float[] sums, int at);

  /**
   * Adds the products of four planes with four places of an image each.
   *
   * @param planes of the gradient, {@code plane} apart, from {@code from} on
   * @param offsets of the places in the image; four, from {@code tap} on
   * @param length of a plane's run, a multiple of {@value #STRANDS}
   * @param sums [4 x 4 x 16], from {@code at} on, to be added to
   */
  void correlate(
      float[] planes,
      int from,
      int plane,
      float[] image,
      int[] offsets,
      int tap,
      int length,
      float[] sums,
      int at);
}
