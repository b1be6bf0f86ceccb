package io.ablate4j.plan;

import io.ablate4j.factor.Factor;
import io.ablate4j.factor.Factors;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.tuning.Deferred;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives cells of one study the factors that another one names, at the level at which its trials
 * stand: one that does not name {@code activation} has relu. Where the trials do not say, as of a
 * depth that is the model's own, the level is {@link Cell#ABSENT}.
 */
public final class SharedFactors {
  private final Map<Cell, Cell> cells = new LinkedHashMap<>();
  private final Map<String, Set<String>> added = new LinkedHashMap<>();

  private SharedFactors() {}

  /**
   * For the cells of a study.
   *
   * @param own its trials
   * @param others those of the other study
   */
  public static SharedFactors of(List<PlannedTrial> own, List<PlannedTrial> others) {
    SharedFactors shared = new SharedFactors();
    Set<String> before = factors(own);
    List<String> all = new ArrayList<>(Factors.names());
    factors(others).stream().filter(factor -> !all.contains(factor)).forEach(all::add);
    before.stream().filter(factor -> !all.contains(factor)).forEach(all::add);
    all.retainAll(union(before, factors(others)));
    Known known = new Known(others);
    for (PlannedTrial trial : own) {
      if (!shared.cells.containsKey(trial.cell())) {
        shared.cells.put(trial.cell(), shared.completed(trial, all, known));
      }
    }
    return shared;
  }

  /** The same cell with all factors; the cell itself if it is none of the study's. */
  public Cell of(Cell cell) {
    return cells.getOrDefault(cell, cell);
  }

  /** The factors that its cells did not have, and the levels that they have now. */
  public Map<String, List<String>> added() {
    Map<String, List<String>> levels = new LinkedHashMap<>();
    added.forEach((factor, words) -> levels.put(factor, List.copyOf(words)));
    return levels;
  }

  private static Set<String> factors(List<PlannedTrial> trials) {
    Set<String> factors = new LinkedHashSet<>();
    trials.forEach(trial -> factors.addAll(trial.cell().factors()));
    return factors;
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return all;
  }

  private Cell completed(PlannedTrial trial, List<String> factors, Known known) {
    Cell cell = trial.cell();
    if (cell.factors().containsAll(factors)) {
      return cell;
    }
    Optional<Trial> stored = stored(trial);
    Map<String, String> levels = new LinkedHashMap<>();
    for (String factor : factors) {
      String level = cell.levels().get(factor);
      if (level == null) {
        level = stored.map(t -> level(factor, t, known)).orElse(Cell.ABSENT);
        added.computeIfAbsent(factor, name -> new LinkedHashSet<>()).add(level);
      }
      levels.put(factor, level);
    }
    return Cell.of(levels).comparing(cell.compared());
  }

  private static String level(String factor, Trial trial, Known known) {
    return Factors.find(factor)
        .flatMap(found -> word(found, trial))
        .or(() -> known.level(factor, trial))
        .orElse(Cell.ABSENT);
  }

  private static <T> Optional<String> word(Factor<T> factor, Trial trial) {
    return factor.unnamed(trial.settings()).map(factor::word);
  }

  /** Empty if this version cannot read it: then nothing is known of what it does not name. */
  private static Optional<Trial> stored(PlannedTrial trial) {
    String spec =
        Deferred.is(trial) ? Deferred.specs(trial).values().iterator().next() : trial.specJson();
    try {
      return Optional.of(TrialSpecJson.readStored(spec));
    } catch (IllegalArgumentException | ProblemsException e) {
      return Optional.empty();
    }
  }

  /**
   * What names stand for in the other study: its data, and the strengths of its regularizations.
   */
  private static final class Known {
    private final Map<List<Object>, String> levels = new HashMap<>();

    Known(Collection<PlannedTrial> trials) {
      Map<Cell, Trial> ofCell = new LinkedHashMap<>();
      for (PlannedTrial trial : trials) {
        if (!ofCell.containsKey(trial.cell())) {
          stored(trial).ifPresent(found -> ofCell.put(trial.cell(), found));
        }
      }
      ofCell.forEach(
          (cell, trial) ->
              cell.levels()
                  .forEach(
                      (factor, level) ->
                          meaning(factor, trial).ifPresent(what -> note(what, level))));
    }

    /** What two levels stand for is neither's. */
    private void note(List<Object> what, String level) {
      levels.merge(what, level, (one, other) -> one.equals(other) ? one : Cell.ABSENT);
    }

    Optional<String> level(String factor, Trial trial) {
      return meaning(factor, trial).map(levels::get);
    }

    /** Of a factor that settings do not say; others have a level of their own or none. */
    private static Optional<List<Object>> meaning(String factor, Trial trial) {
      if (factor.equals(Factors.DATASET.name())) {
        return Optional.of(List.of(factor, trial.dataset(), trial.dataChecksum()));
      }
      return Factors.find(factor).isEmpty()
          ? Optional.of(List.of(factor, trial.regularization()))
          : Optional.empty();
    }
  }
}
