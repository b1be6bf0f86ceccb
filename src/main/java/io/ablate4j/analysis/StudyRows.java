package io.ablate4j.analysis;

import io.ablate4j.registration.Registration;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TrialResult;
import java.util.List;
import java.util.Objects;

/**
 * Everything the store holds of a study.
 *
 * @param study what was asked
 * @param registration its hypotheses
 * @param planned every trial, in plan order
 * @param results in any order; of two with one key the later counts
 * @param timing rounds of the timing pass; empty if there was none
 */
public record StudyRows(
    StudyRecord study,
    Registration registration,
    List<PlannedTrial> planned,
    List<TrialResult> results,
    List<TimingRound> timing) {
  public StudyRows {
    Objects.requireNonNull(study, "study");
    Objects.requireNonNull(registration, "registration");
    planned = List.copyOf(planned);
    results = List.copyOf(results);
    timing = List.copyOf(timing);
  }

  /** Of a study without hypotheses or timing pass. */
  public static StudyRows of(
      StudyRecord study, List<PlannedTrial> planned, List<TrialResult> results) {
    return new StudyRows(study, Registration.NONE, planned, results, List.of());
  }
}
