package io.ablate4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.Target;
import io.ablate4j.trial.TrialResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private static final List<String> ARMS = List.of("dropout", "none");

  private static StudyRecord study(Optional<Target> target, String classes) {
    return new StudyRecord(
        "targets",
        "",
        "",
        "",
        Map.of(),
        target,
        new TreeMap<>(Map.of("classes", classes)),
        List.of(),
        List.of(),
        Map.of(),
        List.of());
  }

  private static Targets fixed(double value, String classes) {
    return Targets.of(study(Optional.of(new Target(value)), classes), ARMS, List.of());
  }

  private static Targets derived(List<String> arms, MeasuredTrial... trials) {
    return Targets.of(study(Optional.empty(), "10"), arms, List.of(trials));
  }

  /** A trial with these validation accuracies, epoch by epoch. */
  private static MeasuredTrial trial(String arm, Outcome outcome, double... accuracies) {
    PlannedTrial planned =
        SyntheticStudy.plannedTrial(new Cell("mlp", arm, 16, .001, 3), Arrays.hashCode(accuracies));
    List<Measurement> rows = new ArrayList<>();
    for (int e = 1; e <= accuracies.length; e++) {
      rows.add(new Measurement(Metric.ACCURACY, Split.VALIDATION, e, e, accuracies[e - 1]));
    }
    return MeasuredTrial.of(
        planned, new TrialResult(planned.key(), outcome, rows, Provenance.of(Map.of())));
  }

  private static void are(Targets targets, double easier, double main, double harder) {
    assertThat(targets.value(TargetLevel.EASIER).getAsDouble()).isCloseTo(easier, within(1e-12));
    assertThat(targets.value(TargetLevel.MAIN).getAsDouble()).isCloseTo(main, within(1e-12));
    assertThat(targets.value(TargetLevel.HARDER).getAsDouble()).isCloseTo(harder, within(1e-12));
  }

  @Test
  void around_a_target_stand_those_of_twice_and_of_half_its_error() {
    are(fixed(.9, "10"), .8, .9, .95);
    assertThat(fixed(.9, "10").origin()).isEqualTo("fixed by the study");
    are(fixed(1, "10"), 1, 1, 1);
  }

  @Test
  void the_easier_one_is_never_below_halfway_between_chance_and_the_target() {
    are(fixed(.5, "10"), .3, .5, .75);
    are(fixed(.6, "2"), .55, .6, .8);
    are(fixed(.4, "unknown"), .2, .4, .7);
  }

  @Test
  void a_target_below_chance_has_no_easier_one_above_it() {
    are(fixed(.4, "2"), .4, .4, .7);
  }

  @Test
  void it_is_derived_from_the_median_best_of_the_completed_trials_of_none() {
    Outcome done = new Outcome.Completed();
    Targets targets =
        derived(
            ARMS,
            trial("none", done, .2, .8, .7),
            trial("none", done, .5, .6),
            trial("none", done, .9),
            trial("none", done, .4, Double.NaN, .7),
            trial("none", new Outcome.Diverged(2, "NaN"), .1),
            trial("dropout", done, .99));
    are(targets, .47, .735, .8675); // median of .6, .7, .8 and .9, times .98
    assertThat(targets.origin())
        .isEqualTo("98 % of the median best validation accuracy of none over 4 trials");
  }

  @Test
  void without_none_it_is_derived_from_the_first_regularization() {
    Targets targets =
        derived(
            List.of("dropout", "both"),
            trial("both", new Outcome.Completed(), .5),
            trial("dropout", new Outcome.Completed(), 1.0));
    are(targets, .96, .98, .99);
    assertThat(targets.origin()).endsWith("of dropout over 1 trial");
  }

  @Test
  void before_a_trial_of_none_has_completed_it_is_not_estimable() {
    Targets targets =
        derived(
            ARMS,
            trial("none", new Outcome.Diverged(2, "NaN"), .5),
            trial("dropout", new Outcome.Completed(), .5));
    assertThat(targets.values()).isEmpty();
    assertThat(targets.value(TargetLevel.MAIN)).isEmpty();
    assertThat(targets.origin()).isEqualTo("not estimable: no trial of none has completed");
  }
}
