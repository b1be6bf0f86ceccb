package io.ablate4j.stats;

import java.util.Arrays;

/**
 * An additive fit of a table by medians, which a few wild cells do not move (Tukey 1977,
 * Exploratory Data Analysis, chapter 11): cell = overall + row + column + rest.
 *
 * @param overall the common level, in the unit of the cells
 * @param rows effect of each row
 * @param columns effect of each column
 */
public record MedianPolish(double overall, double[] rows, double[] columns) {
  /** Both as in R's {@code medpolish}. */
  private static final int MOST_SWEEPS = 10;

  private static final double TOLERANCE = .01;

  /**
   * Sweeps medians out of rows and columns, rows first, until the sum of absolute rests settles.
   *
   * @param cells rows of equal length, finite, in any unit; at least one cell
   */
  public static MedianPolish of(double[][] cells) {
    int columnCount = cells[0].length;
    double[][] rest = Arrays.stream(cells).map(double[]::clone).toArray(double[][]::new);
    double[] rows = new double[cells.length];
    double[] columns = new double[columnCount];
    double overall = 0;
    double before = 0;
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      for (int r = 0; r < rows.length; r++) {
        double median = median(rest[r]);
        rows[r] += median;
        for (int c = 0; c < columnCount; c++) {
          rest[r][c] -= median;
        }
      }
      overall += centre(columns);
      for (int c = 0; c < columnCount; c++) {
        int column = c;
        double median = median(Arrays.stream(rest).mapToDouble(row -> row[column]).toArray());
        columns[c] += median;
        for (double[] row : rest) {
          row[c] -= median;
        }
      }
      overall += centre(rows);
      double now = Arrays.stream(rest).flatMapToDouble(Arrays::stream).map(Math::abs).sum();
      if (now == 0 || Math.abs(now - before) < TOLERANCE * now) {
        break;
      }
      before = now;
    }
    return new MedianPolish(overall, rows, columns);
  }

  /** Takes its median away from all effects. */
  private static double centre(double[] effects) {
    double median = median(effects);
    for (int i = 0; i < effects.length; i++) {
      effects[i] -= median;
    }
    return median;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Median.middle(sorted);
  }
}
