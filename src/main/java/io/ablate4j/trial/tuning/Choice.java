package io.ablate4j.trial.tuning;

import io.ablate4j.trial.Cell;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The level that a cell gets by its tuning seeds, or why it gets none.
 *
 * @param cell with the word {@link Cell#TUNED} for its level
 * @param tried what each level of the grid gave, ascending; empty if there is no choice
 * @param level the chosen one; empty if there is none
 * @param trials how many tuning trials the cell has
 * @param failed how many of them failed
 * @param notRun how many have no result
 */
public record Choice(
    Cell cell, List<Tried> tried, Optional<String> level, int trials, int failed, int notRun) {
  /**
   * What a level gave.
   *
   * @param level of the grid, as a word
   * @param mean of the metric over the tuning seeds
   * @param diverged trials, which count as guessing
   */
  public record Tried(String level, double mean, int diverged) {}

  public Choice {
    Objects.requireNonNull(cell, "cell");
    Objects.requireNonNull(level, "level");
    tried = List.copyOf(tried);
  }

  /** What the chosen level gave; empty if there is no choice. */
  public Optional<Tried> chosen() {
    return level.flatMap(word -> tried.stream().filter(t -> t.level().equals(word)).findFirst());
  }

  /** The best of the other levels. */
  public Optional<Tried> runnerUp(Tuning tuning) {
    return level.flatMap(
        word -> Tuned.best(tried.stream().filter(t -> !t.level().equals(word)).toList(), tuning));
  }

  /** Whether the chosen level is the least or the greatest of the grid. */
  public boolean isAtEdge() {
    return level
        .filter(
            word ->
                tried.get(0).level().equals(word)
                    || tried.get(tried.size() - 1).level().equals(word))
        .isPresent();
  }

  /** Such as "tuning incomplete: 1 of 15 trials failed"; empty if there is a choice. */
  public Optional<String> problem() {
    return level.isPresent() ? Optional.empty() : Optional.of(incomplete(trials, failed, notRun));
  }

  static String incomplete(int trials, int failed, int notRun) {
    String of = " of " + trials + " trials ";
    return "tuning incomplete: "
        + (failed > 0
            ? failed + of + "failed" + (notRun > 0 ? ", " + notRun + " not run" : "")
            : notRun + of + "not run");
  }
}
