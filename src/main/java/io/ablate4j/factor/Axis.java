package io.ablate4j.factor;

import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.tuning.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One axis of the grid.
 *
 * @param factor which axis
 * @param levels its values, no two alike, in the study's order; at least one if none is tuned
 * @param tuned the level that is chosen for each cell, if there is one
 * @param <T> type of a level
 */
public record Axis<T>(Factor<T> factor, List<T> levels, Optional<Tuned<T>> tuned) {
  /**
   * A level that is chosen on tuning seeds.
   *
   * @param place how many of the other levels stand before it
   * @param grid what it is chosen from, no two alike
   * @param seeds how many tuning seeds
   * @param by what decides
   */
  public record Tuned<T>(int place, List<T> grid, int seeds, Metric by) {
    public Tuned {
      grid = List.copyOf(grid);
      Objects.requireNonNull(by, "by");
    }
  }

  public Axis {
    Objects.requireNonNull(factor, "factor");
    Objects.requireNonNull(tuned, "tuned");
    levels = List.copyOf(levels);
    if ((levels.isEmpty() && tuned.isEmpty())
        || levels.stream().distinct().count() != levels.size()) {
      throw new IllegalArgumentException(factor.name() + " with levels " + levels);
    }
  }

  /** Of levels that the study gives. */
  public Axis(Factor<T> factor, List<T> levels) {
    this(factor, levels, Optional.empty());
  }

  /** The levels as they are written, in the same order, that which is chosen among them. */
  public List<String> words() {
    List<String> words = new ArrayList<>(levels.stream().map(factor::word).toList());
    tuned.ifPresent(level -> words.add(level.place(), Cell.TUNED));
    return words;
  }

  /** How one of its levels is chosen; empty if none is. */
  public Optional<Tuning> tuning() {
    return tuned.map(
        level ->
            new Tuning(
                factor.name(),
                level.grid().stream().map(factor::word).toList(),
                level.seeds(),
                level.by()));
  }

  /**
   * Does to the settings of a cell's trials what its level does; nothing if it has none. One that
   * is not chosen yet does what the least of its grid does.
   */
  public void apply(Cell cell, TrialSettings.Builder settings) {
    String word = cell.levels().getOrDefault(factor.name(), Cell.ABSENT);
    if (word.equals(Cell.ABSENT)) {
      return;
    }
    String known = word.equals(Cell.TUNED) && tuned.isPresent() ? least() : word;
    Stream.concat(levels.stream(), tuned.stream().flatMap(level -> level.grid().stream()))
        .filter(level -> factor.word(level).equals(known))
        .findFirst()
        .ifPresentOrElse(
            level -> factor.apply(level, settings),
            () -> {
              throw new IllegalArgumentException(factor.name() + " has no level " + word);
            });
  }

  private String least() {
    return tuning().orElseThrow().grid().get(0);
  }
}
