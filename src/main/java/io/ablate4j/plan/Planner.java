package io.ablate4j.plan;

import io.ablate4j.data.SeedStream;
import io.ablate4j.factor.TrialSettings;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.Study;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.tuning.Tuning;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** From a study to its trials, in the order in which they run. */
public final class Planner {
  /** Shuffles the trials of a seed. */
  static final String TRIAL_ORDER = "trial-order";

  private Planner() {}

  /** The trials that can run before anything is known: all, unless the study tunes a factor. */
  public static List<Trial> plan(CheckedStudy checked) {
    return of(checked).first();
  }

  /**
   * Every cell of seed 1, then every cell of seed 2, and so on: an interrupted study has whole
   * replicates, which can be analysed. Inside a seed the order is random, so that a machine that
   * gets slower does not favour an arm; the same study gives the same order. Cells with a level
   * that is to be chosen wait; the tuning trials that choose it come after all others, seed by seed
   * as well. So do those of a study that trains every cell on tuning seeds besides.
   *
   * @return cells x seeds trials, and for each cell that waits grid x tuning seeds more, or for
   *     each cell the tuning seeds
   */
  public static Plan of(CheckedStudy checked) {
    Study study = checked.study();
    Optional<Tuning> tuning = study.tuning();
    Trials made = new Trials(checked, new HashMap<>());
    List<Trial> first = new ArrayList<>();
    List<Plan.Waiting> waiting = new ArrayList<>();
    for (long seed = 1; seed <= study.seeds(); seed++) {
      for (Cell cell : shuffled(study.cells(), seed)) {
        if (tuning.filter(t -> t.isFor(cell)).isPresent()) {
          waiting.add(made.waiting(cell, tuning.get(), seed));
        } else {
          first.add(made.trial(cell, cell, seed));
        }
      }
    }
    if (tuning.isPresent()) {
      List<Cell> tried =
          study.cells().stream()
              .filter(tuning.get()::isFor)
              .flatMap(cell -> study.tried(cell).stream())
              .toList();
      for (long seed : tuning.get().tuningSeeds()) {
        shuffled(tried, seed).forEach(cell -> first.add(made.trial(cell, cell, seed)));
      }
    }
    for (long seed : Tuning.seeds(study.tuningSeeds())) {
      for (Cell cell : shuffled(study.cells(), seed)) {
        Trial trial = made.trial(cell, cell, seed);
        first.add(trial.asking(study.askedOfTuning(trial.settings())));
      }
    }
    return new Plan(first, waiting);
  }

  private static List<Cell> shuffled(List<Cell> cells, long seed) {
    List<Cell> block = new ArrayList<>(cells);
    Collections.shuffle(block, new SeedStream(seed).random(TRIAL_ORDER));
    return block;
  }

  private record Trials(CheckedStudy checked, Map<Cell, TrialSettings> settings) {
    /**
     * @param at the cell whose levels the trial trains at
     */
    Trial trial(Cell cell, Cell at, long seed) {
      Study study = checked.study();
      TrialSettings own = settings.computeIfAbsent(at, study::settings);
      return new Trial(
          cell,
          seed,
          own,
          checked.data(own.dataset()).checksum(),
          study.engine(),
          study.checkExamples(),
          study.asked(own));
    }

    Plan.Waiting waiting(Cell cell, Tuning tuning, long seed) {
      SortedMap<String, Trial> byLevel = new TreeMap<>();
      for (String level : tuning.grid()) {
        byLevel.put(level, trial(cell, cell.with(tuning.factor(), level), seed));
      }
      return new Plan.Waiting(cell, seed, byLevel);
    }
  }
}
