package io.ablate4j.data;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The rows of a table as they are, in double precision: a seed's split standardizes them. Rows that
 * are images are scaled to [0, 1].
 */
final class TablePool extends ShapedPool {
  private final List<double[]> rows;
  private final int[] labels;
  private final float divisor;
  private final String checksum;
  private final String labelColumn;
  private final Supplier<List<String>> says;
  private List<String> notices;

  /**
   * @param rows [examples][shape.size()], not copied
   * @param labels [examples], indices into {@code classNames}
   * @param divisor of each number that is read as a float: 1 or the largest value of a pixel
   * @param labelColumn its number and name, for people
   * @param says computes {@link #notices()}, when they are first asked for
   */
  TablePool(
      InputShape shape,
      List<String> classNames,
      List<double[]> rows,
      int[] labels,
      float divisor,
      String checksum,
      String labelColumn,
      Supplier<List<String>> says) {
    super(shape, classNames);
    this.rows = rows;
    this.labels = labels;
    this.divisor = divisor;
    this.checksum = checksum;
    this.labelColumn = labelColumn;
    this.says = says;
  }

  @Override
  public int trainingSize() {
    return labels.length;
  }

  @Override
  public int testSize() {
    return 0;
  }

  @Override
  public void copyFeatures(boolean test, int index, float[] target, int offset) {
    checkIndex(test, index);
    double[] row = rows.get(index);
    for (int i = 0; i < row.length; i++) {
      target[offset + i] = (float) row[i] / divisor;
    }
  }

  @Override
  public void copyExact(boolean test, int index, double[] target, int offset) {
    checkIndex(test, index);
    double[] row = rows.get(index);
    for (int i = 0; i < row.length; i++) {
      target[offset + i] = row[i] / divisor;
    }
  }

  @Override
  public int label(boolean test, int index) {
    checkIndex(test, index);
    return labels[index];
  }

  @Override
  public String checksum() {
    return checksum;
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("label column", labelColumn);
  }

  @Override
  public List<String> notices() {
    if (notices == null) {
      notices = List.copyOf(says.get());
    }
    return notices;
  }

  private void checkIndex(boolean test, int index) {
    Objects.checkIndex(index, test ? testSize() : trainingSize());
  }
}
