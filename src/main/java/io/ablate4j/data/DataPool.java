package io.ablate4j.data;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * All examples of a data set, before a seed chooses among them. Implementations keep them compact
 * and need not be thread-safe.
 */
public interface DataPool {
  /** Shape of each example. */
  InputShape shape();

  /** Names of the classes; a label is an index into them. */
  List<String> classNames();

  /** Examples to choose training and validation sets from. */
  int trainingSize();

  /** Examples kept for testing by the data set's makers; 0 if test sets come from the rest. */
  int testSize();

  /**
   * Copies an example's numbers, scaled to [0, 1] for images and as they are for tables, into
   * {@code target[offset .. offset + shape().size())}.
   *
   * @param test whether {@code index} counts among the test examples
   */
  void copyFeatures(boolean test, int index, float[] target, int offset);

  /**
   * The same numbers before they are rounded to floats, for tables: a seed's split standardizes
   * them first. A pool that has floats anyway need not say more.
   */
  default void copyExact(boolean test, int index, double[] target, int offset) {
    float[] rounded = new float[shape().size()];
    Arrays.fill(rounded, Float.NaN); // what is left out shall not look like a 0
    copyFeatures(test, index, rounded, 0);
    for (int i = 0; i < rounded.length; i++) {
      target[offset + i] = rounded[i];
    }
  }

  /** Label of an example, in [0, classNames().size()). */
  int label(boolean test, int index);

  /**
   * SHA-256, in hexadecimal, of what the examples say: the same for packed and plain files. Part of
   * each trial's key, so that changed data are never mistaken for stored ones.
   */
  String checksum();

  /**
   * What a user should know of the data before trusting numbers made with them, a sentence or two
   * each: a column that looks like an index, values that lose their differences as floats. Nothing
   * in it is an error. Fixed once the pool is open; empty if there is nothing to say.
   */
  default List<String> notices() {
    return List.of();
  }

  /**
   * What the source says of its data beyond this interface, by name, in the order in which it is
   * told: which column holds the classes. Fixed once the pool is open.
   */
  default Map<String, String> facts() {
    return Map.of();
  }

  /**
   * Whether no two examples have the same numbers, where that is known without a look at all of
   * them; {@code false} where it is not known.
   */
  default boolean isKnownDistinct() {
    return false;
  }
}
