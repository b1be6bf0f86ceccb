package io.ablate4j.plan;

import io.ablate4j.trial.Cell;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.tuning.Deferred;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The trials of a study: those that can run before anything is known, and those whose level follows
 * from the first ones.
 *
 * @param first whatever has its levels, then the tuning trials
 * @param waiting trials whose level is chosen by the tuning trials; none if the study tunes nothing
 */
public record Plan(List<Trial> first, List<Waiting> waiting) {
  /**
   * A trial whose level is not chosen.
   *
   * @param cell with the word {@link Cell#TUNED}
   * @param byLevel the trial at each level of the grid, by the level's word
   */
  public record Waiting(Cell cell, long seed, SortedMap<String, Trial> byLevel) {
    public Waiting {
      Objects.requireNonNull(cell, "cell");
      byLevel = new TreeMap<>(byLevel);
    }

    private PlannedTrial planned() {
      SortedMap<String, String> specs = new TreeMap<>();
      byLevel.forEach((level, trial) -> specs.put(level, trial.specJson()));
      return Deferred.planned(cell, seed, specs);
    }
  }

  public Plan {
    first = List.copyOf(first);
    waiting = List.copyOf(waiting);
  }

  /** What the answering side needs to know; the same before and after the choice. */
  public List<PlannedTrial> planned() {
    List<PlannedTrial> all = new ArrayList<>(first.stream().map(Trial::planned).toList());
    waiting.forEach(trial -> all.add(trial.planned()));
    return all;
  }

  /** Those that have their levels, and the others at each level that they may get. */
  public List<Trial> trials() {
    List<Trial> all = new ArrayList<>(first);
    waiting.forEach(trial -> all.addAll(trial.byLevel().values()));
    return all;
  }

  /** How many trials the study has. */
  public int size() {
    return first.size() + waiting.size();
  }

  /**
   * The trials whose level is chosen; those of cells without a choice are left out.
   *
   * @param levels the chosen level of each cell
   */
  public List<Trial> second(Map<Cell, String> levels) {
    return waiting.stream()
        .flatMap(
            trial ->
                Optional.ofNullable(levels.get(trial.cell())).map(trial.byLevel()::get).stream())
        .toList();
  }
}
