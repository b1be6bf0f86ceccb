package io.ablate4j.study;

import java.util.List;
import java.util.Objects;

/**
 * One axis of the grid.
 *
 * @param kind which axis
 * @param levels its values, at least one, no two alike, in the study's order
 * @param <T> type of a level
 */
public record Factor<T>(FactorKind<T> kind, List<T> levels) {
  public Factor {
    Objects.requireNonNull(kind, "kind");
    levels = List.copyOf(levels);
    if (levels.isEmpty() || levels.stream().distinct().count() != levels.size()) {
      throw new IllegalArgumentException(kind.name() + " with levels " + levels);
    }
  }
}
