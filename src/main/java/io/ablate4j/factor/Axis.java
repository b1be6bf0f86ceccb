package io.ablate4j.factor;

import io.ablate4j.trial.Cell;
import java.util.List;
import java.util.Objects;

/**
 * One axis of the grid.
 *
 * @param factor which axis
 * @param levels its values, at least one, no two alike, in the study's order
 * @param <T> type of a level
 */
public record Axis<T>(Factor<T> factor, List<T> levels) {
  public Axis {
    Objects.requireNonNull(factor, "factor");
    levels = List.copyOf(levels);
    if (levels.isEmpty() || levels.stream().distinct().count() != levels.size()) {
      throw new IllegalArgumentException(factor.name() + " with levels " + levels);
    }
  }

  /** The levels as they are written, in the same order. */
  public List<String> words() {
    return levels.stream().map(factor::word).toList();
  }

  /** Does to the settings of a cell's trials what its level does; nothing if it has none. */
  public void apply(Cell cell, TrialSettings.Builder settings) {
    String word = cell.levels().getOrDefault(factor.name(), Cell.ABSENT);
    if (word.equals(Cell.ABSENT)) {
      return;
    }
    for (T level : levels) {
      if (factor.word(level).equals(word)) {
        factor.apply(level, settings);
        return;
      }
    }
    throw new IllegalArgumentException(factor.name() + " has no level " + word);
  }
}
