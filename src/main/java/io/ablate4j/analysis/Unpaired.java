package io.ablate4j.analysis;

import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why a contrast has not a single pair, told by what became of its trials. */
final class Unpaired {
  private Unpaired() {}

  /** What became of the trials of one level. */
  private static final class Tally {
    private int trials;
    private int diverged;
    private int failed;
    private int notRun;

    void add(Optional<Outcome> outcome) {
      trials++;
      notRun += outcome.isEmpty() ? 1 : 0;
      diverged += outcome.filter(Outcome.Diverged.class::isInstance).isPresent() ? 1 : 0;
      failed += outcome.filter(Outcome.Failed.class::isInstance).isPresent() ? 1 : 0;
    }
  }

  /**
   * Such as "12 of 24 trials of batch-norm diverged; no seed has a finished trial in every cell".
   *
   * @return empty where nothing has run, and that is all there is to say
   */
  static String of(String factor, Collection<Cell> cells, Observed observations) {
    Map<String, Tally> byLevel = new LinkedHashMap<>();
    for (Cell cell : cells) {
      for (long replicate : observations.replicates()) {
        observations
            .trials(cell, replicate)
            .forEach(
                trial ->
                    byLevel
                        .computeIfAbsent(cell.level(factor), level -> new Tally())
                        .add(trial.outcome()));
      }
    }
    if (byLevel.values().stream().allMatch(tally -> tally.notRun == tally.trials)) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    byLevel.forEach(
        (level, tally) -> {
          add(parts, tally.diverged, tally.trials, level, "diverged");
          add(parts, tally.failed, tally.trials, level, "failed");
          add(parts, tally.notRun, tally.trials, level, "did not run yet");
        });
    return parts.isEmpty()
        ? "no seed has this number in every cell"
        : String.join(", ", parts) + "; no seed has a finished trial in every cell";
  }

  private static void add(List<String> parts, int count, int trials, String level, String fate) {
    if (count > 0) {
      parts.add(
          count
              + " of "
              + trials
              + (parts.isEmpty() ? trials == 1 ? " trial" : " trials" : "")
              + " of "
              + level
              + " "
              + fate);
    }
  }
}
