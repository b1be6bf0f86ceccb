package io.ablate4j.analysis;

import static io.ablate4j.analysis.PlantedRows.BUDGET;
import static io.ablate4j.analysis.PlantedRows.cell;
import static io.ablate4j.analysis.PlantedRows.hypothesis;
import static io.ablate4j.analysis.PlantedRows.prediction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.hypothesis.Compared;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.TestMetrics;
import io.ablate4j.hypothesis.Verdict;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Split;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/**
 * A level against a number, trials against a bound, and two readings of one trial. P values of
 * signs are counted over all 256, intervals and equivalence are those of scipy.stats.
 */
class ComparedVerdictsTest {
  private static final Cell NONE = cell("mlp", "none", 8);
  private static final Cell BATCH_NORM = cell("mlp", "batch-norm", 8);
  private static final double[] BASE = {.90, .88, .91, .89, .90, .87, .92, .90};
  private static final double[] BETTER = {.92, .91, .93, .915, .905, .89, .94, .91};

  private static Prediction of(
      ContrastMetric metric, Expectation expect, double number, double margin) {
    return new Prediction(
        new Compared.AgainstNumber("regularization", "batch-norm", number),
        metric,
        expect,
        margin,
        Map.of(),
        Optional.empty());
  }

  private static Prediction accuracy(Expectation expect, double number) {
    return of(ContrastMetric.TEST_ACCURACY, expect, number, .03);
  }

  private static PlantedRows rows() {
    return new PlantedRows().accuracies(NONE, BASE).accuracies(BATCH_NORM, BETTER);
  }

  private static HypothesisResult judge(PlantedRows rows, Prediction... parts) {
    return rows.analysis(hypothesis("h", "f", parts)).hypotheses().get(0);
  }

