package io.ablate4j.analysis;

import static io.ablate4j.analysis.PlantedRows.cell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.Interval;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.TargetLevel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against numbers of SciPy 1.x on the same arrays: ttest_1samp, t.interval, permutation_test. */
class PairedContrastTest {
  private static final Cell NONE = cell("mlp", "none", 8);
  private static final Cell BATCH_NORM = cell("mlp", "batch-norm", 8);
  private static final double[] WITHOUT = {.90, .88, .91, .89, .90, .87, .92, .90};
  private static final double[] WITH = {.93, .90, .92, .93, .91, .89, .95, .90};

  private static PairedContrast contrast(PlantedRows rows, ContrastMetric metric) {
    return rows.analysis().overallEffect("batch-norm", metric).orElseThrow().contrast();
  }

  @Test
  void eight_pairs_give_what_scipy_gives() {
    PairedContrast contrast =
        contrast(
            new PlantedRows().accuracies(NONE, WITHOUT).accuracies(BATCH_NORM, WITH),
            ContrastMetric.TEST_ACCURACY);
    assertThat(contrast.pairs()).isEqualTo(8);
    assertThat(contrast.counts().missing()).isZero();
    assertThat(contrast.differences().get(4L)).isCloseTo(.04, within(1e-12));
    assertThat(contrast.effect().value().getAsDouble()).isCloseTo(.02, within(1e-12));
    assertThat(contrast.effect().interval().get().low())
        .isCloseTo(.00905391669732887, within(1e-9));
    assertThat(contrast.effect().interval().get().high())
        .isCloseTo(.03094608330267113, within(1e-9));
    assertThat(contrast.effectSize().getAsDouble()).isCloseTo(1.5275252316519465, within(1e-9));
    assertThat(contrast.signFlip().get().value()).isEqualTo(.015625);
    assertThat(contrast.direction()).isEqualTo(1);
    assertThat(contrast.pairedT().getAsDouble()).isCloseTo(.0034780842650027795, within(1e-9));
    assertThat(contrast.wilcoxon().getAsDouble()).isEqualTo(.015625);
    assertThat(contrast.superiority().getAsDouble()).isEqualTo(7.5 / 8);
    assertThat(contrast.varianceReduction().getAsDouble()).isCloseTo(3.8125, within(1e-9));
  }

  @Test
  void a_failed_trial_makes_its_pair_missing_and_a_diverged_one_stays_in_at_chance() {
    PlantedRows rows =
        new PlantedRows()
            .accuracies(NONE, WITHOUT)
            .accuracies(BATCH_NORM, WITH)
            .failed(NONE, 1)
            .diverged(BATCH_NORM, 2);
    PairedContrast accuracy = contrast(rows, ContrastMetric.TEST_ACCURACY);
    assertThat(accuracy.pairs()).isEqualTo(7);
    assertThat(accuracy.counts().missing()).isEqualTo(1);
    assertThat(accuracy.counts().diverged()).isEqualTo(1);
    assertThat(accuracy.differences()).doesNotContainKey(1L);
    assertThat(accuracy.differences().get(2L)).isCloseTo(.1 - .88, within(1e-12));

    // A trial that diverged has no generalization gap.
    assertThat(contrast(rows, ContrastMetric.GAP_ACCURACY).counts().missing()).isEqualTo(2);
    PairedContrast divergence = contrast(rows, ContrastMetric.DIVERGENCE);
    assertThat(divergence.pairs()).isEqualTo(7);
    assertThat(divergence.effect().value().getAsDouble()).isCloseTo(1 / 7.0, within(1e-12));
  }

  /** The ranks are those of scipy.stats.rankdata over both arms, the censored ones sharing 10. */
  @Test
  void trials_that_never_got_there_share_the_worst_rank_and_count_as_their_budget() {
    PairedContrast contrast =
        contrast(
            new PlantedRows()
                .steps(NONE, 60, 50, 0, 0, 45, 0)
                .steps(BATCH_NORM, 20, 30, 25, 40, 35, 0),
            ContrastMetric.STEPS_TO_TARGET);
    assertThat(contrast.pairs()).isEqualTo(6);
    assertThat(contrast.counts().censored()).isEqualTo(4);
    assertThat(contrast.differences().get(3L)).isCloseTo(Math.log(.25), within(1e-12));
    assertThat(contrast.effect().value().getAsDouble()).isCloseTo(-.6938895722848422, within(1e-9));
    assertThat(contrast.effect().interval().get().low())
        .isCloseTo(-1.249903323574244, within(1e-9));
    assertThat(contrast.effect().interval().get().high())
        .isCloseTo(-.13787582099544027, within(1e-9));
    assertThat(contrast.signFlip().get().value()).isEqualTo(.0625);
    assertThat(contrast.direction()).isEqualTo(-1);
    assertThat(contrast.superiority().getAsDouble()).isCloseTo(.5 / 6, within(1e-12));
  }

