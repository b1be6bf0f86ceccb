package io.ablate4j.analysis;

import static io.ablate4j.analysis.PlantedRows.cell;
import static io.ablate4j.analysis.PlantedRows.prediction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Hypothesis.Joined;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** P values of t tests are those of {@code scipy.stats.ttest_1samp}. */
class JoinedPartsTest {
  private static final double[] BASE = {.90, .88, .91, .89, .90, .87, .92, .90};
  private static final double[] GAIN = {.02, .03, .01, .025, .015, .02, .03, .012};
  private static final double[] TIGHT = {.001, -.001, .0005, -.0005, .0015, -.0015, .001, -.001};
  private static final double[] WIDE = {.03, -.02, .025, -.035, .01, -.015, .02, -.005};

  /** The alternative "less" at .005, and the larger of both sides, which is the same. */
  private static final double TIGHT_EQUIVALENT = 2.452711131927669e-06;

  /** The alternative "greater" at -.005. */
  private static final double GAIN_NOT_LOWER = 1.731867157625571e-05;

  private static double[] plus(double[] differences) {
    return IntStream.range(0, differences.length)
        .mapToDouble(i -> BASE[i] + differences[i])
        .toArray();
  }

  private static HypothesisResult judge(
      Joined joined, double[] batchNorm, double[] dropout, Prediction... parts) {
    return new PlantedRows()
        .accuracies(cell("mlp", "none", 8), Arrays.copyOf(BASE, batchNorm.length))
        .accuracies(cell("mlp", "batch-norm", 8), plus(batchNorm))
        .accuracies(cell("mlp", "dropout", 8), plus(dropout))
        .analysis(new Hypothesis("h", "h", "f", joined, List.of(parts)))
        .hypotheses()
        .get(0);
  }

  private static HypothesisResult differs(double[] differences) {
    return judge(
        Joined.ALL_OF, differences, differences, prediction("batch-norm", Expectation.DIFFERS));
  }

  private static double[] negated(double[] values) {
    return Arrays.stream(values).map(v -> -v).toArray();
  }

