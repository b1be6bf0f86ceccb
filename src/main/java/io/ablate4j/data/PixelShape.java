package io.ablate4j.data;

import io.ablate4j.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * Height, width and channels of the image that a table's row is: row by row, the channels of a
 * pixel beside each other, as NumPy flattens [height, width, channels].
 */
record PixelShape(int height, int width, int channels) {
  private static final int MOST_DIGITS = 5;

  /**
   * @param sides the option's numbers: height, width and, if not 1, channels
   * @param text the option as it was given, for a problem
   */
  static Optional<PixelShape> of(List<String> sides, String text, List<Problem> problems) {
    boolean fine =
        (sides.size() == 2 || sides.size() == 3)
            && sides.stream().allMatch(s -> s.length() <= MOST_DIGITS && s.matches("[1-9][0-9]*"));
    if (!fine) {
      problems.add(
          problem(
              "dataset.shape is " + Cells.shown(text) + ", not height, width and channels.",
              "write shape: [28, 28, 1]."));
      return Optional.empty();
    }
    int channels = sides.size() == 3 ? Integer.parseInt(sides.get(2)) : 1;
    return Optional.of(
        new PixelShape(Integer.parseInt(sides.get(0)), Integer.parseInt(sides.get(1)), channels));
  }

  static Problem problem(String message, String advice) {
    return new Problem(Optional.of("dataset.shape"), message, advice);
  }

  long size() {
    return (long) height * width * channels;
  }

  InputShape image() {
    return InputShape.image(channels, height, width);
  }

  /** Puts a row's numbers channel by channel, in place. */
  void toPlanes(double[] row) {
    if (channels == 1) {
      return;
    }
    double[] mixed = row.clone();
    int pixels = height * width;
    for (int pixel = 0; pixel < pixels; pixel++) {
      for (int channel = 0; channel < channels; channel++) {
        row[channel * pixels + pixel] = mixed[pixel * channels + channel];
      }
    }
  }

  @Override
  public String toString() {
    return "[" + height + ", " + width + ", " + channels + "]";
  }
}