  private static PlantedRows twoModels(int... noneOfCnn) {
    return new PlantedRows()
        .steps(NONE, 0, 0, 90, 80, 0, 95)
        .steps(BATCH_NORM, 40, 41, 42, 43, 44, 45)
        .steps(cell("cnn", "none", 8), noneOfCnn)
        .steps(cell("cnn", "batch-norm", 8), 45, 46, 47, 48, 49, 50);
  }

  private static PairedContrast interaction(StudyAnalysis analysis) {
    return analysis.effects().stream()
        .filter(e -> e.kind() == Effect.Kind.MODEL_INTERACTION)
        .map(Effect::contrast)
        .filter(c -> c.metric() == ContrastMetric.STEPS_TO_TARGET)
        .findFirst()
        .orElseThrow();
  }

  /** All six bounds are above zero, so that one choice of signs of 64 has a sum as large. */
  @Test
  void an_interaction_with_one_side_cut_off_is_a_bound_and_tested_in_its_direction_alone() {
    PairedContrast bound = interaction(twoModels(50, 51, 52, 53, 54, 55).analysis());
    assertThat(bound.isBound()).isTrue();
    assertThat(bound.counts().censored()).isEqualTo(3);
    double first = Math.log(45 / 50.0) - Math.log(40 / 100.0);
    assertThat(bound.differences().get(1L)).isCloseTo(first, within(1e-12));
    assertThat(bound.effect().value()).isPresent();
    assertThat(bound.effect().interval()).isEmpty();
    assertThat(bound.effect().missing())
        .isEqualTo("at least that, as trials fell short of the target");
    assertThat(bound.signFlip().get().value()).isEqualTo(2 / 64.0);
    assertThat(bound.direction()).isEqualTo(1);
    assertThat(bound.pairedT()).isEmpty();
    assertThat(bound.effectSize()).isEmpty();

    PairedContrast other =
        interaction(
            new PlantedRows()
                .steps(NONE, 50, 51, 52, 53, 54, 55)
                .steps(BATCH_NORM, 45, 46, 47, 48, 49, 50)
                .steps(cell("cnn", "none", 8), 0, 0, 90, 80, 0, 95)
                .steps(cell("cnn", "batch-norm", 8), 40, 41, 42, 43, 44, 45)
                .analysis());
    assertThat(other.effect().missing())
        .isEqualTo("at most that, as trials fell short of the target");
    assertThat(other.signFlip().get().value()).isEqualTo(2 / 64.0);
    assertThat(other.direction()).isEqualTo(-1);
  }

  @Test
  void an_interaction_with_both_sides_cut_off_is_not_estimable() {
    PairedContrast both = interaction(twoModels(50, 51, 52, 53, 54, 0).analysis());
    assertThat(both.effect().value()).isEmpty();
    assertThat(both.effect().missing())
        .isEqualTo("trials fell short of the target on both sides of the comparison");
    assertThat(both.signFlip()).isEmpty();
    assertThat(both.pairs()).isEqualTo(6);
  }

  @Test
  void an_interaction_with_nothing_cut_off_is_estimated_as_ever() {
    PairedContrast whole =
        interaction(
            new PlantedRows()
                .steps(NONE, 50, 51, 52, 53, 54, 55)
                .steps(BATCH_NORM, 45, 40, 47, 48, 49, 50)
                .steps(cell("cnn", "none", 8), 50, 51, 52, 53, 54, 55)
                .steps(cell("cnn", "batch-norm", 8), 40, 41, 42, 43, 44, 45)
                .analysis());
    assertThat(whole.isBound()).isFalse();
    assertThat(whole.effect().interval()).isPresent();
  }

  @Test
  void seconds_are_reported_only_where_the_cost_of_a_step_rests_on_six_rounds() {
    for (int rounds = 5; rounds <= 6; rounds++) {
      PlantedRows rows =
          new PlantedRows().steps(NONE, 50, 60, 40, 70).steps(BATCH_NORM, 25, 30, 20, 35);
      for (int round = 1; round <= rounds; round++) {
        rows.round(NONE, round, 1, false).round(BATCH_NORM, round, 3, false);
      }
      Estimate effect = contrast(rows, ContrastMetric.SECONDS_TO_TARGET).effect();
      if (rounds < 6) {
        assertThat(effect.value()).isEmpty();
        assertThat(effect.missing())
            .isEqualTo("no pairs whose steps were timed in 6 undisturbed rounds");
      } else {
        assertThat(effect.value().getAsDouble()).isCloseTo(Math.log(1.5), within(1e-12));
      }
    }
  }

