package io.ablate4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.Records;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ControlCheckTest {
  /** Plan order: cnn 64, cnn 16, mlp 64, mlp 16 of seed 1, each with placebo before none. */
  private final SyntheticStudy rows =
      new SyntheticStudy.Builder()
          .regularizations("none", "both", "placebo")
          .controls("placebo")
          .withoutMishaps()
          .build();

  private StudyAnalysis with(String regularization, UnaryOperator<TrialResult> change) {
    List<TrialResult> results = new ArrayList<>(rows.results());
    PlannedTrial first =
        rows.planned().stream()
            .filter(t -> t.cell().level("regularization").equals(regularization))
            .findFirst()
            .orElseThrow();
    results.replaceAll(r -> r.key().equals(first.key()) ? change.apply(r) : r);
    return StudyAnalysis.of(rows.study(), rows.planned(), results);
  }

  private static TrialResult nudge(TrialResult result, Metric metric) {
    List<Measurement> all = new ArrayList<>(result.measurements());
    int at = 0;
    while (all.get(at).metric() != metric) {
      at++;
    }
    Measurement m = all.get(at);
    all.set(
        at, new Measurement(m.metric(), m.split(), m.epoch(), m.step(), Math.nextUp(m.value())));
    return Records.with(result, all);
  }

  @Test
  void a_control_with_the_numbers_of_none_passes_however_long_it_took() {
    assertThat(rows.analysis().controls()).hasSize(1);
    ControlCheck check = rows.analysis().controls().get(0);
    assertThat(check.control()).isEqualTo("placebo");
    assertThat(check.pairs()).isEqualTo(12); // two models, two batch sizes, three seeds
    assertThat(check.identical()).isEqualTo(12);
    assertThat(check.firstDifference()).isEmpty();
    assertThat(check.isPassed()).isTrue();
  }

  @Test
  void the_last_bit_of_one_number_is_a_difference_and_reported() {
    for (String arm : List.of("none", "placebo")) {
      ControlCheck check = with(arm, r -> nudge(r, Metric.CHECK_ACCURACY)).controls().get(0);
      assertThat(check.pairs()).isEqualTo(12);
      assertThat(check.identical()).isEqualTo(11);
      assertThat(check.isPassed()).isFalse();
      assertThat(check.firstDifference().orElseThrow())
          .startsWith(
              "cnn, batch size 64, learning rate 0.001, seed 1: check-accuracy on validation at"
                  + " step 8 = 0.")
          .contains(", where none has check-accuracy on validation at step 8 = 0.");
    }
  }

  private static TrialResult measuring(TrialResult result, Metric metric, double value) {
    List<Measurement> all = new ArrayList<>(result.measurements());
    all.add(new Measurement(metric, Split.TEST, 1, 8, value));
    return Records.with(result, all);
  }

  @Test
  void what_one_of_two_trials_was_stored_without_is_no_difference() {
    for (Metric metric : List.of(Metric.BALANCED_ACCURACY, Metric.MACRO_F1)) {
      for (String arm : List.of("none", "placebo")) {
        assertThat(with(arm, r -> measuring(r, metric, .5)).controls().get(0).isPassed()).isTrue();
      }
    }
  }

  @Test
  void what_both_were_stored_with_is_compared() {
    List<TrialResult> results = new ArrayList<>(rows.results());
    for (int i = 0; i < results.size(); i++) {
      results.set(i, measuring(results.get(i), Metric.MACRO_F1, .5 + i));
    }
    StudyAnalysis analysis = StudyAnalysis.of(rows.study(), rows.planned(), results);
    assertThat(analysis.controls().get(0).identical()).isZero();
  }

  @Test
  void times_are_no_difference() {
    for (Metric metric :
        List.of(
            Metric.TRAIN_SECONDS,
            Metric.EVALUATION_SECONDS,
            Metric.STEP_MILLIS,
            Metric.IMAGES_PER_SECOND)) {
      assertThat(with("none", r -> nudge(r, metric)).controls().get(0).isPassed()).isTrue();
    }
  }

  @Test
  void another_outcome_is_a_difference_and_a_missing_number_too() {
    assertThat(
            with(
                    "placebo",
                    r ->
                        new TrialResult(
                            r.key(),
                            new Outcome.Diverged(2, "NaN"),
                            r.measurements(),
                            r.provenance()))
                .controls()
                .get(0)
                .firstDifference()
                .orElseThrow())
        .endsWith("seed 1: diverged (NaN), where none completed.");
    assertThat(
            with("placebo", r -> Records.with(r, r.measurements().subList(0, 3)))
                .controls()
                .get(0)
                .firstDifference()
                .orElseThrow())
        .contains("seed 1: 3 measurements, where none has ");
  }

  @Test
  void a_failed_or_missing_trial_makes_no_pair() {
    ControlCheck check =
        with(
                "none",
                r ->
                    new TrialResult(
                        r.key(), new Outcome.Failed("crash"), List.of(), Provenance.of(Map.of())))
            .controls()
            .get(0);
    assertThat(check.pairs()).isEqualTo(11);
    assertThat(check.isPassed()).isTrue();
    ControlCheck nothing =
        StudyAnalysis.of(rows.study(), rows.planned(), List.of()).controls().get(0);
    assertThat(nothing.pairs()).isZero();
    assertThat(nothing.isPassed()).isFalse();
  }

  @Test
  void a_study_without_controls_has_no_check() {
    assertThat(new SyntheticStudy.Builder().build().analysis().controls()).isEmpty();
  }
}
