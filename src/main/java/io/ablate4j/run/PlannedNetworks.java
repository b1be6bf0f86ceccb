package io.ablate4j.run;

import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.StudyRecord.ModelSummary;
import io.ablate4j.trial.TrialResult;
import java.util.List;
import java.util.Optional;

/**
 * The networks as the study was planned, which is what its report shows: a model class that gives
 * another one where it is trained would have its results shown under the wrong layers.
 */
final class PlannedNetworks {
  private final List<ModelSummary> networks;

  PlannedNetworks(StudyRecord record) {
    networks = record.models();
  }

  /** The result as it is to be stored: a failed one if another network was trained. */
  TrialResult check(Cell cell, TrialResult result) {
    Optional<String> trained =
        Optional.ofNullable(result.provenance().facts().get(Provenance.NETWORK));
    Provenance kept = result.provenance().without(Provenance.NETWORK);
    List<ModelSummary> planned = networks.stream().filter(network -> network.isOf(cell)).toList();
    boolean isAnother =
        trained.isPresent()
            && !planned.isEmpty()
            && planned.stream().noneMatch(n -> n.fingerprint().equals(trained.get()));
    return isAnother
        ? new TrialResult(
            result.key(),
            new Outcome.Failed(
                "the network that the model \""
                    + cell.level(Roles.MODEL)
                    + "\" gave to be trained has other layers or parameters than when the study"
                    + " was planned"),
            List.of(),
            kept)
        : new TrialResult(result.key(), result.outcome(), result.measurements(), kept);
  }
}
