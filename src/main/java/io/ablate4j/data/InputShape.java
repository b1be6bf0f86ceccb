package io.ablate4j.data;

/**
 * Shape of one example. Images are stored channel by channel, row by row ([channels, height,
 * width]); a table row is a plain vector.
 *
 * @param channels colour planes of an image, or features of a table row
 * @param height rows of pixels; 1 for a table
 * @param width pixels a row; 1 for a table
 * @param image whether neighbouring values are neighbours in space
 */
public record InputShape(int channels, int height, int width, boolean image) {
  public InputShape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "no example has the shape " + channels + "x" + height + "x" + width);
    }
  }

  /** An image. */
  public static InputShape image(int channels, int height, int width) {
    return new InputShape(channels, height, width, true);
  }

  /** A table row. */
  public static InputShape tabular(int features) {
    return new InputShape(features, 1, 1, false);
  }

  /** Numbers an example. */
  public int size() {
    return Math.multiplyExact(channels, Math.multiplyExact(height, width));
  }

  /** Height x width x channels, as people write it, or the number of features. */
  @Override
  public String toString() {
    return image ? height + "x" + width + "x" + channels : channels + " features";
  }
}
