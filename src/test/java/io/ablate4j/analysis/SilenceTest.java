package io.ablate4j.analysis;

import static io.ablate4j.analysis.PlantedRows.cell;
import static io.ablate4j.analysis.PlantedRows.hypothesis;
import static io.ablate4j.analysis.PlantedRows.prediction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.hypothesis.ClassMetrics;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Verdict;
import io.ablate4j.trial.Cell;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What floors, ceilings, divergence and targets that nobody reached do not show. */
class SilenceTest {
  private static final Cell NONE = cell("mlp", "none", 8);
  private static final Cell BATCH_NORM = cell("mlp", "batch-norm", 8);
  private static final Cell OTHER_NONE = cell("cnn", "none", 8);
  private static final Cell OTHER_BATCH_NORM = cell("cnn", "batch-norm", 8);
  private static final double[] BASE = {.80, .78, .81, .79, .80, .77};
  private static final double[] BETTER = {.84, .81, .86, .83, .84, .82};

  private static final double[] GAPS = {.1, .12, .09, .11, .1, .13};
  private static final double[] NARROW = {.05, .06, .04, .07, .05, .06};

  private static HypothesisResult judge(
      PlantedRows rows, ContrastMetric metric, Expectation expectation) {
    return rows.analysis(hypothesis("h", "f", prediction("batch-norm", metric, expectation, .05)))
        .hypotheses()
        .get(0);
  }

