package io.ablate4j.cli;

import io.ablate4j.plan.TrialSpecJson;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.TrialKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is said of a study whose store is of an earlier version of the training code. */
final class EarlierTrials {
  private EarlierTrials() {}

  /**
   * Before the study is begun again; empty if no finished trial would be trained once more.
   *
   * @param planned trials of the study as it stands in the store
   */
  static Optional<String> notice(List<PlannedTrial> planned, Set<TrialKey> finished) {
    long earlier =
        planned.stream()
            .filter(trial -> finished.contains(trial.key()))
            .filter(trial -> TrialSpecJson.isOfEarlierProtocol(trial.specJson()))
            .count();
    return earlier == 0
        ? Optional.empty()
        : Optional.of(
            earlier
                + (earlier == 1 ? " trial" : " trials")
                + " in the store were trained by an earlier version of the training code. Last"
                + " digits differ since then, so a run trains the study anew. What was stored"
                + " stays in the store, but no longer in the report.\n"
                + "  Maybe give --out another folder, to keep the report of before.");
  }
}
