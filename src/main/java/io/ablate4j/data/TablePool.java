package io.ablate4j.data;

import java.util.List;
import java.util.Objects;

/** The rows of a table, as they are; a seed's split standardizes them. */
final class TablePool implements DataPool {
  private final InputShape shape;
  private final List<String> classNames;
  private final float[] values;
  private final int[] labels;
  private final String checksum;

  TablePool(
      InputShape shape, List<String> classNames, float[] values, int[] labels, byte[] contents) {
    this.shape = shape;
    this.classNames = List.copyOf(classNames);
    this.values = values;
    this.labels = labels;
    this.checksum = DataFiles.checksum(List.of(contents));
  }

  @Override
  public InputShape shape() {
    return shape;
  }

  @Override
  public List<String> classNames() {
    return classNames;
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
    System.arraycopy(values, index * shape.size(), target, offset, shape.size());
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

  private void checkIndex(boolean test, int index) {
    Objects.checkIndex(index, test ? testSize() : trainingSize());
  }
}