  private static void decidesNothing(HypothesisResult result, String reason) {
    assertThat(result.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(result.reason()).isEqualTo(reason);
    assertThat(result.adjusted()).isEmpty();
    assertThat(result.seedsNeeded()).isEmpty();
  }

  private static double[] all(double value) {
    double[] values = new double[6];
    Arrays.fill(values, value);
    return values;
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"AT_MOST", "AT_LEAST"})
  void trials_that_were_all_there_at_the_first_check_are_not_equivalent(Expectation expectation) {
    decidesNothing(
        judge(
            new PlantedRows().steps(NONE, 1, 1, 1, 1, 1, 1).steps(BATCH_NORM, 1, 1, 1, 1, 1, 1),
            ContrastMetric.STEPS_TO_TARGET,
            expectation),
        "every trial reached the target at the first possible check: the task is too easy to tell");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"AT_MOST", "AT_LEAST"})
  void accuracies_at_the_ceiling_or_at_chance_are_not_equivalent(Expectation expectation) {
    decidesNothing(
        judge(
            new PlantedRows().accuracies(NONE, all(1)).accuracies(BATCH_NORM, all(1)),
            ContrastMetric.TEST_ACCURACY,
            expectation),
        "every trial has an accuracy of 100 %: the task is too easy to tell");
    decidesNothing(
        judge(
            new PlantedRows()
                .accuracies(NONE, .09, .1, .08, .1, .07, .1)
                .accuracies(BATCH_NORM, .1, .09, .1, .08, .1, .09),
            ContrastMetric.TEST_ACCURACY,
            expectation),
        "no trial is better than guessing: the task is too hard to tell");
  }

  @Test
  void one_trial_below_the_ceiling_is_enough_to_tell() {
    double[] one = all(1);
    one[3] = .98;
    assertThat(
            judge(
                    new PlantedRows().accuracies(NONE, all(1)).accuracies(BATCH_NORM, one),
                    ContrastMetric.TEST_ACCURACY,
                    Expectation.NOT_WORSE)
                .verdict())
        .isEqualTo(Verdict.SUPPORTED);
  }

  @Test
  void a_probe_that_always_gives_the_same_decides_nothing() {
    ContrastMetric share =
        ClassMetrics.ofProbe("share", ContrastMetric.Scale.SHARE, false, .05, "a share");
    decidesNothing(
        judge(
            new PlantedRows().probe(NONE, "share", all(0)).probe(BATCH_NORM, "share", all(0)),
            share,
            Expectation.EQUIVALENT),
        "every trial has 0, the least there can be, which tells nothing apart");
    ContrastMetric number =
        ClassMetrics.ofProbe("number", ContrastMetric.Scale.NUMBER, false, .05, "a number");
    decidesNothing(
        judge(
            new PlantedRows().probe(NONE, "number", all(7)).probe(BATCH_NORM, "number", all(7)),
            number,
            Expectation.LOWER),
        "every trial has the same value, which tells nothing apart");
  }

  private static PlantedRows withADivergedModel() {
    PlantedRows rows = new PlantedRows().accuracies(NONE, BASE).accuracies(BATCH_NORM, BETTER);
    for (long seed = 1; seed <= 6; seed++) {
      rows.diverged(OTHER_NONE, seed).diverged(OTHER_BATCH_NORM, seed);
    }
    return rows;
  }

  @Test
  void a_mean_does_not_go_over_cells_in_which_every_trial_diverged() {
    StudyAnalysis analysis = withADivergedModel().analysis();
    PairedContrast accuracy =
        analysis.overallEffect("batch-norm", ContrastMetric.TEST_ACCURACY).orElseThrow().contrast();
    double gain =
        IntStream.range(0, 6).mapToDouble(i -> BETTER[i] - BASE[i]).average().orElseThrow();
    assertThat(accuracy.effect().value().getAsDouble()).isCloseTo(gain, within(1e-12));
    assertThat(accuracy.scope().used()).isEqualTo(1);
    assertThat(accuracy.scope().all()).isEqualTo(2);
    assertThat(accuracy.scope().leftOut().get(0).reason()).isEqualTo("every trial diverged");
    assertThat(accuracy.counts().blown()).isZero();
    // Who diverges how often is told of all cells.
    assertThat(
            analysis
                .overallEffect("batch-norm", ContrastMetric.DIVERGENCE)
                .orElseThrow()
                .contrast()
                .scope()
                .isPart())
        .isFalse();
    assertThat(analysis.overall()).allMatch(arm -> arm.cells() == 1 && arm.seeds() == 6);
  }

  @Test
  void the_gap_is_reported_of_the_cells_that_have_one() {
    PlantedRows rows = new PlantedRows().gaps(NONE, GAPS).gaps(BATCH_NORM, NARROW);
    for (long seed = 1; seed <= 6; seed++) {
      rows.diverged(OTHER_NONE, seed).diverged(OTHER_BATCH_NORM, seed);
    }
    HypothesisResult result = judge(rows, ContrastMetric.GAP_ACCURACY, Expectation.LOWER);
    assertThat(result.verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(result.pairs()).isEqualTo(6);
    assertThat(result.parts().get(0).contrast().scope().isPart()).isTrue();
  }

  @Test
  void divergence_of_one_arm_alone_says_why_there_is_no_gap() {
    PlantedRows rows =
        new PlantedRows().gaps(NONE, GAPS).gaps(BATCH_NORM, NARROW).gaps(OTHER_NONE, GAPS);
    for (long seed = 1; seed <= 6; seed++) {
      rows.diverged(OTHER_BATCH_NORM, seed);
    }
    String reason =
        "6 of 12 trials of batch-norm diverged; no seed has a finished trial in every cell";
    decidesNothing(judge(rows, ContrastMetric.GAP_ACCURACY, Expectation.LOWER), reason);
  }

  @Test
  void trials_that_all_failed_say_so() {
    PlantedRows rows = new PlantedRows().accuracies(NONE, BASE);
    for (long seed = 1; seed <= 6; seed++) {
      rows.failed(BATCH_NORM, seed);
    }
    decidesNothing(
        judge(rows, ContrastMetric.TEST_ACCURACY, Expectation.HIGHER),
        "6 of 6 trials of batch-norm failed; no seed has a finished trial in every cell");
  }

  @Test
  void an_arm_that_never_reached_the_target_asks_for_no_seeds() {
    PlantedRows rows =
        new PlantedRows().steps(NONE, 0, 0, 0, 0, 0, 90).steps(BATCH_NORM, new int[6]);
    HypothesisResult result = judge(rows, ContrastMetric.STEPS_TO_TARGET, Expectation.LOWER);
    assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(result.seedsNeeded()).isEmpty();
    assertThat(result.reason()).isEqualTo("too few trials reached the target");
    PairedContrast contrast = result.parts().get(0).contrast();
    assertThat(contrast.arrivals()).isEqualTo(new Arrivals(0, 6, 1, 6));
    assertThat(contrast.arrivals().isLevelNever()).isTrue();
    assertThat(contrast.seedsNeeded(.05)).isEmpty();
  }

  @Test
  void guessing_between_two_classes_is_right_half_of_the_time() {
    Guessing guessing = new Guessing(java.util.OptionalDouble.of(.5), .1);
    assertThat(guessing.isNoBetter(.58)).isTrue();
    assertThat(guessing.isNoBetter(.61)).isFalse();
    assertThat(new Guessing(java.util.OptionalDouble.empty(), 0).isNoBetter(.01)).isFalse();
  }
}
