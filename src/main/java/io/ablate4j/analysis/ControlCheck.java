package io.ablate4j.analysis;

import io.ablate4j.trial.Arms;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TrialResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
    return firstDifference(trial.result(), none, "where none ", "where none has ")
        .map(told -> where + told + ".");
  }

  /** Whether two trials ended alike and measured the same bits, but for times. */
  static boolean isIdentical(TrialResult one, TrialResult other) {
    return one.outcome().equals(other.outcome()) && learned(one, other).equals(learned(other, one));
  }

  /** Where two results of one trial differ, but for times; empty if nowhere. */
  public static String numbersThatDiffer(TrialResult one, TrialResult other) {
    return firstDifference(one, other, "and ", "and ").orElse("");
  }

  private static Optional<String> firstDifference(
      TrialResult one, TrialResult other, String ended, String against) {
    // A divergence's record has its epoch and loss; equal records have equal bits.
    if (!one.outcome().equals(other.outcome())) {
      return Optional.of(reported(one.outcome()) + ", " + ended + reported(other.outcome()));
    }
    List<Measurement> ours = learned(one, other);
    List<Measurement> theirs = learned(other, one);
    for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
      if (!ours.get(i).equals(theirs.get(i))) {
        return Optional.of(reported(ours.get(i)) + ", " + against + reported(theirs.get(i)));
      }
    }
    return ours.size() == theirs.size()
        ? Optional.empty()
        : Optional.of(ours.size() + " measurements, " + against + theirs.size());
  }

  /** What can be set beside the other trial, which may have been stored before all was measured. */
  private static List<Measurement> learned(TrialResult result, TrialResult other) {
    Set<Metric> there =
        other.measurements().stream().map(Measurement::metric).collect(Collectors.toSet());
    return result.measurements().stream()
        .filter(m -> !m.metric().measuresTime())
        .filter(m -> !Metric.BY_CLASS.contains(m.metric()) || there.contains(m.metric()))
        .toList();
  }

  private static String reported(Outcome outcome) {
    return outcome.word() + (outcome.reason().isEmpty() ? "" : " (" + outcome.reason() + ")");
  }

  private static String reported(Measurement m) {
    return m.metric().word()
        + (m.split() == Split.NONE ? "" : " on " + m.split().word())
        + " at step "
        + m.step()
        + " = "
        + m.value();
  }
}
