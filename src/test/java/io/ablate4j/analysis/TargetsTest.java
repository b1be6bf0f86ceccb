package io.ablate4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.trial.Cell;
import io.ablate4j.trial.CellFixtures;
import io.ablate4j.trial.DataFacts;
import io.ablate4j.trial.EvaluationPoints;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Records;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.Target;
import io.ablate4j.trial.TargetLevel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private static final List<String> ARMS = List.of("dropout", "none");

  private static List<Cell> cells(List<String> arms) {
    return arms.stream().map(arm -> CellFixtures.cell("mlp", arm, 16, .001, 3)).toList();
  }

  private static StudyRecord study(Optional<Target> target, String classes) {
    return Records.study("targets").target(target).facts(Map.of("classes", classes)).record();
  }

  @Test
  void aModelMayHaveATargetOfItsOwn() {
    StudyRecord own = study(Optional.of(Target.ofModels(Map.of("mlp", .5))), "10");
    Targets targets = Targets.of(own, cells(ARMS), List.of());
    assertThat(targets.value(TargetLevel.MAIN)).hasValue(.5);
    assertThat(targets.origin()).isEqualTo("fixed by the study");
    StudyRecord other = study(Optional.of(Target.ofModels(Map.of("cnn", .5))), "10");
    assertThat(Targets.of(other, cells(ARMS), List.of()).value(TargetLevel.MAIN)).isEmpty();
  }

  private static Targets fixed(double value, String classes) {
    return Targets.of(study(Optional.of(new Target(value)), classes), cells(ARMS), List.of());
  }

  private static Targets derived(List<String> arms, MeasuredTrial... trials) {
    return Targets.of(study(Optional.empty(), "10"), cells(arms), List.of(trials));
  }

  /** A trial with these validation accuracies, epoch by epoch. */
  private static MeasuredTrial trial(String arm, Outcome outcome, double... accuracies) {
    PlannedTrial planned =
        SyntheticStudy.plannedTrial(
            CellFixtures.cell("mlp", arm, 16, .001, 3), Arrays.hashCode(accuracies));
    List<Measurement> rows = new ArrayList<>();
    for (int e = 1; e <= accuracies.length; e++) {
      rows.add(new Measurement(Metric.ACCURACY, Split.VALIDATION, e, e, accuracies[e - 1]));
    }
    return MeasuredTrial.of(planned, Records.result(planned, outcome, rows), EvaluationPoints.ALL);
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

  /** 95 of 100 examples are of one class; of a seed's validation set it is .96. */
  private static final DataFacts SKEWED =
      new DataFacts(
          100,
          0,
          Map.of(),
          List.of(new DataFacts.ClassCount("well", 95), new DataFacts.ClassCount("ill", 5)),
          DataFacts.Repeats.NONE,
          .96,
          List.of());

  private static Targets skewed(Optional<Target> target, MeasuredTrial... trials) {
    return Targets.of(study(target, "2").with(SKEWED, List.of()), cells(ARMS), List.of(trials));
  }

  /** (.96 + .99) / 2; a quarter of the way from .96 to .975 is .96375; 1 - 2 x .025 is .95. */
  @Test
  void where_a_class_is_large_it_is_halfway_from_naming_that_class_to_the_best() {
    Targets targets = skewed(Optional.empty(), trial("none", new Outcome.Completed(), .9, .99));
    are(targets, .96375, .975, .9875);
    assertThat(targets.origin())
        .isEqualTo(
            "halfway between naming the largest class each time (96.0 %) and the median best"
                + " validation accuracy of none over 1 trial");
  }

  @Test
  void where_nothing_was_learned_but_the_largest_class_there_is_no_target() {
    for (double best : List.of(.9, .95, .96)) {
      Targets targets = skewed(Optional.empty(), trial("none", new Outcome.Completed(), best));
      assertThat(targets.values()).isEmpty();
      assertThat(targets.origin())
          .isEqualTo(
              "not estimable: none did no better than naming the largest class each time (96.0 %)");
    }
  }

  @Test
  void the_easier_of_a_fixed_one_is_above_naming_the_largest_class_too() {
    are(skewed(Optional.of(new Target(.98))), .965, .98, .99);
    are(skewed(Optional.of(new Target(.9))), .9, .9, .95); // takes no learning, which is told
  }

  /** As MNIST has them: 6,742 of 60,000 are ones. */
  @Test
  void classes_of_about_one_size_leave_it_as_it_was() {
    List<DataFacts.ClassCount> classes = new ArrayList<>();
    int[] counts = {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949};
    for (int i = 0; i < counts.length; i++) {
      classes.add(new DataFacts.ClassCount(String.valueOf(i), counts[i]));
    }
    DataFacts mnist =
        new DataFacts(60_000, 0, Map.of(), classes, DataFacts.Repeats.NONE, .118, List.of());
    for (double best : List.of(.2, .3, .6, .75, .9, .98)) {
      Targets before = derived(ARMS, trial("none", new Outcome.Completed(), best));
      Targets now =
          Targets.of(
              study(Optional.empty(), "10").with(mnist, List.of()),
              cells(ARMS),
              List.of(trial("none", new Outcome.Completed(), best)));
      assertThat(now).isEqualTo(before);
      Optional<Target> fixed = Optional.of(new Target(best));
      assertThat(Targets.of(study(fixed, "10").with(mnist, List.of()), cells(ARMS), List.of()))
          .isEqualTo(fixed(best, "10"));
    }
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
