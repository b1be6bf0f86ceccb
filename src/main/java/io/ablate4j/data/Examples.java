package io.ablate4j.data;

/**
 * Examples in one contiguous array. The arrays are not copied, so that batches can be cut without
 * one; nobody may write to them.
 *
 * @param shape of each example
 * @param features [examples x shape.size()], row by row
 * @param labels [examples]
 */
@SuppressWarnings("ArrayRecordComponent") // a view on the numbers, never compared
public record Examples(InputShape shape, float[] features, int[] labels) {
  public Examples {
    if (features.length != (long) labels.length * shape.size()) {
      throw new IllegalArgumentException(
          features.length + " numbers for " + labels.length + " examples of " + shape);
    }
  }

  /** How many there are. */
  public int count() {
    return labels.length;
  }
}