  /** Worked out by hand: log ratios of steps -.89, -.69, -.49, of costs .1 to .6. */
  @Test
  void ratios_of_seconds_are_those_of_steps_times_those_of_costs_and_have_the_errors_of_both() {
    PlantedRows rows = new PlantedRows();
    rows.steps(NONE, 90, 90, 90).steps(BATCH_NORM, 37, 45, 55);
    for (int round = 1; round <= 6; round++) {
      rows.round(NONE, round, 1, false).round(BATCH_NORM, round, Math.exp(round / 10.0), false);
    }
    PairedContrast steps = contrast(rows, ContrastMetric.STEPS_TO_TARGET);
    PairedContrast cost = contrast(rows, ContrastMetric.STEP_MILLIS);
    PairedContrast seconds = contrast(rows, ContrastMetric.SECONDS_TO_TARGET);
    assertThat(cost.effect().value().getAsDouble()).isCloseTo(.35, within(1e-12));
    assertThat(seconds.effect().value().getAsDouble())
        .isCloseTo(
            steps.effect().value().getAsDouble() + cost.effect().value().getAsDouble(),
            within(1e-12));
    // .013096 of the seeds, .035 / 6 of the rounds, and 4.3027 of Student's t at 2 degrees
    Interval interval = seconds.effect().interval().orElseThrow();
    assertThat((interval.high() - interval.low()) / 2)
        .isCloseTo(4.3027 * Math.sqrt(.013096 + .035 / 6), within(1e-4));
    assertThat(seconds.superiority()).hasValue(0);
  }

  @Test
  void ties_share_their_mean_rank() {
    assertThat(
            PairedContrast.ranks(
                new double[] {3, Double.POSITIVE_INFINITY, 1, 3, Double.POSITIVE_INFINITY}))
        .containsExactly(2.5, 4.5, 1, 2.5, 4.5);
  }

  @Test
  void a_trial_that_diverged_before_the_target_counts_as_the_whole_budget() {
    PairedContrast contrast =
        contrast(
            new PlantedRows()
                .steps(NONE, 50, 50, 50, 50, 50, 50)
                .steps(BATCH_NORM, 50, 50, 50, 50, 50, 50)
                .diverged(BATCH_NORM, 6),
            ContrastMetric.STEPS_TO_TARGET);
    assertThat(contrast.pairs()).isEqualTo(6);
    assertThat(contrast.counts().censored()).isEqualTo(1);
    assertThat(contrast.differences().get(6L)).isCloseTo(Math.log(2), within(1e-12));
  }

  @Test
  void a_trial_that_diverged_after_the_target_did_not_get_there_either() {
    PlantedRows rows =
        new PlantedRows()
            .steps(NONE, 50, 50, 50, 50, 50, 50)
            .steps(BATCH_NORM, 50, 50, 50, 50, 50, 50)
            .divergedAfterTarget(BATCH_NORM, 6, 20);
    PairedContrast contrast = contrast(rows, ContrastMetric.STEPS_TO_TARGET);
    assertThat(contrast.counts().censored()).isEqualTo(1);
    assertThat(contrast.differences().get(6L)).isCloseTo(Math.log(2), within(1e-12));
    StudyAnalysis analysis = rows.analysis();
    assertThat(analysis.trials())
        .filteredOn(TrialSummary::isDiverged)
        .allSatisfy(t -> assertThat(t.value(TrialColumn.STEPS_TO_TARGET)).isEmpty());
    assertThat(analysis.reach(TargetLevel.EASIER)).hasSize(2);
  }

  /** Validation accuracies .9 and .1, as planted; targets are .9, .8 and .6. */
  @Test
  void the_three_targets_and_the_probes_are_compared_each_for_itself() {
    PlantedRows rows =
        new PlantedRows().steps(NONE, 50, 60, 40, 70).steps(BATCH_NORM, 25, 30, 20, 35);
    for (ContrastMetric metric :
        List.of(
            ContrastMetric.STEPS_TO_EASIER_TARGET,
            ContrastMetric.STEPS_TO_TARGET,
            ContrastMetric.STEPS_TO_HARDER_TARGET)) {
      assertThat(contrast(rows, metric).effect().value().getAsDouble())
          .as(metric.word())
          .isCloseTo(Math.log(.5), within(1e-12));
    }
    PlantedRows accuracies =
        new PlantedRows().accuracies(NONE, WITHOUT).accuracies(BATCH_NORM, WITH);
    HypothesisResult probed =
        accuracies
            .analysis(
                PlantedRows.hypothesis(
                    "h",
                    "f",
                    PlantedRows.prediction(
                        "batch-norm",
                        ContrastMetric.PROBE_TRAIN_ACCURACY,
                        Expectation.HIGHER,
                        .005)))
            .hypotheses()
            .get(0);
    // Training accuracy is planted .02 above that of the test in either arm.
    assertThat(probed.parts().get(0).contrast().effect().value().getAsDouble())
        .isCloseTo(.02, within(1e-12));
    assertThat(accuracies.analysis().effects())
        .noneMatch(effect -> effect.contrast().metric().isProbe());
  }

