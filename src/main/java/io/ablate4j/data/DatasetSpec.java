package io.ablate4j.data;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The data a study asks for.
 *
 * @param source id of a {@link DatasetSource}
 * @param train training examples a seed
 * @param validation validation examples a seed; the choices (best epoch, target) use them
 * @param test test examples a seed; read for the report alone
 * @param options further settings of the source, such as {@code path}, sorted by name
 */
public record DatasetSpec(
    String source, int train, int validation, int test, SortedMap<String, String> options) {
  public DatasetSpec {
    if (train < 1 || validation < 1 || test < 1) {
      throw new IllegalArgumentException(
          "train, validation and test need at least one example each");
    }
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
  }

  /** Whether the examples are drawn from the same ones; how many makes a pool no other one. */
  public boolean isOfThePoolOf(DatasetSpec other) {
    return source.equals(other.source) && options.equals(other.options);
  }

  /** Without options. */
  public static DatasetSpec of(String source, int train, int validation, int test) {
    return new DatasetSpec(source, train, validation, test, new TreeMap<>(Map.of()));
  }
}
