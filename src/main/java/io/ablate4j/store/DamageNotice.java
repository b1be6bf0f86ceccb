package io.ablate4j.store;

import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Roles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What is said of rows that are not as they were written. */
record DamageNotice(Path file) {
  private static final int NAMED = 5;

  /**
   * Results.
   *
   * @param keys of their trials, which may be damaged as well
   */
  String results(Collection<String> keys, List<PlannedTrial> plan) {
    List<String> trials = new ArrayList<>();
    plan.stream()
        .filter(trial -> keys.contains(trial.key().sha256()))
        .forEach(trial -> trials.add(words(trial)));
    int others = keys.size() - trials.size();
    if (others > 0) {
      trials.add(
          others + (others == 1 ? " trial" : " trials") + " that the study does not ask for");
    }
    return "Damaged in the store "
        + file
        + ", and not used: "
        + trials.stream().limit(NAMED).collect(Collectors.joining("; "))
        + (trials.size() > NAMED ? "; and " + (trials.size() - NAMED) + " more" : "")
        + ". What it holds of them is not what was written."
        + "\n  Maybe run the study: it trains what is damaged again. See whether the disk is sound.";
  }

  private static String words(PlannedTrial trial) {
    return "the trial "
        + Roles.inWords(trial.cell())
        + ", seed "
        + trial.seed()
        + " ("
        + trial.key().shortForm()
        + ")";
  }

  /** Rounds of the timing pass. */
  String timing(int rows) {
    return "Damaged in the store "
        + file
        + ", and not used: "
        + rows
        + (rows == 1 ? " row" : " rows")
        + " of the timing pass."
        + "\n  Maybe run the study: it times them again. See whether the disk is sound.";
  }
}
