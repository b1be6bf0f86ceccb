package io.ablate4j.data;

import io.ablate4j.problem.ProblemsException;
import java.util.List;

/** Makes images of rows whose numbers are pixels. */
record Pixels(PixelShape shape, TableNaming naming) {
  private static final int WHITE = 255;
  private static final int DARK = 128;

  /**
   * Puts each row's numbers channel by channel.
   *
   * @return what to divide them by, so that they go from 0 to 1: 255, or 1 if they do already
   * @throws ProblemsException if the rows have another length, or numbers that are no pixels
   */
  float arrange(List<double[]> rows, TableNotices notices) {
    if (shape.size() != rows.get(0).length) {
      throw new ProblemsException(
          List.of(
              PixelShape.problem(
                  "dataset.shape "
                      + shape
                      + " is "
                      + shape.size()
                      + " numbers, but "
                      + naming.name()
                      + " has "
                      + rows.get(0).length
                      + " features.",
                  "correct it, or drop columns that are no pixels with dataset.columns.")));
    }
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[] row : rows) {
      for (double value : row) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
      shape.toPlanes(row);
    }
    if (least < 0 || most > WHITE) {
      throw new ProblemsException(
          List.of(
              PixelShape.problem(
                  "dataset.shape asks for pixels, but the numbers of "
                      + naming.name()
                      + " go from "
                      + least
                      + " to "
                      + most
                      + ".",
                  "give pixels from 0 to 255 or from 0 to 1, or leave dataset.shape out.")));
    }
    if (most > 1 && most < DARK) {
      notices.add(
          "The largest pixel of "
              + naming.name()
              + " is "
              + (float) most
              + "; pixels are divided by 255, so all images are dark.");
    }
    return most > 1 ? WHITE : 1;
  }
}
