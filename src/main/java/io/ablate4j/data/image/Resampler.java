package io.ablate4j.data.image;

/**
 * Brings an image to another height and width, each by {@link BoxFilter}, whatever that does to its
 * proportions. Rows are taken one by one, so that no second copy of a large image is made.
 */
final class Resampler {
  private final int width;
  private final BoxFilter.Share[] across;
  private final BoxFilter.Share[] down;
  private final double[][] planes;
  private int next;

  /**
   * @param channels planes, from each of which the result has one
   */
  Resampler(int channels, int fromHeight, int fromWidth, int height, int width) {
    this.width = width;
    this.across = new BoxFilter(fromWidth, width).shares();
    this.down = new BoxFilter(fromHeight, height).shares();
    this.planes = new double[channels][height * width];
  }

  /**
   * Takes the next row.
   *
   * @param y how many came before it
   * @param row [channels][width of the source]
   */
  void add(int y, double[][] row) {
    int first = next;
    int end = first;
    while (end < down.length && down[end].source() == y) {
      end++;
    }
    next = end;
    if (first == end) {
      return; // no line between pixels needs it
    }
    for (int channel = 0; channel < planes.length; channel++) {
      double[] narrow = new double[width];
      for (BoxFilter.Share share : across) {
        narrow[share.target()] += share.weight() * row[channel][share.source()];
      }
      for (int i = first; i < end; i++) {
        int offset = down[i].target() * width;
        for (int x = 0; x < width; x++) {
          planes[channel][offset + x] += down[i].weight() * narrow[x];
        }
      }
    }
  }

  /** After the last row: [channels][height x width], row by row. */
  double[][] planes() {
    return planes;
  }
}
