package io.ablate4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.trial.CellFixtures;
import io.ablate4j.trial.EvaluationPoints;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Records;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TargetLevel;
import io.ablate4j.trial.TrialResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TrialSummaryTest {
  private static final PlannedTrial TRIAL =
      SyntheticStudy.plannedTrial(CellFixtures.cell("mlp", "none", 16, .001, 3), 1);

  private static List<Measurement> threeEpochs() {
    List<Measurement> all = new ArrayList<>();
    double[][] rows = {
      // train accuracy, loss, validation accuracy, loss, test accuracy, loss, seconds
      {.60, 1.1, .55, 1.2, .52, 1.3, 1.5},
      {.80, .70, .75, .90, .71, .95, 3.0},
      {.90, .40, .75, .95, .70, 1.0, 4.5},
    };
    for (int e = 1; e <= 3; e++) {
      double[] row = rows[e - 1];
      int step = 100 * e;
      all.add(new Measurement(Metric.ACCURACY, Split.TRAIN, e, step, row[0]));
      all.add(new Measurement(Metric.LOSS, Split.TRAIN, e, step, row[1]));
      all.add(new Measurement(Metric.ACCURACY, Split.VALIDATION, e, step, row[2]));
      all.add(new Measurement(Metric.LOSS, Split.VALIDATION, e, step, row[3]));
      all.add(new Measurement(Metric.ACCURACY, Split.TEST, e, step, row[4]));
      all.add(new Measurement(Metric.LOSS, Split.TEST, e, step, row[5]));
      all.add(new Measurement(Metric.BALANCED_ACCURACY, Split.TEST, e, step, row[4] - .2));
      all.add(new Measurement(Metric.MACRO_F1, Split.TEST, e, step, row[4] - .1));
      all.add(new Measurement(Metric.STEPS, Split.NONE, e, step, step));
      all.add(new Measurement(Metric.TRAIN_SECONDS, Split.NONE, e, step, row[6]));
    }
    // .75 is hit once at step 100, and twice in a row from step 200 on.
    checks(all, 50, .50, .75, .70, .75, .80, .74);
    all.add(new Measurement(Metric.STEP_MILLIS, Split.NONE, 3, 300, 15));
    all.add(new Measurement(Metric.IMAGES_PER_SECOND, Split.NONE, 3, 300, 1066.5));
    all.add(new Measurement(Metric.TRAINABLE_PARAMETERS, Split.NONE, 3, 300, 335_114));
    return all;
  }

  private static void checks(List<Measurement> all, int every, double... accuracies) {
    for (int i = 0; i < accuracies.length; i++) {
      all.add(
          new Measurement(
              Metric.CHECK_ACCURACY, Split.VALIDATION, 1, every * (i + 1), accuracies[i]));
    }
  }

  private static TrialSummary summary(List<Measurement> measurements, double... mainTarget) {
    return summary(measurements, new Outcome.Completed(), OptionalDouble.empty(), mainTarget);
  }

  private static TrialSummary summary(
      List<Measurement> measurements,
      Outcome outcome,
      OptionalDouble matchedLoss,
      double... mainTarget) {
    Map<TargetLevel, Double> targets =
        mainTarget.length == 0
            ? Map.of()
            : Map.of(
                TargetLevel.EASIER, .5, TargetLevel.MAIN, mainTarget[0], TargetLevel.HARDER, .9);
    TrialResult result = Records.result(TRIAL, outcome, measurements);
    return TrialSummary.of(
        MeasuredTrial.of(TRIAL, result, EvaluationPoints.ALL),
        new Targets(targets, "for a test"),
        matchedLoss);
  }

  @Test
  void every_column_of_a_completed_trial_is_that_computed_by_hand() {
    List<Measurement> shuffled = threeEpochs();
    Collections.reverse(shuffled);
    TrialSummary row = summary(shuffled, new Outcome.Completed(), OptionalDouble.of(1.1), .75);
    assertThat(row.outcomeWord()).isEqualTo("completed");
    assertThat(row.value(TrialColumn.EPOCHS)).hasValue(3);
    assertThat(row.value(TrialColumn.TRAIN_ACCURACY)).hasValue(.90);
    assertThat(row.value(TrialColumn.TRAIN_LOSS)).hasValue(.40);
    assertThat(row.value(TrialColumn.VALIDATION_ACCURACY)).hasValue(.75);
    assertThat(row.value(TrialColumn.VALIDATION_LOSS)).hasValue(.95);
    assertThat(row.value(TrialColumn.TEST_ACCURACY)).hasValue(.70);
    assertThat(row.value(TrialColumn.TEST_LOSS)).hasValue(1.0);
    close(row, TrialColumn.TEST_BALANCED_ACCURACY, .5);
    close(row, TrialColumn.TEST_MACRO_F1, .6);
    close(row, TrialColumn.GAP_ACCURACY, .2);
    close(row, TrialColumn.GAP_LOSS, .6);
    close(row, TrialColumn.GAP_ACCURACY_BEST_EPOCH, .09);
    close(row, TrialColumn.GAP_LOSS_BEST_EPOCH, .25);
    close(row, TrialColumn.GAP_ACCURACY_MATCHED_LOSS, .08);
    close(row, TrialColumn.GAP_LOSS_MATCHED_LOSS, .2);
    assertThat(row.value(TrialColumn.STEPS_TO_TARGET)).hasValue(200);
    assertThat(row.value(TrialColumn.STEPS_TO_EASIER_TARGET)).hasValue(50);
    assertThat(row.value(TrialColumn.STEPS_TO_HARDER_TARGET)).isEmpty();
    assertThat(row.value(TrialColumn.STEP_MILLIS)).hasValue(15);
    assertThat(row.value(TrialColumn.IMAGES_PER_SECOND)).hasValue(1066.5);
    assertThat(row.value(TrialColumn.TRAINABLE_PARAMETERS)).hasValue(335_114);
    assertThat(row.value(TrialColumn.TRAIN_SECONDS)).hasValue(4.5);
    assertThat(row.values()).hasSize(TrialColumn.values().length - 1); // the harder target
  }

  @Test
  void what_trials_were_stored_without_is_undefined_and_not_zero() {
    List<Measurement> before =
        threeEpochs().stream()
            .filter(m -> m.metric() != Metric.BALANCED_ACCURACY && m.metric() != Metric.MACRO_F1)
            .toList();
    TrialSummary row = summary(before);
    assertThat(row.value(TrialColumn.TEST_ACCURACY)).hasValue(.70);
    assertThat(row.value(TrialColumn.TEST_BALANCED_ACCURACY)).isEmpty();
    assertThat(row.value(TrialColumn.TEST_MACRO_F1)).isEmpty();
  }

  private static void close(TrialSummary row, TrialColumn column, double value) {
    assertThat(row.value(column).getAsDouble()).as(column.word()).isCloseTo(value, within(1e-12));
  }

  @Test
  void of_equally_good_epochs_the_first_is_the_best() {
    assertThat(summary(threeEpochs()).value(TrialColumn.BEST_EPOCH)).hasValue(2);
  }

  @Test
  void the_gap_at_a_matched_loss_is_that_of_the_first_epoch_at_or_below_it() {
    assertThat(matched(.71).value(TrialColumn.GAP_ACCURACY_MATCHED_LOSS).getAsDouble())
        .isCloseTo(.09, within(1e-12));
    assertThat(matched(.69).value(TrialColumn.GAP_ACCURACY_MATCHED_LOSS).getAsDouble())
        .isCloseTo(.2, within(1e-12));
    assertThat(matched(.39).value(TrialColumn.GAP_ACCURACY_MATCHED_LOSS)).isEmpty();
    assertThat(matched(.39).value(TrialColumn.GAP_LOSS_MATCHED_LOSS)).isEmpty();
  }

  private static TrialSummary matched(double level) {
    return summary(threeEpochs(), new Outcome.Completed(), OptionalDouble.of(level));
  }

  @Test
  void the_time_to_a_target_is_that_of_the_first_of_two_hits_in_a_row() {
    assertThat(summary(threeEpochs(), .75).timeTo(TargetLevel.MAIN))
        .contains(new TimeToTarget(200, true));
    assertThat(summary(threeEpochs(), .70).timeTo(TargetLevel.MAIN))
        .contains(new TimeToTarget(100, true));
  }

  @Test
  void a_single_hit_is_censored_at_the_last_check_even_if_it_is_that() {
    assertThat(summary(threeEpochs(), .80).timeTo(TargetLevel.MAIN))
        .contains(new TimeToTarget(300, false));
    List<Measurement> late = new ArrayList<>();
    checks(late, 10, .1, .2, .9);
    assertThat(summary(late, .8).timeTo(TargetLevel.MAIN)).contains(new TimeToTarget(30, false));
    assertThat(summary(late, .8).value(TrialColumn.STEPS_TO_TARGET)).isEmpty();
  }

  @Test
  void checks_count_in_the_order_of_their_steps() {
    List<Measurement> late = new ArrayList<>();
    checks(late, 10, .9, .1, .9, .9);
    Collections.swap(late, 1, 3); // as rows, the first two are hits
    assertThat(summary(late, .8).timeTo(TargetLevel.MAIN)).contains(new TimeToTarget(30, true));
  }

  @Test
  void a_check_of_a_broken_network_is_no_hit() {
    List<Measurement> broken = new ArrayList<>();
    checks(broken, 10, .9, Double.NaN, .9);
    assertThat(summary(broken, .8).timeTo(TargetLevel.MAIN)).contains(new TimeToTarget(30, false));
  }

  @Test
  void a_trial_without_a_check_is_censored_where_it_ended() {
    List<Measurement> brief = List.of(new Measurement(Metric.STEPS, Split.NONE, 1, 7, 7));
    assertThat(summary(brief, .8).timeTo(TargetLevel.MAIN)).contains(new TimeToTarget(7, false));
    assertThat(summary(List.of(), .8).timeTo(TargetLevel.MAIN)).isEmpty();
  }

  @Test
  void a_diverged_trial_is_censored_also_if_it_had_reached_the_target() {
    List<Measurement> rows = new ArrayList<>();
    checks(rows, 10, .3, .8, .8, .1);
    Outcome diverged = new Outcome.Diverged(2, "loss is NaN");
    assertThat(summary(rows, diverged, OptionalDouble.empty(), .8).timeTo(TargetLevel.MAIN))
        .contains(new TimeToTarget(20, false));
    assertThat(summary(rows, diverged, OptionalDouble.empty(), .81).timeTo(TargetLevel.MAIN))
        .contains(new TimeToTarget(40, false));
  }

  @Test
  void without_a_target_there_is_no_time_to_it() {
    TrialSummary row = summary(threeEpochs());
    assertThat(row.timesToTarget()).isEmpty();
    assertThat(row.value(TrialColumn.STEPS_TO_TARGET)).isEmpty();
    assertThat(row.value(TrialColumn.STEPS_TO_EASIER_TARGET)).isEmpty();
  }

  @Test
  void what_a_diverged_trial_had_on_the_test_set_is_not_how_it_ended() {
    TrialSummary row =
        summary(threeEpochs(), new Outcome.Diverged(4, "loss is NaN"), OptionalDouble.of(1.1), .75);
    assertThat(row.value(TrialColumn.TRAIN_ACCURACY)).hasValue(.90);
    assertThat(row.values())
        .doesNotContainKeys(
            TrialColumn.TEST_ACCURACY,
            TrialColumn.TEST_LOSS,
            TrialColumn.GAP_ACCURACY,
            TrialColumn.GAP_LOSS,
            TrialColumn.GAP_ACCURACY_BEST_EPOCH,
            TrialColumn.GAP_LOSS_BEST_EPOCH,
            TrialColumn.GAP_ACCURACY_MATCHED_LOSS,
            TrialColumn.GAP_LOSS_MATCHED_LOSS);
  }

  @Test
  void a_loss_that_ended_as_nan_is_undefined_and_not_what_it_was_before() {
    TrialSummary row =
        TrialSummary.of(
            MeasuredTrial.of(TRIAL, SyntheticStudy.diverged(TRIAL), EvaluationPoints.ALL),
            new Targets(Map.of(), "for a test"),
            OptionalDouble.empty());
    assertThat(row.outcomeWord()).isEqualTo("diverged");
    assertThat(row.reason()).isEqualTo("loss is NaN");
    assertThat(row.value(TrialColumn.EPOCHS)).hasValue(2);
    assertThat(row.value(TrialColumn.TRAIN_ACCURACY)).hasValue(.1);
    assertThat(row.value(TrialColumn.TRAIN_LOSS)).isEmpty();
    assertThat(row.value(TrialColumn.BEST_EPOCH)).isEmpty();
  }

  @Test
  void a_trial_that_has_not_run_says_so_and_has_no_number() {
    TrialSummary row = TrialSummary.notRun(TRIAL);
    assertThat(row.outcomeWord()).isEqualTo("not run");
    assertThat(row.values()).isEmpty();
    assertThat(row.provenance()).isEmpty();
  }
}
