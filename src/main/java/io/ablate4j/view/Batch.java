package io.ablate4j.view;

/**
 * Examples with their labels, which pass through a network together. The arrays are not copied:
 * nobody may change them.
 *
 * @param features [examples x numbers an example], channels first
 * @param labels [examples]
 */
public record Batch(float[] features, int[] labels) {
  public Batch {
    if (labels.length == 0 || features.length % labels.length != 0) {
      throw new IllegalArgumentException(
          features.length + " numbers are not those of " + labels.length + " examples");
    }
  }

  /** Its examples. */
  public int size() {
    return labels.length;
  }
}