  @Test
  void aLevelIsTestedAgainstANumberSeedBySeed() {
    HypothesisResult result = judge(rows(), accuracy(Expectation.HIGHER, .9));
    PairedContrast contrast = result.parts().get(0).contrast();
    assertThat(contrast.effect().value().getAsDouble()).isCloseTo(.015, within(1e-12));
    assertThat(contrast.effect().interval().orElseThrow().low())
        .isCloseTo(.002164579592202818, within(1e-9));
    assertThat(result.adjusted()).hasValue(10 / 256.0);
    assertThat(result.verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(judge(rows(), accuracy(Expectation.LOWER, .9)).verdict()).isEqualTo(Verdict.REFUTED);
    HypothesisResult equivalent = judge(rows(), accuracy(Expectation.EQUIVALENT, .9));
    assertThat(equivalent.adjusted().getAsDouble()).isCloseTo(.01397938826270156, within(1e-9));
    assertThat(equivalent.verdict()).isEqualTo(Verdict.SUPPORTED);
  }

  /** The mean over the cells of each seed, as in any other contrast. */
  @Test
  void cellsOfALevelAreAveragedInsideTheSeed() {
    PlantedRows rows = rows();
    double[] lower = new double[8];
    for (int i = 0; i < 8; i++) {
      lower[i] = BETTER[i] - .05;
    }
    rows.accuracies(cell("cnn", "batch-norm", 8), lower);
    PairedContrast contrast =
        judge(rows, accuracy(Expectation.HIGHER, .9)).parts().get(0).contrast();
    assertThat(contrast.differences().get(1L)).isCloseTo(.92 - .025 - .9, within(1e-12));
    assertThat(contrast.scope().all()).isEqualTo(2);
  }

  /** What all trials have alike is not silent here: it is compared with what was written down. */
  @Test
  void trialsThatAreAllAlikeCanBeComparedWithANumber() {
    PlantedRows rows =
        new PlantedRows().accuracies(NONE, BASE).accuracies(BATCH_NORM, 1, 1, 1, 1, 1, 1, 1, 1);
    HypothesisResult result = judge(rows, accuracy(Expectation.HIGHER, .9));
    assertThat(result.verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(result.adjusted()).hasValue(2 / 256.0);
  }

  @Test
  void aRatioIsTakenToTheNumber() {
    PlantedRows rows =
        new PlantedRows()
            .steps(NONE, 80, 70, 75, 90, 85, 72, 79, 81)
            .steps(BATCH_NORM, 40, 41, 42, 43, 44, 45, 46, 47);
    Prediction below = of(ContrastMetric.STEPS_TO_TARGET, Expectation.LOWER, 50, .05);
    HypothesisResult result = judge(rows, below);
    assertThat(Math.exp(result.parts().get(0).contrast().effect().value().getAsDouble()))
        .isCloseTo(.868790983170964, within(1e-12));
    assertThat(result.adjusted()).hasValue(2 / 256.0);
    assertThat(result.verdict()).isEqualTo(Verdict.SUPPORTED);
  }

  /** A trial that fell short took longer than its budget, which is above 50: nothing is lost. */
  @Test
  void trialsShortOfTheTargetGiveABoundAgainstANumber() {
    PlantedRows rows =
        new PlantedRows()
            .steps(NONE, 80, 70, 75, 90, 85, 72, 79, 81)
            .steps(BATCH_NORM, 60, 0, 62, 63, 64, 0, 66, 67);
    HypothesisResult above =
        judge(rows, of(ContrastMetric.STEPS_TO_TARGET, Expectation.HIGHER, 50, .05));
    assertThat(above.parts().get(0).contrast().isBound()).isTrue();
    assertThat(above.verdict()).isEqualTo(Verdict.SUPPORTED);
    HypothesisResult below =
        judge(rows, of(ContrastMetric.STEPS_TO_TARGET, Expectation.LOWER, 200, .05));
    assertThat(below.verdict()).isEqualTo(Verdict.UNDECIDED);
  }

  /** A trial that diverged is worth a guess in both, which makes no difference between them. */
  @Test
  void twoReadingsOfTheTestSetAreComparedInsideTheTrial() {
    PlantedRows rows = new PlantedRows().accuracies(NONE, BASE);
    for (int i = 0; i < 8; i++) {
      double anew = BETTER[i] + .001 * (i + 1);
      rows.measured(
          BATCH_NORM,
          i + 1,
          new Measurement(Metric.ACCURACY, Split.TEST, 1, BUDGET, BETTER[i]),
          new Measurement(Metric.ACCURACY_RECALIBRATED, Split.TEST, 1, BUDGET, anew));
    }
    rows.diverged(BATCH_NORM, 9);
    Prediction gain =
        new Prediction(
            new Compared.Readings(TestMetrics.RECALIBRATED, ContrastMetric.TEST_ACCURACY),
            TestMetrics.RECALIBRATED,
            Expectation.HIGHER,
            .005,
            Map.of("regularization", List.of("batch-norm")),
            Optional.empty());
    StudyAnalysis analysis = rows.analysis(hypothesis("h", "f", gain));
    HypothesisResult result = analysis.hypotheses().get(0);
    PairedContrast contrast = result.parts().get(0).contrast();
    assertThat(contrast.effect().value().getAsDouble()).isCloseTo(.004, within(1e-12));
    assertThat(contrast.differences().get(9L)).isZero();
    assertThat(result.adjusted()).hasValue(2 / 256.0);
    assertThat(result.verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(analysis.further()).containsExactly(TestMetrics.RECALIBRATED);
  }

  /** Of those that have several networks, whatever the other arms have. */
  @Test
  void anEnsembleIsComparedWithItsFirstMemberInsideTheTrial() {
    PlantedRows rows = new PlantedRows();
    for (int i = 0; i < 8; i++) {
      rows.measured(
          NONE.with("members", "5"),
          i + 1,
          new Measurement(Metric.ACCURACY, Split.TEST, 1, BUDGET, BASE[i]),
          new Measurement(Metric.ACCURACY_ENSEMBLE, Split.TEST, 1, BUDGET, BETTER[i]));
      rows.measured(
          BATCH_NORM.with("members", "1"),
          i + 1,
          new Measurement(Metric.ACCURACY, Split.TEST, 1, BUDGET, BASE[i]));
    }
    Prediction gain =
        new Prediction(
            new Compared.Readings(TestMetrics.ENSEMBLE, ContrastMetric.TEST_ACCURACY),
            TestMetrics.ENSEMBLE,
            Expectation.HIGHER,
            .005,
            Map.of("regularization", List.of("none")),
            Optional.empty());
    HypothesisResult result = judge(rows, gain);
    assertThat(result.parts().get(0).contrast().effect().value().getAsDouble())
        .isCloseTo(.01875, within(1e-12));
    assertThat(result.verdict()).isEqualTo(Verdict.SUPPORTED);
  }

  @Test
  void aBoundIsKeptByEveryTrialOrNot() {
    HypothesisResult kept = judge(rows(), accuracy(Expectation.AT_LEAST, .89));
    assertThat(kept.verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(kept.adjusted()).isEmpty();
    assertThat(kept.parts().get(0).supporting()).isEmpty();
    BoundCheck check = kept.parts().get(0).bound().orElseThrow();
    assertThat(check.within()).isEqualTo(8);
    assertThat(check.worst()).hasValue(.89);

    HypothesisResult broken = judge(rows(), accuracy(Expectation.AT_MOST, .935));
    assertThat(broken.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(broken.parts().get(0).bound()).hasValue(new BoundCheck(7, 1, 0, worst(.94)));
  }

  private static OptionalDouble worst(double value) {
    return OptionalDouble.of(value);
  }

  @Test
  void oneTrialBeyondABoundRefutesAndFiveWithinAreTooFew() {
    PlantedRows five =
        new PlantedRows()
            .accuracies(NONE, .9, .9, .9, .9, .91)
            .accuracies(BATCH_NORM, .91, .92, .9, .93, .91);
    assertThat(judge(five, accuracy(Expectation.AT_LEAST, .9)).verdict())
        .isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(judge(five, accuracy(Expectation.AT_LEAST, .905)).verdict())
        .isEqualTo(Verdict.REFUTED);
  }

  @Test
  void ofATrialThatFellShortABoundMayNotBeKnown() {
    PlantedRows rows =
        new PlantedRows()
            .steps(NONE, 80, 70, 75, 90, 85, 72, 79)
            .steps(BATCH_NORM, 60, 0, 62, 63, 64, 65, 66);
    assertThat(
            judge(rows, of(ContrastMetric.STEPS_TO_TARGET, Expectation.AT_MOST, 2 * BUDGET, .05))
                .parts()
                .get(0)
                .bound())
        .hasValueSatisfying(
            check -> {
              assertThat(check.within()).isEqualTo(6);
              assertThat(check.unknown()).isEqualTo(1);
            });
    assertThat(
            judge(rows, of(ContrastMetric.STEPS_TO_TARGET, Expectation.AT_MOST, 66, .05)).verdict())
        .isEqualTo(Verdict.REFUTED);
    assertThat(
            judge(rows, of(ContrastMetric.STEPS_TO_TARGET, Expectation.AT_LEAST, 60, .05))
                .parts()
                .get(0)
                .bound()
                .orElseThrow()
                .within())
        .isEqualTo(7);
  }

  /** Six seeds decide one claim, not two; that of a bound has no test and takes no share. */
  @Test
  void aBoundTakesNoShareOfItsFamily() {
    PlantedRows six =
        new PlantedRows()
            .accuracies(NONE, .90, .88, .91, .89, .90, .87)
            .accuracies(BATCH_NORM, .92, .91, .93, .915, .905, .89);
    Hypothesis test = hypothesis("test", "f", prediction("batch-norm", Expectation.HIGHER));
    Hypothesis bound = hypothesis("bound", "f", accuracy(Expectation.AT_LEAST, .5));
    List<HypothesisResult> results = six.analysis(test, bound).hypotheses();
    assertThat(results).allMatch(result -> result.verdict() == Verdict.SUPPORTED);
    assertThat(results.get(0).familySize()).isEqualTo(1);
    assertThat(results.get(0).adjusted()).hasValue(2 / 64.0);
  }

  /** The gaps of {@link PlantedRows#gaps}: train accuracy less a test accuracy of .8. */
  @Test
  void twoReadingsAreComparedInsideTheTrial() {
    PlantedRows rows =
        new PlantedRows()
            .gaps(NONE, .2, .1, .2, .1, .2, .1, .2, .1)
            .gaps(BATCH_NORM, .02, .03, -.01, .025, .015, .02, .03, .012);
    Prediction part =
        new Prediction(
            new Compared.Readings(
                ContrastMetric.PROBE_TRAIN_ACCURACY, ContrastMetric.TEST_ACCURACY),
            ContrastMetric.PROBE_TRAIN_ACCURACY,
            Expectation.HIGHER,
            .005,
            Map.of("regularization", List.of("batch-norm")),
            Optional.empty());
    HypothesisResult result = judge(rows, part);
    PairedContrast contrast = result.parts().get(0).contrast();
    assertThat(contrast.differences().get(3L)).isCloseTo(-.01, within(1e-12));
    assertThat(contrast.effect().value().getAsDouble()).isCloseTo(.01775, within(1e-12));
    assertThat(result.adjusted()).hasValue(4 / 256.0);
    assertThat(rows.analysis().weighed(part)).containsExactly(BATCH_NORM);
  }
}
