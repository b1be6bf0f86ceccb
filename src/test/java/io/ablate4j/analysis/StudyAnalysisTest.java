package io.ablate4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.trial.Cell;
import io.ablate4j.trial.CellFixtures;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Records;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TargetLevel;
import io.ablate4j.trial.TrialResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StudyAnalysisTest {
  private final SyntheticStudy rows = new SyntheticStudy.Builder().build();
  private final StudyAnalysis analysis = rows.analysis();

  @Test
  void trials_stay_in_plan_order_whatever_the_order_of_the_results() {
    List<TrialResult> reversed = new ArrayList<>(rows.results());
    Collections.reverse(reversed);
    StudyAnalysis other = StudyAnalysis.of(rows.study(), rows.planned(), reversed);
    assertThat(other).isEqualTo(analysis);
    assertThat(other.trials()).extracting(TrialSummary::planned).isEqualTo(rows.planned());
  }

  @Test
  void cells_stand_in_the_order_of_the_study() {
    assertThat(analysis.cells()).hasSize(16);
    assertThat(analysis.cells().get(0).cell())
        .isEqualTo(CellFixtures.cell("mlp", "none", 16, .001, 4));
    assertThat(analysis.cells().get(1).cell())
        .isEqualTo(CellFixtures.cell("mlp", "none", 64, .001, 4));
    assertThat(analysis.cells().get(2).cell())
        .isEqualTo(CellFixtures.cell("mlp", "batch-norm", 16, .001, 4));
    assertThat(analysis.cells().get(15).cell())
        .isEqualTo(CellFixtures.cell("cnn", "both", 64, .001, 4));
    assertThat(analysis.curves())
        .extracting(LearningCurve::cell)
        .isEqualTo(analysis.cells().stream().map(CellSummary::cell).toList());
  }

  @Test
  void the_status_counts_every_planned_trial_once() {
    assertThat(analysis.status()).isEqualTo(new StudyStatus(48, 45, 1, 1, 1, 0));
    assertThat(analysis.status().word()).isEqualTo("partial");
    assertThat(new SyntheticStudy.Builder().withoutMishaps().build().analysis().status().word())
        .isEqualTo("complete");
  }

  @Test
  void a_result_nobody_planned_is_counted_and_left_out() {
    StudyAnalysis smaller =
        StudyAnalysis.of(
            rows.study(), rows.planned().subList(3, rows.planned().size()), rows.results());
    assertThat(smaller.status()).isEqualTo(new StudyStatus(45, 45, 0, 0, 0, 2));
  }

  @Test
  void a_diverged_trial_stays_in_test_accuracy_at_chance_and_in_nothing_else() {
    CellSummary cell = analysis.cells().get(15); // its first seed diverged
    assertThat(cell.diverged()).isEqualTo(1);
    assertThat(cell.completed()).isEqualTo(2);
    assertThat(cell.testAccuracyAtChance()).isEqualTo(1);
    Spread test = cell.spread(TrialColumn.TEST_ACCURACY);
    assertThat(test.n()).isEqualTo(3);
    assertThat(test.min()).hasValue(.1);
    assertThat(cell.spread(TrialColumn.TRAIN_ACCURACY).n()).isEqualTo(2);
    assertThat(cell.ran()).isEqualTo(3);
    assertThat(cell.reached()).isLessThanOrEqualTo(2);
  }

  @Test
  void where_the_number_of_classes_is_unknown_a_diverged_trial_is_only_counted() {
    StudyRecord study = rows.study();
    TreeMap<String, String> facts = new TreeMap<>(study.facts());
    facts.remove("classes");
    StudyAnalysis other =
        StudyAnalysis.of(
            Records.like(study).facts(facts).parts(Map.of()).probes(List.of()).record(),
            rows.planned(),
            rows.results());
    assertThat(other.cells().get(15).diverged()).isEqualTo(1);
    assertThat(other.cells().get(15).testAccuracyAtChance()).isZero();
    assertThat(other.cells().get(15).spread(TrialColumn.TEST_ACCURACY).n()).isEqualTo(2);
  }

  @Test
  void the_curve_of_a_cell_is_the_mean_over_its_completed_seeds() {
    LearningCurve curve = analysis.curves().get(0);
    assertThat(curve.train().keySet()).containsExactly(1, 2, 3, 4);
    assertThat(curve.seeds()).hasSize(3);
    double byHand = curve.seeds().stream().mapToDouble(seed -> seed.validation().get(2)).sum() / 3;
    assertThat(curve.validation().get(2).mean().getAsDouble()).isCloseTo(byHand, within(1e-15));

    LearningCurve withDiverged = analysis.curves().get(15);
    assertThat(withDiverged.seeds()).hasSize(3);
    assertThat(withDiverged.seeds().get(0).completed()).isFalse();
    assertThat(withDiverged.train().get(1).n()).isEqualTo(2);
  }

  @Test
  void a_study_without_a_target_has_one_a_model_in_the_order_of_the_study() {
    StudyAnalysis other = new SyntheticStudy.Builder().noTarget().build().analysis();
    assertThat(other.targets()).containsOnlyKeys("mlp", "cnn");
    assertThat(other.targets().keySet()).first().isEqualTo("mlp");
    double[] best =
        other.trials().stream()
            .filter(t -> t.planned().cell().level("model").equals("cnn"))
            .filter(t -> t.planned().cell().level("regularization").equals("none"))
            // the rows of this study get better from epoch to epoch
            .mapToDouble(t -> t.value(TrialColumn.VALIDATION_ACCURACY).getAsDouble())
            .sorted()
            .toArray();
    assertThat(best).hasSize(6);
    assertThat(other.targets().get("cnn").value(TargetLevel.MAIN).getAsDouble())
        .isCloseTo(.98 * (best[2] + best[3]) / 2, within(1e-12));
    assertThat(analysis.targets().get("cnn").value(TargetLevel.MAIN)).hasValue(.8);
  }

  @Test
  void every_arm_of_a_seed_reaches_the_loss_that_is_matched_in_it() {
    SyntheticStudy many = new SyntheticStudy.Builder().seeds(8).withoutMishaps().build();
    for (CellSummary cell : many.analysis().cells()) {
      assertThat(cell.spread(TrialColumn.GAP_ACCURACY_MATCHED_LOSS).n()).isEqualTo(8);
      assertThat(cell.spread(TrialColumn.GAP_LOSS_MATCHED_LOSS).n()).isEqualTo(8);
    }
    // In each seed and context the slowest arm is matched where its loss was lowest: at the end.
    assertThat(
            many.analysis().trials().stream()
                .filter(
                    t ->
                        t.value(TrialColumn.GAP_ACCURACY_MATCHED_LOSS)
                            .equals(t.value(TrialColumn.GAP_ACCURACY)))
                .map(t -> t.planned().cell().without("regularization") + " " + t.planned().seed())
                .distinct())
        .hasSize(2 * 2 * 8);
  }

  @Test
  void a_trial_that_reached_the_target_and_diverged_counts_as_one_that_did_not() {
    TrialSummary there =
        analysis.trials().stream()
            .filter(t -> t.isCompleted() && t.value(TrialColumn.STEPS_TO_TARGET).isPresent())
            .findFirst()
            .orElseThrow();
    Cell cell = there.planned().cell();
    int reached = cell(analysis, cell).reached();
    List<TrialResult> results = new ArrayList<>(rows.results());
    results.replaceAll(
        r ->
            r.key().equals(there.planned().key())
                ? new TrialResult(
                    r.key(), new Outcome.Diverged(4, "NaN"), r.measurements(), r.provenance())
                : r);
    StudyAnalysis other = StudyAnalysis.of(rows.study(), rows.planned(), results);
    assertThat(cell(other, cell).diverged()).isEqualTo(1);
    assertThat(cell(other, cell).reached()).isEqualTo(reached - 1);
  }

  private static CellSummary cell(StudyAnalysis analysis, Cell cell) {
    return analysis.cells().stream().filter(c -> c.cell().equals(cell)).findFirst().orElseThrow();
  }

  @Test
  void provenance_facts_are_counted_over_the_trials_that_have_them() {
    assertThat(analysis.provenance().get("dl4j")).containsEntry("1.0.0-M2.1", 47);
    assertThat(analysis.provenance().get("threads")).containsOnlyKeys("1", "2");
  }

  @Test
  void a_study_that_has_not_run_has_cells_without_numbers() {
    StudyAnalysis nothing = new SyntheticStudy.Builder().notRun().build().analysis();
    assertThat(nothing.status()).isEqualTo(new StudyStatus(48, 0, 0, 0, 48, 0));
    assertThat(nothing.cells())
        .allSatisfy(c -> assertThat(c.values().values()).allMatch(List::isEmpty));
    assertThat(nothing.curves()).allSatisfy(c -> assertThat(c.train()).isEmpty());
  }
}
