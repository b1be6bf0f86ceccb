package io.ablate4j.plan;

import io.ablate4j.data.SeedStream;
import io.ablate4j.factor.TrialSettings;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.Study;
import io.ablate4j.trial.Cell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From a study to its trials, in the order in which they run. */
public final class Planner {
  /** Shuffles the trials of a seed. */
  static final String TRIAL_ORDER = "trial-order";

  private Planner() {}

  /**
   * Every cell of seed 1, then every cell of seed 2, and so on: an interrupted study has whole
   * replicates, which can be analysed. Inside a seed the order is random, so that a machine that
   * gets slower does not favour an arm; the same study gives the same order.
   *
   * @return cells x seeds trials
   */
  public static List<Trial> plan(CheckedStudy checked) {
    Study study = checked.study();
    List<Cell> cells = study.cells();
    Map<Cell, TrialSettings> settings = new HashMap<>();
    cells.forEach(cell -> settings.put(cell, study.settings(cell)));
    List<Trial> trials = new ArrayList<>();
    for (long seed = 1; seed <= study.seeds(); seed++) {
      List<Cell> block = new ArrayList<>(cells);
      Collections.shuffle(block, new SeedStream(seed).random(TRIAL_ORDER));
      for (Cell cell : block) {
        trials.add(
            new Trial(
                cell,
                seed,
                settings.get(cell),
                checked.data(settings.get(cell).dataset()).checksum(),
                study.engine(),
                study.checkExamples(),
                study.probes()));
      }
    }
    return List.copyOf(trials);
  }
}
