package io.ablate4j.design;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Factors whose levels go together instead of being crossed.
 *
 * @param factors two or more
 * @param where levels of other factors that cells have in which they do; all cells if empty
 * @param levels the levels that go together, each as many as there are factors
 */
public record Zip(
    List<String> factors, Map<String, List<String>> where, List<List<String>> levels) {
  public Zip {
    factors = List.copyOf(factors);
    Map<String, List<String>> copy = new LinkedHashMap<>();
    where.forEach((factor, words) -> copy.put(factor, List.copyOf(words)));
    where = copy;
    List<List<String>> tuples = new ArrayList<>();
    levels.forEach(tuple -> tuples.add(List.copyOf(tuple)));
    levels = List.copyOf(tuples);
  }

  /** Whether its levels go together in a cell. */
  boolean isFor(Map<String, String> cell) {
    return where.entrySet().stream()
        .allMatch(entry -> entry.getValue().contains(cell.get(entry.getKey())));
  }

  /** The cells that a combination becomes. */
  List<Map<String, String>> of(Map<String, String> combination) {
    if (!isFor(combination)) {
      return List.of(combination);
    }
    List<Map<String, String>> zipped = new ArrayList<>();
    for (List<String> tuple : levels) {
      Map<String, String> cell = new LinkedHashMap<>(combination);
      for (int i = 0; i < factors.size(); i++) {
        cell.put(factors.get(i), tuple.get(i));
      }
      zipped.add(cell);
    }
    return zipped;
  }
}
