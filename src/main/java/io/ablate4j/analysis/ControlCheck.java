package io.ablate4j.analysis;

import io.ablate4j.trial.Arms;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.ResultDifference;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TrialResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a regularization that changes nothing gave the numbers of {@code none}: all that was
 * measured, but for times, to the last bit. If it did not, something besides the regularization
 * differs between the arms, and no contrast of the study can be trusted.
 *
 * @param control its name
 * @param pairs cells x seeds in which it and {@code none} both completed or diverged
 * @param identical those with the same outcome and measurements
 * @param firstDifference a sentence on the first other pair in plan order; empty if there is none
 */
public record ControlCheck(
    String control, int pairs, int identical, Optional<String> firstDifference) {
  /** Whether there were pairs, and all of them were identical. */
  public boolean isPassed() {
    return pairs > 0 && identical == pairs;
  }

  /** The replicate of a cell. */
  private record Place(Cell cell, long seed) {}

  /** One for each control of the study. */
  static List<ControlCheck> of(StudyRecord study, Collection<MeasuredTrial> trials) {
    if (study.controls().isEmpty()) {
      return List.of();
    }
    Map<Place, TrialResult> reference = new HashMap<>();
    for (MeasuredTrial trial : trials) {
      if (trial.planned().cell().level(Roles.ARM).equals(Arms.NONE)) {
        reference.put(place(trial.planned()), trial.result());
      }
    }
    List<ControlCheck> checks = new ArrayList<>();
    for (String control : study.controls()) {
      int pairs = 0;
      int identical = 0;
      Optional<String> first = Optional.empty();
      for (MeasuredTrial trial : trials) {
        TrialResult none = reference.get(place(trial.planned()));
        if (trial.planned().cell().level(Roles.ARM).equals(control)
            && ran(none)
            && ran(trial.result())) {
          pairs++;
          Optional<String> difference = difference(trial, none);
          identical += difference.isEmpty() ? 1 : 0;
          first = first.or(() -> difference);
        }
      }
      checks.add(new ControlCheck(control, pairs, identical, first));
    }
    return checks;
  }

  private static Place place(PlannedTrial trial) {
    return new Place(trial.cell().with(Roles.ARM, Arms.NONE), trial.seed());
  }

  /** Whether there is a result that says something. */
  static boolean ran(TrialResult result) {
    return result != null && !(result.outcome() instanceof Outcome.Failed);
  }

  private static Optional<String> difference(MeasuredTrial trial, TrialResult none) {
    Cell cell = trial.planned().cell();
    String where =
        "%s, batch size %s, learning rate %s, seed %d: "
            .formatted(
                cell.level(Roles.MODEL),
                cell.level(Roles.BATCH_SIZE),
                cell.level("learningRate"),
                trial.planned().seed());
    return ResultDifference.first(trial.result(), none, "where none ", "where none has ")
        .map(told -> where + told + ".");
  }
}
