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
import io.ablate4j.trial.Target;
import io.ablate4j.trial.TrialResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrialSummaryTest {
  private static final PlannedTrial TRIAL =
      SyntheticStudy.plannedTrial(new Cell("mlp", "none", 16, .001, 3), 1);

  private static List<Measurement> threeEpochs() {
    List<Measurement> all = new ArrayList<>();
    double[][] rows = {
      // train accuracy, loss, validation accuracy, loss, steps, seconds
      {.60, 1.1, .55, 1.2, 100, 1.5},
      {.80, .70, .75, .90, 200, 3.0},
      {.90, .40, .75, .95, 300, 4.5},
    };
    for (int e = 1; e <= 3; e++) {
      double[] row = rows[e - 1];
      all.add(new Measurement(Metric.ACCURACY, Split.TRAIN, e, row[0]));
      all.add(new Measurement(Metric.LOSS, Split.TRAIN, e, row[1]));
      all.add(new Measurement(Metric.ACCURACY, Split.VALIDATION, e, row[2]));
      all.add(new Measurement(Metric.LOSS, Split.VALIDATION, e, row[3]));
      all.add(new Measurement(Metric.STEPS, Split.NONE, e, row[4]));
      all.add(new Measurement(Metric.TRAIN_SECONDS, Split.NONE, e, row[5]));
    }
    all.add(new Measurement(Metric.ACCURACY, Split.TEST, 3, .70));
    all.add(new Measurement(Metric.LOSS, Split.TEST, 3, 1.0));
    all.add(new Measurement(Metric.STEP_MILLIS, Split.NONE, 3, 15));
    all.add(new Measurement(Metric.IMAGES_PER_SECOND, Split.NONE, 3, 1066.5));
    all.add(new Measurement(Metric.TRAINABLE_PARAMETERS, Split.NONE, 3, 335_114));
    return all;
  }

  private static TrialSummary summary(List<Measurement> measurements, Optional<Target> target) {
    return TrialSummary.of(
        TRIAL,
        new TrialResult(
            TRIAL.key(), new Outcome.Completed(), measurements, Provenance.of(Map.of())),
        target);
  }

  @Test
  void every_column_of_a_completed_trial_is_that_computed_by_hand() {
    List<Measurement> shuffled = threeEpochs();
    Collections.reverse(shuffled);
    TrialSummary row = summary(shuffled, Optional.of(new Target(.75)));
    assertThat(row.outcomeWord()).isEqualTo("completed");
    assertThat(row.value(TrialColumn.EPOCHS)).hasValue(3);
    assertThat(row.value(TrialColumn.TRAIN_ACCURACY)).hasValue(.90);
    assertThat(row.value(TrialColumn.TRAIN_LOSS)).hasValue(.40);
    assertThat(row.value(TrialColumn.VALIDATION_ACCURACY)).hasValue(.75);
    assertThat(row.value(TrialColumn.VALIDATION_LOSS)).hasValue(.95);
    assertThat(row.value(TrialColumn.TEST_ACCURACY)).hasValue(.70);
    assertThat(row.value(TrialColumn.TEST_LOSS)).hasValue(1.0);
    assertThat(row.value(TrialColumn.GAP_ACCURACY).getAsDouble()).isCloseTo(.2, within(1e-12));
    assertThat(row.value(TrialColumn.GAP_LOSS).getAsDouble()).isCloseTo(.6, within(1e-12));
    assertThat(row.value(TrialColumn.STEPS_TO_TARGET)).hasValue(200);
    assertThat(row.value(TrialColumn.SECONDS_TO_TARGET)).hasValue(3);
    assertThat(row.value(TrialColumn.STEP_MILLIS)).hasValue(15);
    assertThat(row.value(TrialColumn.IMAGES_PER_SECOND)).hasValue(1066.5);
    assertThat(row.value(TrialColumn.TRAINABLE_PARAMETERS)).hasValue(335_114);
    assertThat(row.value(TrialColumn.TRAIN_SECONDS)).hasValue(4.5);
  }

  @Test
  void of_equally_good_epochs_the_first_is_the_best() {
    assertThat(summary(threeEpochs(), Optional.empty()).value(TrialColumn.BEST_EPOCH)).hasValue(2);
  }

  @Test
  void without_a_target_or_with_one_never_reached_the_time_to_it_is_undefined() {
    for (Optional<Target> target :
        List.of(Optional.<Target>empty(), Optional.of(new Target(.76)))) {
      TrialSummary row = summary(threeEpochs(), target);
      assertThat(row.value(TrialColumn.STEPS_TO_TARGET)).isEmpty();
      assertThat(row.value(TrialColumn.SECONDS_TO_TARGET)).isEmpty();
    }
  }

  @Test
  void a_loss_that_ended_as_nan_is_undefined_and_not_what_it_was_before() {
    TrialSummary row =
        TrialSummary.of(TRIAL, SyntheticStudy.diverged(TRIAL), Optional.of(new Target(.4)));
    assertThat(row.outcomeWord()).isEqualTo("diverged");
    assertThat(row.reason()).isEqualTo("loss is NaN");
    assertThat(row.value(TrialColumn.EPOCHS)).hasValue(2);
    assertThat(row.value(TrialColumn.TRAIN_ACCURACY)).hasValue(.1);
    assertThat(row.value(TrialColumn.TRAIN_LOSS)).isEmpty();
    assertThat(row.value(TrialColumn.TEST_ACCURACY)).isEmpty();
    assertThat(row.value(TrialColumn.GAP_ACCURACY)).isEmpty();
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
