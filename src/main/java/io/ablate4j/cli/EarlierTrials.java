package io.ablate4j.cli;

import io.ablate4j.plan.TrialSpecJson;
import io.ablate4j.store.ResultStore;
import io.ablate4j.trial.TrialKey;
import java.util.Optional;
import java.util.Set;

/** What a study is told whose store is of an earlier version of the training code. */
final class EarlierTrials {
  private EarlierTrials() {}

  /** Before the study is begun again; empty if no finished trial would be trained once more. */
  static Optional<String> notice(ResultStore store) {
    Set<TrialKey> finished = store.finished();
    long earlier =
        store.planned().stream()
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
