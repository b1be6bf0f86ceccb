package io.ablate4j.analysis;

import static io.ablate4j.analysis.PlantedRows.cell;
import static io.ablate4j.analysis.PlantedRows.hypothesis;
import static io.ablate4j.analysis.PlantedRows.prediction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Verdict;
import io.ablate4j.registration.Registration;
import io.ablate4j.trial.Cell;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictsTest {
  private static final Cell NONE = cell("mlp", "none", 8);
  private static final Cell BATCH_NORM = cell("mlp", "batch-norm", 8);
  private static final double[] BASE = {.90, .88, .91, .89, .90, .87, .92, .90};
  private static final double[] GAIN = {.02, .03, .01, .025, .015, .02, .03, .012};
  private static final double[] TIGHT = {.001, -.001, .0005, -.0005, .0015, -.0015, .001, -.001};
  private static final double[] WIDE = {.03, -.02, .025, -.035, .01, -.015, .02, -.005};

  private static PlantedRows rows(double[] differences) {
    double[] base = Arrays.copyOf(BASE, differences.length);
    return new PlantedRows()
        .accuracies(NONE, base)
        .accuracies(
            BATCH_NORM,
            IntStream.range(0, base.length).mapToDouble(i -> base[i] + differences[i]).toArray());
  }

  private static double[] negated(double[] values) {
    return Arrays.stream(values).map(v -> -v).toArray();
  }

  private static HypothesisResult judge(double[] differences, Prediction... parts) {
    return rows(differences).analysis(hypothesis("h", "f", parts)).hypotheses().get(0);
  }

  private static final Prediction HIGHER = prediction("batch-norm", Expectation.HIGHER);

  @Test
  void a_planted_effect_is_supported_with_the_exact_p_value() {
    HypothesisResult result = judge(GAIN, HIGHER);
    assertThat(result.verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(result.adjusted()).hasValue(2 / 256.0);
    assertThat(result.pairs()).isEqualTo(8);
    assertThat(result.seedsNeeded()).isEmpty();
    assertThat(result.reason()).isEmpty();
  }

  @Test
  void the_opposite_effect_refutes() {
    HypothesisResult result = judge(negated(GAIN), HIGHER);
    assertThat(result.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(result.adjusted()).hasValue(2 / 256.0);
    assertThat(judge(negated(GAIN), prediction("batch-norm", Expectation.LOWER)).verdict())
        .isEqualTo(Verdict.SUPPORTED);
  }

  /** scipy.stats.ttest_1samp(d, -.005, alternative="greater") on TIGHT. */
  @Test
  void a_tight_null_is_equivalent() {
    HypothesisResult result = judge(TIGHT, HIGHER);
    assertThat(result.verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(result.adjusted().getAsDouble()).isCloseTo(2.452711131927669e-06, within(1e-10));
  }

  @Test
  void a_wide_null_is_undecided_and_names_the_seeds_it_takes() {
    HypothesisResult result = judge(WIDE, HIGHER);
    assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(result.reason()).isEqualTo("the interval leaves it open");
    // Mean .00125, scatter .0236; room of .00375 to the margin, by the normal approximation
    // ((1.645 + 1.282) * .0236 / .00375)^2 = 338.
    assertThat(result.seedsNeeded().getAsInt()).isBetween(338, 342);
  }

  @Test
  void three_seeds_are_insufficient_whatever_they_show() {
    HypothesisResult result = judge(new double[] {.2, .21, .22}, HIGHER);
    assertThat(result.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(result.seedsNeeded()).hasValue(6);
    assertThat(result.reason()).isEqualTo("3 pairs, at least 6 are needed");
    assertThat(result.adjusted()).isEmpty();
    assertThat(
            judge(new double[] {.001, 0, .0005}, prediction("batch-norm", Expectation.NOT_WORSE))
                .verdict())
        .isEqualTo(Verdict.INSUFFICIENT_DATA);
  }

  @Test
  void seven_seeds_cannot_decide_a_family_of_six_and_eight_can() {
    Hypothesis[] six =
        IntStream.rangeClosed(1, 6)
            .mapToObj(i -> hypothesis("h" + i, "f", HIGHER))
            .toArray(Hypothesis[]::new);
    assertThat(rows(Arrays.copyOf(GAIN, 7)).analysis(six).hypotheses())
        .allSatisfy(
            result -> {
              assertThat(result.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
              assertThat(result.seedsNeeded()).hasValue(8);
              assertThat(result.familySize()).isEqualTo(6);
              assertThat(result.adjusted().getAsDouble()).isCloseTo(6 * 2 / 128.0, within(1e-12));
              assertThat(result.reason())
                  .isEqualTo("with 7 seeds no test of a family of 6 can become significant");
            });
    assertThat(rows(GAIN).analysis(six).hypotheses())
        .allSatisfy(result -> assertThat(result.verdict()).isEqualTo(Verdict.SUPPORTED));
  }

  @Test
  void families_do_not_share_their_error_rate() {
    List<HypothesisResult> results =
        rows(Arrays.copyOf(GAIN, 7))
            .analysis(hypothesis("a", "f", HIGHER), hypothesis("b", "g", HIGHER))
            .hypotheses();
    assertThat(results).extracting(HypothesisResult::verdict).containsOnly(Verdict.SUPPORTED);
    assertThat(results).extracting(HypothesisResult::familySize).containsOnly(1);
  }

  @Test
  void what_only_the_correction_leaves_undecided_says_so() {
    double[] mixed = GAIN.clone();
    mixed[2] = -.001; // p = 4 / 256
    HypothesisResult result =
        rows(mixed)
            .analysis(
                hypothesis("a", "f", HIGHER),
                hypothesis("b", "f", HIGHER),
                hypothesis("c", "f", HIGHER),
                hypothesis("d", "f", HIGHER))
            .hypotheses()
            .get(0);
    assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(result.adjusted()).hasValue(16 / 256.0);
    assertThat(result.reason()).isEqualTo("significant alone, not in a family of 4");
  }

  @Test
  void all_parts_have_to_hold_and_one_that_is_refuted_refutes() {
    Prediction notWorse = prediction("batch-norm", Expectation.NOT_WORSE);
    assertThat(judge(GAIN, HIGHER, notWorse).verdict()).isEqualTo(Verdict.SUPPORTED);
    HypothesisResult refuted = judge(GAIN, notWorse, prediction("batch-norm", Expectation.LOWER));
    assertThat(refuted.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(refuted.adjusted()).hasValue(2 * 2 / 256.0); // two parts could have done it
    assertThat(judge(WIDE, HIGHER, notWorse).verdict()).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void a_part_that_cannot_be_estimated_leaves_the_whole_insufficient() {
    HypothesisResult result =
        judge(
            GAIN,
            HIGHER,
            prediction("batch-norm", ContrastMetric.STEP_MILLIS, Expectation.LOWER, .05));
    assertThat(result.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(result.reason()).isEqualTo("no pairs");
    assertThat(
            judge(
                    negated(GAIN),
                    HIGHER,
                    prediction("batch-norm", ContrastMetric.STEP_MILLIS, Expectation.LOWER, .05))
                .verdict())
        .isEqualTo(Verdict.REFUTED);
  }

  @Test
  void not_worse_goes_both_ways() {
    Prediction notWorse = prediction("batch-norm", Expectation.NOT_WORSE);
    assertThat(judge(TIGHT, notWorse).verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(judge(GAIN, notWorse).verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(judge(negated(GAIN), notWorse).verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(judge(WIDE, notWorse).verdict()).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void for_steps_to_the_target_more_is_worse() {
    Prediction notWorse =
        prediction("batch-norm", ContrastMetric.STEPS_TO_TARGET, Expectation.NOT_WORSE, .05);
    PlantedRows slower =
        new PlantedRows()
            .steps(NONE, 40, 41, 42, 43, 44, 45, 46, 47)
            .steps(BATCH_NORM, 80, 82, 80, 85, 90, 88, 95, 90);
    PlantedRows faster =
        new PlantedRows()
            .steps(NONE, 80, 82, 80, 85, 90, 88, 95, 90)
            .steps(BATCH_NORM, 40, 41, 42, 43, 44, 45, 46, 47);
    assertThat(slower.analysis(hypothesis("h", "f", notWorse)).hypotheses().get(0).verdict())
        .isEqualTo(Verdict.REFUTED);
    assertThat(faster.analysis(hypothesis("h", "f", notWorse)).hypotheses().get(0).verdict())
        .isEqualTo(Verdict.SUPPORTED);
  }

  @Test
  void equal_differences_are_decided_without_scatter() {
    double[] zero = new double[8];
    double[] large = new double[8];
    Arrays.fill(large, .25);
    Prediction equivalent = prediction("batch-norm", Expectation.EQUIVALENT);
    Prediction notWorse = prediction("batch-norm", Expectation.NOT_WORSE);
    assertThat(judge(zero, equivalent).verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(judge(zero, equivalent).adjusted()).hasValue(1 / 256.0);
    assertThat(judge(zero, notWorse).verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(judge(zero, HIGHER).verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(judge(large, equivalent).verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(judge(negated(large), notWorse).verdict()).isEqualTo(Verdict.REFUTED);
  }

  @Test
  void equivalence_that_was_claimed_is_supported_refuted_or_left_open() {
    Prediction equivalent = prediction("batch-norm", Expectation.EQUIVALENT);
    assertThat(judge(TIGHT, equivalent).verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(judge(GAIN, equivalent).verdict()).isEqualTo(Verdict.REFUTED);
    HypothesisResult open = judge(WIDE, equivalent);
    assertThat(open.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(open.seedsNeeded().getAsInt()).isBetween(338, 342);
  }

  @Test
  void a_target_that_nobody_reached_decides_nothing() {
    HypothesisResult result =
        new PlantedRows()
            .steps(NONE, new int[8])
            .steps(BATCH_NORM, new int[8])
            .analysis(
                hypothesis(
                    "h",
                    "f",
                    prediction(
                        "batch-norm", ContrastMetric.STEPS_TO_TARGET, Expectation.LOWER, .05)))
            .hypotheses()
            .get(0);
    assertThat(result.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(result.reason()).isEqualTo("no trial reached the target");
  }

  @Test
  void eight_pairs_of_censored_ranks_support_a_faster_arm() {
    HypothesisResult result =
        new PlantedRows()
            .steps(NONE, 0, 0, 0, 90, 0, 0, 95, 0)
            .steps(BATCH_NORM, 40, 41, 42, 43, 44, 45, 46, 47)
            .analysis(
                hypothesis(
                    "h",
                    "f",
                    prediction(
                        "batch-norm", ContrastMetric.STEPS_TO_TARGET, Expectation.LOWER, .05)))
            .hypotheses()
            .get(0);
    assertThat(result.verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(result.adjusted()).hasValue(2 / 256.0);
  }

  /**
   * Ranks of the differences: -13, -12, -11, -10, -9, 3, 3, 3; of 256 choices of signs 18 give a
   * sum as far from zero. The logarithms' interval excludes zero.
   */
  @Test
  void where_censored_ranks_say_less_than_the_interval_the_reason_names_them() {
    HypothesisResult result =
        new PlantedRows()
            .steps(NONE, 0, 0, 0, 0, 0, 45, 46, 47)
            .steps(BATCH_NORM, 40, 41, 42, 43, 44, 50, 51, 52)
            .analysis(
                hypothesis(
                    "h",
                    "f",
                    prediction(
                        "batch-norm", ContrastMetric.STEPS_TO_TARGET, Expectation.LOWER, .05)))
            .hypotheses()
            .get(0);
    assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(result.adjusted()).hasValue(18 / 256.0);
    assertThat(result.parts().get(0).contrast().effect().interval().orElseThrow().high())
        .isNegative();
    assertThat(result.reason()).startsWith("the ranks leave it open");
  }

  /** Of 64 choices of signs 4 give a sum as far from zero; Student's t is 4.7. */
  @Test
  void where_the_exact_test_says_less_than_the_interval_the_reason_names_it() {
    HypothesisResult result = judge(new double[] {.02, .02, .02, .02, .02, -.001}, HIGHER);
    assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(result.adjusted()).hasValue(4 / 64.0);
    assertThat(result.parts().get(0).contrast().effect().interval().orElseThrow().low())
        .isPositive();
    assertThat(result.reason())
        .isEqualTo("the interval leaves out zero, but the exact test does not reject it");
    assertThat(judge(WIDE, HIGHER).reason()).isEqualTo("the interval leaves it open");
  }

  /** 2 of 64 choices of signs; either of two parts could have done it. */
  @Test
  void what_one_part_alone_would_refute_says_so() {
    HypothesisResult result =
        judge(negated(Arrays.copyOf(GAIN, 6)), HIGHER, prediction("batch-norm", Expectation.LOWER));
    assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(result.adjusted()).hasValue(4 / 64.0);
    assertThat(result.reason())
        .isEqualTo("significant against one part alone, not with all 2 parts counted");
  }

  private static PlantedRows timed(int seeds, int quietRounds) {
    PlantedRows rows =
        new PlantedRows()
            .steps(NONE, Arrays.copyOf(new int[] {80, 70, 75, 90, 85, 72, 79, 81}, seeds))
            .steps(BATCH_NORM, Arrays.copyOf(new int[] {40, 41, 42, 43, 44, 45, 46, 47}, seeds));
    for (int round = 1; round <= 8; round++) {
      rows.round(NONE, round, 1.0 + .01 * round, false);
      rows.round(BATCH_NORM, round, 1.2 + .01 * round, round > quietRounds);
    }
    return rows;
  }

  private static HypothesisResult saves(PlantedRows rows, ContrastMetric... metrics) {
    Prediction[] parts =
        Arrays.stream(metrics)
            .map(metric -> prediction("batch-norm", metric, Expectation.LOWER, .05))
            .toArray(Prediction[]::new);
    return rows.analysis(hypothesis("h", "f", parts)).hypotheses().get(0);
  }

  @Test
  void seconds_whose_steps_were_timed_in_too_few_rounds_need_rounds_and_no_seeds() {
    HypothesisResult result = saves(timed(8, 5), ContrastMetric.SECONDS_TO_TARGET);
    assertThat(result.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(result.reason())
        .isEqualTo("no pairs whose steps were timed in 6 undisturbed rounds");
    assertThat(result.seedsNeeded()).hasValue(6);
    assertThat(result.needsRounds()).isTrue();

    assertThat(saves(timed(8, 6), ContrastMetric.SECONDS_TO_TARGET).verdict())
        .isEqualTo(Verdict.SUPPORTED);
  }

  @Test
  void only_a_part_that_is_open_needs_more() {
    PlantedRows rows = rows(new double[] {.03, .02, -.02, .015, .02, -.01, .01, .02});
    for (int round = 1; round <= 40; round++) {
      rows.round(NONE, round, 1.2 + .01 * round, false);
      rows.round(BATCH_NORM, round, 1.0 + .01 * round, false);
    }
    HypothesisResult result =
        rows.analysis(
                hypothesis(
                    "h",
                    "f",
                    HIGHER,
                    prediction("batch-norm", ContrastMetric.STEP_MILLIS, Expectation.LOWER, .05)))
            .hypotheses()
            .get(0);
    assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
    // d_z = .6; the 40 rounds have shown what they were asked.
    assertThat(result.seedsNeeded().getAsInt()).isBetween(20, 30);
    assertThat(result.needsRounds()).isFalse();
  }

  @Test
  void seconds_of_too_few_seeds_need_seeds_whatever_was_timed() {
    for (int quiet : new int[] {5, 8}) {
      HypothesisResult result = saves(timed(4, quiet), ContrastMetric.SECONDS_TO_TARGET);
      assertThat(result.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
      assertThat(result.seedsNeeded()).hasValue(6);
      assertThat(result.needsRounds()).isFalse();
    }
  }

  @Test
  void a_claim_on_costs_and_rare_events_needs_the_seeds_of_the_events() {
    PlantedRows rows = divergence(12, 0, 0);
    for (int round = 1; round <= 10; round++) {
      rows.round(NONE, round, 1.0 + .01 * round, false);
      rows.round(BATCH_NORM, round, .8 + .01 * round, false);
    }
    HypothesisResult result =
        rows.analysis(
                hypothesis(
                    "h",
                    "f",
                    prediction("batch-norm", ContrastMetric.STEP_MILLIS, Expectation.LOWER, .05),
                    prediction(
                        "batch-norm", ContrastMetric.DIVERGENCE, Expectation.NOT_WORSE, .05)))
            .hypotheses()
            .get(0);
    assertThat(result.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(result.seedsNeeded()).hasValue(59);
    assertThat(result.needsRounds()).isFalse();
    assertThat(result.reason()).isEqualTo("with 12 seeds its test cannot become significant");
  }

  /** Two budgets that ran out are no two equal numbers of steps. */
  @Test
  void trials_short_of_the_target_are_neither_equivalent_nor_not_worse() {
    PlantedRows rows =
        new PlantedRows()
            .steps(NONE, 0, 0, 0, 0, 0, 0, 0, 0)
            .steps(BATCH_NORM, 0, 0, 0, 0, 0, 0, 0, 99);
    for (Expectation expectation :
        List.of(Expectation.LOWER, Expectation.EQUIVALENT, Expectation.NOT_WORSE)) {
      HypothesisResult result =
          rows.analysis(
                  hypothesis(
                      "h",
                      "f",
                      prediction("batch-norm", ContrastMetric.STEPS_TO_TARGET, expectation, .05)))
              .hypotheses()
              .get(0);
      assertThat(result.verdict()).as(expectation.toString()).isEqualTo(Verdict.UNDECIDED);
      assertThat(result.parts().get(0).equivalence()).hasValue(1);
    }
  }

  private static PlantedRows divergence(int seeds, int none, int batchNorm) {
    PlantedRows rows =
        new PlantedRows()
            .accuracies(NONE, new double[seeds])
            .accuracies(BATCH_NORM, new double[seeds]);
    IntStream.rangeClosed(1, none).forEach(seed -> rows.diverged(NONE, seed));
    IntStream.rangeClosed(1, batchNorm).forEach(seed -> rows.diverged(BATCH_NORM, seed));
    return rows;
  }

  private static HypothesisResult judge(
      PlantedRows rows, ContrastMetric metric, Expectation expectation) {
    return rows.analysis(hypothesis("h", "f", prediction("batch-norm", metric, expectation, .05)))
        .hypotheses()
        .get(0);
  }

  @Test
  void six_seeds_without_a_divergence_show_no_equality() {
    for (Expectation expectation : List.of(Expectation.EQUIVALENT, Expectation.NOT_WORSE)) {
      HypothesisResult result = judge(divergence(6, 0, 0), ContrastMetric.DIVERGENCE, expectation);
      assertThat(result.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
      assertThat(result.seedsNeeded()).hasValue(59);
      assertThat(result.reason()).isEqualTo("with 6 seeds its test cannot become significant");
      assertThat(result.parts().get(0).supporting().getAsDouble())
          .isCloseTo(Math.pow(.95, 6), within(1e-12));
      assertThat(judge(divergence(59, 0, 0), ContrastMetric.DIVERGENCE, expectation).verdict())
          .isEqualTo(Verdict.SUPPORTED);
    }
  }

  @Test
  void an_arm_that_diverges_wherever_the_control_does_not_is_worse() {
    HypothesisResult result =
        judge(divergence(8, 0, 8), ContrastMetric.DIVERGENCE, Expectation.NOT_WORSE);
    assertThat(result.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(result.adjusted().getAsDouble()).isCloseTo(Math.pow(1.05 / 2, 8), within(1e-12));
    assertThat(judge(divergence(8, 8, 0), ContrastMetric.DIVERGENCE, Expectation.LOWER).verdict())
        .isEqualTo(Verdict.SUPPORTED);
  }

  @Test
  void who_diverges_less_is_not_answered_where_nobody_does_or_everybody() {
    for (int seeds : new int[] {6, 60}) {
      HypothesisResult nobody =
          judge(divergence(seeds, 0, 0), ContrastMetric.DIVERGENCE, Expectation.LOWER);
      assertThat(nobody.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
      assertThat(nobody.reason()).isEqualTo("no trial diverged");
      for (Expectation expectation : PlantedRows.OF_DIFFERENCES) {
        HypothesisResult everybody =
            judge(divergence(seeds, seeds, seeds), ContrastMetric.DIVERGENCE, expectation);
        assertThat(everybody.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(everybody.reason()).isEqualTo("every trial diverged");
      }
    }
    assertThat(judge(divergence(60, 1, 0), ContrastMetric.DIVERGENCE, Expectation.LOWER).verdict())
        .isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void accuracies_that_are_equal_because_both_arms_diverged_show_no_margin() {
    for (Expectation expectation : PlantedRows.OF_DIFFERENCES) {
      HypothesisResult all = judge(divergence(8, 8, 8), ContrastMetric.TEST_ACCURACY, expectation);
      assertThat(all.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
      assertThat(all.reason()).isEqualTo("every trial diverged");
    }
    HypothesisResult one =
        judge(
            rows(TIGHT).diverged(NONE, 1).diverged(BATCH_NORM, 1),
            ContrastMetric.TEST_ACCURACY,
            Expectation.NOT_WORSE);
    assertThat(one.parts().get(0).contrast().counts().blown()).isEqualTo(1);
    assertThat(one.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(one.reason()).startsWith("pairs that diverged in both arms");
  }

  @Test
  void a_bound_supports_what_it_bounds_and_no_margin() {
    PlantedRows rows =
        new PlantedRows()
            .steps(NONE, 0, 0, 90, 80, 0, 95)
            .steps(BATCH_NORM, 40, 41, 42, 43, 44, 45)
            .steps(cell("cnn", "none", 8), 50, 51, 52, 53, 54, 55)
            .steps(cell("cnn", "batch-norm", 8), 45, 46, 47, 48, 49, 50);
    for (Expectation expectation : PlantedRows.OF_DIFFERENCES) {
      Prediction pair = prediction("batch-norm", ContrastMetric.STEPS_TO_TARGET, expectation, .05);
      Prediction across =
          new Prediction(
              pair.compare(),
              pair.metric(),
              pair.expect(),
              pair.margin(),
              pair.where(),
              Optional.of(
                  new Prediction.Across.Interaction(new Prediction.Pair("model", "cnn", "mlp"))));
      HypothesisResult result = rows.analysis(hypothesis("h", "f", across)).hypotheses().get(0);
      assertThat(result.verdict())
          .as(expectation.word())
          .isEqualTo(
              switch (expectation) {
                case HIGHER, DIFFERS -> Verdict.SUPPORTED;
                case LOWER -> Verdict.REFUTED;
                case EQUIVALENT, NOT_WORSE -> Verdict.UNDECIDED;
                case AT_MOST, AT_LEAST -> throw new IllegalStateException();
              });
    }
  }

  @Test
  void the_margin_of_a_ratio_is_a_distance_from_one() {
    assertThat(
            PredictionResult.marginInScale(
                prediction(
                    "batch-norm", ContrastMetric.STEPS_TO_TARGET, Expectation.NOT_WORSE, .05)))
        .isCloseTo(Math.log(1.05), within(1e-15));
  }

  @Test
  void hypotheses_that_were_changed_are_judged_alike_and_reported_as_exploratory() {
    Hypothesis hypothesis = hypothesis("h", "f", HIGHER);
    StudyAnalysis changed =
        StudyAnalysis.of(
            rows(GAIN)
                .rows(
                    new Registration(
                        List.of(hypothesis),
                        "now",
                        "before",
                        8,
                        Registration.Scope.BASIS,
                        List.of(new Registration.Change("main", "h", "added")))));
    assertThat(changed.registration().isBeforehand()).isFalse();
    assertThat(changed.hypotheses().get(0).verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(rows(GAIN).analysis(hypothesis).registration().isBeforehand()).isTrue();
  }
}
