package io.ablate4j.data.image;

import java.util.Arrays;

/**
 * How one dimension of an image becomes longer or shorter. Shorter: each new pixel is the mean of
 * what it covers, pixels that are covered in part by their part, so that nothing is left out.
 * Longer: straight lines between the centres of pixels, and the outermost ones go on.
 */
final class BoxFilter {
  private final int from;
  private final int to;

  /**
   * @param from pixels there are
   * @param to pixels wanted
   */
  BoxFilter(int from, int to) {
    if (from < 1 || to < 1) {
      throw new IllegalArgumentException("no image has " + from + " or " + to + " pixels");
    }
    this.from = from;
    this.to = to;
  }

  /** What a pixel gives to a new one. */
  record Share(int source, int target, double weight) {}

  /** All shares that are not 0, by source; those of a target add up to 1. */
  Share[] shares() {
    Share[] shares = to <= from ? means() : lines();
    Arrays.sort(shares, (a, b) -> Integer.compare(a.source(), b.source()));
    return shares;
  }

  /** In units of 1/to source pixels, in which all edges are whole numbers. */
  private Share[] means() {
    Share[] shares = new Share[from + to - 1];
    int count = 0;
    for (int target = 0; target < to; target++) {
      long first = (long) target * from;
      long end = first + from;
      for (long source = first / to; source * to < end; source++) {
        long overlap = Math.min(end, (source + 1) * to) - Math.max(first, source * to);
        shares[count] = new Share((int) source, target, overlap / (double) from);
        count++;
      }
    }
    return Arrays.copyOf(shares, count);
  }

  private Share[] lines() {
    Share[] shares = new Share[2 * to];
    int count = 0;
    for (int target = 0; target < to; target++) {
      double place = Math.max(0, (target + 0.5) * from / to - 0.5);
      int left = Math.min((int) place, from - 1);
      double right = left == from - 1 ? 0 : place - left;
      shares[count++] = new Share(left, target, 1 - right);
      if (right > 0) {
        shares[count++] = new Share(left + 1, target, right);
      }
    }
    return Arrays.copyOf(shares, count);
  }
}