  @Test
  void aDifferenceOfEitherSignIsOneAndNoneIsRefuted() {
    for (double[] either : List.of(GAIN, negated(GAIN))) {
      HypothesisResult result = differs(either);
      assertThat(result.verdict()).isEqualTo(Verdict.SUPPORTED);
      assertThat(result.adjusted()).hasValue(2 / 256.0);
    }
    HypothesisResult none = differs(TIGHT);
    assertThat(none.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(none.adjusted().getAsDouble()).isCloseTo(TIGHT_EQUIVALENT, within(1e-10));
    assertThat(differs(WIDE).verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(differs(Arrays.copyOf(GAIN, 5)).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
  }

  @Test
  void onePartIsEnoughForAnyOfAtTwiceItsPValue() {
    HypothesisResult result =
        judge(
            Joined.ANY_OF,
            WIDE,
            GAIN,
            prediction("batch-norm", Expectation.HIGHER),
            prediction("dropout", Expectation.HIGHER));
    assertThat(result.verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(result.adjusted()).hasValue(2 * 2 / 256.0);
  }

  @Test
  void whatLacksRoundsDoesNotKeepAnotherPartFromBeingEnough() {
    Prediction cost = prediction("dropout", ContrastMetric.STEP_MILLIS, Expectation.LOWER, .05);
    Prediction higher = prediction("batch-norm", Expectation.HIGHER);
    assertThat(judge(Joined.ANY_OF, GAIN, GAIN, cost, higher).verdict())
        .isEqualTo(Verdict.SUPPORTED);
    assertThat(judge(Joined.ALL_OF, GAIN, GAIN, cost, higher).verdict())
        .isEqualTo(Verdict.INSUFFICIENT_DATA);
  }

  @Test
  void anyOfIsRefutedWhereEveryPartIsTheOppositeOrEquivalent() {
    HypothesisResult refuted =
        judge(
            Joined.ANY_OF,
            GAIN,
            TIGHT,
            prediction("batch-norm", Expectation.LOWER),
            prediction("dropout", Expectation.DIFFERS));
    assertThat(refuted.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(refuted.adjusted().getAsDouble()).isCloseTo(GAIN_NOT_LOWER, within(1e-10));
    assertThat(
            judge(
                    Joined.ANY_OF,
                    TIGHT,
                    TIGHT,
                    prediction("batch-norm", Expectation.HIGHER),
                    prediction("dropout", Expectation.LOWER))
                .verdict())
        .isEqualTo(Verdict.REFUTED);
    assertThat(
            judge(
                    Joined.ANY_OF,
                    TIGHT,
                    WIDE,
                    prediction("batch-norm", Expectation.HIGHER),
                    prediction("dropout", Expectation.HIGHER))
                .verdict())
        .isEqualTo(Verdict.UNDECIDED);
  }

  /** As a single claim: the sign that was expected, by less than the margin, is support. */
  @Test
  void aSmallDifferenceOfTheExpectedSignIsEnoughForAnyOf() {
    double[] small = Arrays.stream(GAIN).map(gain -> gain / 20).toArray();
    HypothesisResult alone =
        judge(Joined.ALL_OF, small, small, prediction("dropout", Expectation.HIGHER));
    assertThat(alone.verdict()).isEqualTo(Verdict.SUPPORTED);
    HypothesisResult either =
        judge(
            Joined.ANY_OF,
            TIGHT,
            small,
            prediction("batch-norm", Expectation.HIGHER),
            prediction("dropout", Expectation.HIGHER));
    assertThat(either.verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(either.adjusted()).hasValue(2 * 2 / 256.0);
  }

  @Test
  void sevenSeedsSupportNoOneOfEightAlternatives() {
    Prediction[] eight =
        IntStream.range(0, 8)
            .mapToObj(i -> prediction("batch-norm", Expectation.HIGHER))
            .toArray(Prediction[]::new);
    HypothesisResult result =
        judge(Joined.ANY_OF, Arrays.copyOf(GAIN, 7), Arrays.copyOf(GAIN, 7), eight);
    assertThat(result.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(result.seedsNeeded()).hasValue(9); // 8 x 2^-8 = .03
  }

  @Test
  void whatIsSignificantForOnePartAloneSaysSo() {
    HypothesisResult result =
        judge(
            Joined.ANY_OF,
            Arrays.copyOf(GAIN, 6),
            Arrays.copyOf(WIDE, 6),
            prediction("batch-norm", Expectation.HIGHER),
            prediction("dropout", ContrastMetric.TEST_ACCURACY, Expectation.NOT_WORSE, .005));
    assertThat(result.adjusted()).hasValue(2 * 2 / 64.0);
    assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
  }

  /** Half of an all-of is shown to be without a difference: it is not just left open. */
  @Test
  void aPartOfAllOfWithoutADifferenceMakesTheClaimEquivalent() {
    HypothesisResult result =
        judge(
            Joined.ALL_OF,
            GAIN,
            TIGHT,
            prediction("batch-norm", Expectation.HIGHER),
            prediction("dropout", Expectation.HIGHER));
    assertThat(result.verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(result.adjusted().getAsDouble()).isCloseTo(2 * TIGHT_EQUIVALENT, within(1e-10));
    assertThat(result.reason()).isEqualTo("part 2 of 2 shows no difference as large as its margin");
    assertThat(result.seedsNeeded()).isEmpty();
  }

  /** That no loss was shown where none was expected says nothing against the claim. */
  @Test
  void aPartThatExpectsNoDifferenceCannotMakeItEquivalent() {
    assertThat(
            judge(
                    Joined.ALL_OF,
                    WIDE,
                    TIGHT,
                    prediction("batch-norm", Expectation.HIGHER),
                    prediction("dropout", Expectation.NOT_WORSE))
                .verdict())
        .isEqualTo(Verdict.UNDECIDED);
  }
}