  @Test
  void where_no_trial_got_there_nothing_is_estimable() {
    PairedContrast contrast =
        contrast(
            new PlantedRows().steps(NONE, 0, 0, 0).steps(BATCH_NORM, 0, 0, 0),
            ContrastMetric.STEPS_TO_TARGET);
    assertThat(contrast.effect().value()).isEmpty();
    assertThat(contrast.effect().missing()).isEqualTo("no trial reached the target");
    assertThat(contrast.signFlip()).isEmpty();
  }

  @Test
  void no_one_and_two_pairs_say_what_they_can() {
    PairedContrast none =
        contrast(
            new PlantedRows().accuracies(NONE, .9).failed(BATCH_NORM, 1),
            ContrastMetric.TEST_ACCURACY);
    assertThat(none.effect().missing())
        .isEqualTo("1 of 1 trial of batch-norm failed; no seed has a finished trial in every cell");
    assertThat(none.counts().missing()).isEqualTo(1);
    PairedContrast one =
        contrast(
            new PlantedRows().accuracies(NONE, .9).accuracies(BATCH_NORM, .92),
            ContrastMetric.TEST_ACCURACY);
    assertThat(one.effect().value().getAsDouble()).isCloseTo(.02, within(1e-12));
    assertThat(one.effect().interval()).isEmpty();
    assertThat(one.effect().missing()).isEqualTo("1 pair");
    PairedContrast two =
        contrast(
            new PlantedRows().accuracies(NONE, .9, .9).accuracies(BATCH_NORM, .92, .94),
            ContrastMetric.TEST_ACCURACY);
    // t(.975, 1) = 12.706, standard error .01
    assertThat(two.effect().interval().get().high()).isCloseTo(.03 + .12706, within(1e-5));
    assertThat(two.signFlip().get().value()).isEqualTo(.5);
  }

  @Test
  void equal_differences_have_no_interval_but_a_p_value() {
    PairedContrast contrast =
        contrast(
            new PlantedRows()
                .accuracies(NONE, .5, .6, .7, .8, .9, .4)
                .accuracies(BATCH_NORM, .51, .61, .71, .81, .91, .41),
            ContrastMetric.TEST_ACCURACY);
    assertThat(contrast.effect().missing()).isEqualTo("all differences are equal");
    assertThat(contrast.effectSize()).isEmpty();
    assertThat(contrast.varianceReduction()).isEmpty();
    assertThat(contrast.signFlip().get().value()).isEqualTo(Math.pow(2, -5));
  }

  @Test
  void a_disturbed_round_of_one_group_takes_none_from_another() {
    PlantedRows rows = new PlantedRows();
    for (int batch : new int[] {8, 32}) {
      rows.accuracies(cell("mlp", "none", batch), .9);
      rows.accuracies(cell("mlp", "batch-norm", batch), .9);
      for (int round = 1; round <= 7; round++) {
        boolean disturbed = round == (batch == 8 ? 2 : 5);
        rows.round(cell("mlp", "none", batch), round, 1 + .1 * round, false);
        rows.round(cell("mlp", "batch-norm", batch), round, 2 + .2 * round, disturbed);
      }
    }
    PairedContrast contrast = contrast(rows, ContrastMetric.STEP_MILLIS);
    assertThat(contrast.pairs()).isEqualTo(6);
    assertThat(Math.exp(contrast.effect().value().getAsDouble())).isCloseTo(2, within(1e-12));
  }

  @Test
  void the_median_variance_reduction_is_over_single_cells() {
    StudyAnalysis analysis =
        new PlantedRows()
            .accuracies(NONE, WITHOUT)
            .accuracies(BATCH_NORM, WITH)
            .accuracies(cell("cnn", "none", 8), WITHOUT)
            .accuracies(cell("cnn", "batch-norm", 8), .9, .92, .93, .91, .89, .95, .90, .93)
            .analysis();
    double[] each =
        analysis.cellEffects("batch-norm", ContrastMetric.TEST_ACCURACY).stream()
            .mapToDouble(e -> e.contrast().varianceReduction().getAsDouble())
            .toArray();
    assertThat(each).hasSize(2).contains(new double[] {3.8125}, within(1e-9));
    assertThat(analysis.medianVarianceReduction(ContrastMetric.TEST_ACCURACY).getAsDouble())
        .isCloseTo((each[0] + each[1]) / 2, within(1e-12));
    assertThat(analysis.medianVarianceReduction(ContrastMetric.STEP_MILLIS)).isEmpty();
  }
}
