package io.ablate4j.analysis;

import static io.ablate4j.analysis.PlantedRows.cell;
import static io.ablate4j.analysis.PlantedRows.hypothesis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.hypothesis.ClassMetrics;
import io.ablate4j.hypothesis.Compared;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.DerivedMetrics;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Point;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Reducers;
import io.ablate4j.hypothesis.TestMetrics;
import io.ablate4j.hypothesis.Verdict;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Split;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One number of all levels of a factor, points of training, and who reached the target. */
class DerivedVerdictsTest {
  private static final double[] BASE = {.90, .88, .91, .89, .90, .87, .92, .90};
  private static final int[] BATCHES = {8, 32, 128};

  private static double[] plus(double shift) {
    return Arrays.stream(BASE).map(value -> value + shift).toArray();
  }

  /** Gains at the three batch sizes, over {@link #BASE}. */
  private static PlantedRows rows(double[] none, double[] batchNorm) {
    PlantedRows rows = new PlantedRows();
    for (int i = 0; i < BATCHES.length; i++) {
      rows.accuracies(cell("mlp", "none", BATCHES[i]), plus(none[i]));
      rows.accuracies(cell("mlp", "batch-norm", BATCHES[i]), plus(batchNorm[i]));
    }
    return rows;
  }

  private static Prediction over(ContrastMetric metric, String reducer, Expectation expect) {
    return part(
        DerivedMetrics.over(metric, "batchSize", Reducers.find(reducer).orElseThrow()),
        expect,
        Map.of());
  }

  private static Prediction part(
      ContrastMetric metric, Expectation expect, Map<String, List<String>> where) {
    return new Prediction(
        new Prediction.Pair("regularization", "batch-norm", "none"),
        metric,
        expect,
        metric.defaultMargin(),
        where,
        Optional.empty());
  }

  private static HypothesisResult judge(PlantedRows rows, Prediction part) {
    return rows.analysis(hypothesis("h", "f", part)).hypotheses().get(0);
  }

  private static double effect(HypothesisResult result) {
    return result.parts().get(0).contrast().effect().value().getAsDouble();
  }

  /** None gains 0, .02, -.03 and batch norm .01, .015, .005, at 8, 32 and 128. */
  @ParameterizedTest
  @CsvSource({"range,-.04", "mean,.0133333333333333", "worst,.035", "argmax,0"})
  void eachReducerMakesOneNumberOfASeed(String reducer, double difference) {
    PlantedRows rows = rows(new double[] {0, .02, -.03}, new double[] {.01, .015, .005});
    HypothesisResult result =
        judge(rows, over(ContrastMetric.TEST_ACCURACY, reducer, Expectation.DIFFERS));
    PairedContrast contrast = result.parts().get(0).contrast();
    assertThat(contrast.differences().values())
        .hasSize(8)
        .allSatisfy(d -> assertThat(d).isCloseTo(difference, within(1e-12)));
    assertThat(contrast.scope().all()).isEqualTo(1);
    assertThat(result.verdict()).isEqualTo(difference == 0 ? Verdict.REFUTED : Verdict.SUPPORTED);
  }

  /** The level itself, not its place: 128 less 32. */
  @Test
  void theLevelOfTheHighestValueIsANumber() {
    PlantedRows rows = rows(new double[] {0, .02, -.03}, new double[] {.01, .015, .02});
    assertThat(
            effect(judge(rows, over(ContrastMetric.TEST_ACCURACY, "argmax", Expectation.HIGHER))))
        .isEqualTo(96);
    ContrastMetric argmax =
        DerivedMetrics.over(
            ContrastMetric.TEST_ACCURACY, "batchSize", Reducers.find("argmax").orElseThrow());
    Prediction against =
        new Prediction(
            new Compared.AgainstNumber("regularization", "none", 64),
            argmax,
            Expectation.LOWER,
            .1,
            Map.of(),
            Optional.empty());
    HypothesisResult result = judge(rows, against);
    assertThat(effect(result)).isEqualTo(32 - 64);
    assertThat(result.verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(result.adjusted()).hasValue(2 / 256.0);
  }

  /** Half the errors in each seed, at a common rate that varies. */
  @Test
  void errorsAreComparedByTheirRatio() {
    double[] half = Arrays.stream(BASE).map(value -> (1 + value) / 2).toArray();
    PlantedRows rows =
        new PlantedRows()
            .accuracies(cell("mlp", "none", 8), BASE)
            .accuracies(cell("mlp", "batch-norm", 8), half)
            .diverged(cell("mlp", "batch-norm", 8), 9); // guesses: .9 of ten classes
    HypothesisResult result = judge(rows, part(TestMetrics.ERROR, Expectation.LOWER, Map.of()));
    assertThat(Math.exp(effect(result))).isCloseTo(.5, within(1e-12));
    assertThat(result.adjusted()).hasValue(2 / 256.0);
    assertThat(result.verdict()).isEqualTo(Verdict.SUPPORTED);
    Prediction below =
        new Prediction(
            new Compared.AgainstNumber("regularization", "batch-norm", .1),
            TestMetrics.ERROR,
            Expectation.AT_MOST,
            .05,
            Map.of(),
            Optional.empty());
    BoundCheck check = judge(rows, below).parts().get(0).bound().orElseThrow();
    assertThat(check.worst()).hasValue(.9);
    assertThat(check.within()).isEqualTo(8);
  }

  /** There is no ratio to no error, and nothing is made of it. */
  @Test
  void aTrialWithoutErrorsHasNoRatio() {
    double[] some = BASE.clone();
    some[2] = 1;
    PlantedRows rows =
        new PlantedRows()
            .accuracies(cell("mlp", "none", 8), BASE)
            .accuracies(cell("mlp", "batch-norm", 8), some);
    HypothesisResult result = judge(rows, part(TestMetrics.ERROR, Expectation.LOWER, Map.of()));
    assertThat(result.parts().get(0).contrast().pairs()).isEqualTo(7);
    assertThat(effect(result)).isZero();
  }

  @Test
  void whereRestrictsTheLevelsThatAreMadeOne() {
    PlantedRows rows = rows(new double[] {0, .02, -.03}, new double[] {.01, .015, .005});
    Prediction all = over(ContrastMetric.TEST_ACCURACY, "range", Expectation.LOWER);
    Prediction two = part(all.metric(), Expectation.LOWER, Map.of("batchSize", List.of("8", "32")));
    assertThat(effect(judge(rows, two))).isCloseTo(.005 - .02, within(1e-12));
    assertThat(rows.analysis().weighed(two)).hasSize(4);
    assertThat(rows.analysis().weighed(all)).hasSize(6);
  }

  /** A seed without one of the levels has no number. */
  @Test
  void aLevelThatIsMissingTakesItsSeed() {
    PlantedRows rows = rows(new double[] {0, .02, -.03}, new double[] {.01, .015, .005});
    rows.failed(cell("mlp", "none", 32), 3);
    HypothesisResult result =
        judge(rows, over(ContrastMetric.TEST_ACCURACY, "mean", Expectation.HIGHER));
    assertThat(result.pairs()).isEqualTo(7);
    assertThat(result.parts().get(0).contrast().counts().failed()).isEqualTo(1);
  }

  private static PlantedRows stable(int[] none, int[] batchNorm) {
    PlantedRows rows = new PlantedRows();
    for (int i = 0; i < BATCHES.length; i++) {
      rows.steps(cell("mlp", "none", BATCHES[i]), all(none[i]));
      rows.steps(cell("mlp", "batch-norm", BATCHES[i]), all(batchNorm[i]));
    }
    return rows;
  }

  private static int[] all(int steps) {
    int[] seeds = new int[8];
    Arrays.fill(seeds, steps);
    return seeds;
  }

  private static HypothesisResult largest(PlantedRows rows) {
    return largest("largest-stable", rows);
  }

  private static HypothesisResult largest(String reducer, PlantedRows rows) {
    return judge(rows, over(ContrastMetric.REACHED_EASIER_TARGET, reducer, Expectation.HIGHER));
  }

  /** Batch norm reaches the target up to 32, none up to 8, or only above a level where it fails. */
  @Test
  void theLargestStableLevelIsThatBelowWhichNothingFails() {
    HypothesisResult result = largest(stable(new int[] {50, 0, 50}, new int[] {50, 60, 0}));
    assertThat(Math.exp(effect(result))).isCloseTo(4, within(1e-12));
    assertThat(result.verdict()).isEqualTo(Verdict.SUPPORTED);
    // Without any: a step of 4 below the least.
    assertThat(Math.exp(effect(largest(stable(new int[] {0, 50, 50}, new int[] {50, 60, 0})))))
        .isCloseTo(16, within(1e-12));
    assertThat(Math.exp(effect(largest(stable(new int[] {50, 50, 0}, new int[] {50, 60, 50})))))
        .isCloseTo(4, within(1e-12));
  }

  /**
   * Levels too small for the budget count against nobody; what fails above those that work does.
   */
  @Test
  void theLargestTrainableLevelIsCountedFromTheLeastThatReachesTheTarget() {
    PlantedRows slowAtFirst = stable(new int[] {0, 50, 0}, new int[] {0, 60, 60});
    assertThat(Math.exp(effect(largest("largest-trainable", slowAtFirst))))
        .isCloseTo(4, within(1e-12));
    assertThat(Math.exp(effect(largest(slowAtFirst)))).isCloseTo(1, within(1e-12));
    PlantedRows gapBetween = stable(new int[] {50, 0, 50}, new int[] {0, 60, 60});
    assertThat(Math.exp(effect(largest("largest-trainable", gapBetween))))
        .isCloseTo(16, within(1e-12));
    // Without any: a step of 4 below the least, so 4^3 below the largest.
    PlantedRows never = stable(new int[] {0, 0, 0}, new int[] {0, 0, 60});
    assertThat(Math.exp(effect(largest("largest-trainable", never)))).isCloseTo(64, within(1e-9));
  }

  @Test
  void theShareThatReachesTheTargetIsCountedOverTheLevels() {
    HypothesisResult result =
        judge(
            stable(new int[] {50, 0, 0}, new int[] {50, 60, 0}),
            over(ContrastMetric.REACHED_TARGET, "share-reached", Expectation.HIGHER));
    assertThat(effect(result)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(result.verdict()).isEqualTo(Verdict.SUPPORTED);
  }

  private static HypothesisResult reached(Expectation expect, int[] none, int[] batchNorm) {
    return judge(
        new PlantedRows()
            .steps(cell("mlp", "none", 8), none)
            .steps(cell("mlp", "batch-norm", 8), batchNorm),
        part(ContrastMetric.REACHED_TARGET, expect, Map.of()));
  }

  /** Seven seeds of eight tell the arms apart, all one way: 2 x 2^-7, as McNemar's exact test. */
  @Test
  void whoReachesTheTargetIsTestedAsMcNemarDoes() {
    int[] none = {0, 0, 0, 0, 0, 0, 0, 50};
    HypothesisResult result = reached(Expectation.HIGHER, none, all(50));
    assertThat(effect(result)).isEqualTo(7 / 8.0);
    assertThat(result.adjusted()).hasValue(2 / 128.0);
    assertThat(result.verdict()).isEqualTo(Verdict.SUPPORTED);
  }

  @Test
  void thatAllReachTheTargetSaysNothingOfWhichArmDoesMoreOften() {
    HypothesisResult result = reached(Expectation.HIGHER, all(50), all(60));
    assertThat(result.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(result.reason())
        .isEqualTo("in no seed one arm reached the target where the other did not");
    // .95^8 = .66: eight seeds would not have shown a difference of .05.
    assertThat(reached(Expectation.EQUIVALENT, all(50), all(60)).verdict())
        .isEqualTo(Verdict.INSUFFICIENT_DATA);
  }

  /**
   * The training loss both models reach in the seed is .5, after the first epoch of the cnn and the
   * second of the mlp: gaps of .1 and .3. None of the other arms has a say.
   */
  @Test
  void lossesAreMatchedOverTheLevelsThatAreCompared() {
    PlantedRows rows = new PlantedRows();
    for (int seed = 1; seed <= 6; seed++) {
      rows.measured(cell("mlp", "none", 8), seed, epochs(.9, .5, .2, .3));
      rows.measured(cell("cnn", "none", 8), seed, epochs(.4, .1, .1, .7));
      rows.measured(cell("mlp", "batch-norm", 8), seed, epochs(.8, .05, .6, .6));
      rows.measured(cell("cnn", "batch-norm", 8), seed, epochs(.05, .01, .6, .6));
    }
    Prediction part =
        new Prediction(
            new Prediction.Pair("model", "cnn", "mlp"),
            ContrastMetric.GAP_ACCURACY_MATCHED_LOSS,
            Expectation.LOWER,
            .005,
            Map.of("regularization", List.of("none")),
            Optional.empty());
    assertThat(effect(judge(rows, part))).isCloseTo(.1 - .3, within(1e-12));
  }

  /** Training losses and gaps after two epochs. */
  private static Measurement[] epochs(
      double firstLoss, double lastLoss, double firstGap, double lastGap) {
    return new Measurement[] {
      new Measurement(Metric.LOSS, Split.TRAIN, 1, 50, firstLoss),
      new Measurement(Metric.LOSS, Split.TRAIN, 2, 100, lastLoss),
      new Measurement(Metric.ACCURACY, Split.TEST, 1, 50, .3),
      new Measurement(Metric.ACCURACY, Split.TEST, 2, 100, .3),
      new Measurement(Metric.ACCURACY, Split.TRAIN, 1, 50, .3 + firstGap),
      new Measurement(Metric.ACCURACY, Split.TRAIN, 2, 100, .3 + lastGap)
    };
  }

  // -- points ------------------------------------------------------------------------------------

  /** A probe before the first step, after steps 50 and 100; validation accuracy is best at 50. */
  private static PlantedRows probed(double[] init, double[] half, double[] last) {
    PlantedRows rows = new PlantedRows();
    for (String arm : List.of("none", "batch-norm")) {
      for (int i = 0; i < init.length; i++) {
        double shift = arm.equals("none") ? 0 : 1;
        Metric probe = Metric.ofProbe("heat");
        rows.measured(
            cell("mlp", arm, 8),
            i + 1,
            new Measurement(probe, Split.TRAIN, 1, 0, init[i] * shift),
            new Measurement(probe, Split.TRAIN, 1, 50, half[i] * shift),
            new Measurement(probe, Split.TRAIN, 2, 100, last[i] * shift),
            new Measurement(Metric.ACCURACY, Split.VALIDATION, 1, 50, .9),
            new Measurement(Metric.ACCURACY, Split.VALIDATION, 2, 100, .8));
      }
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource({
    "init,.1",
    "step-50,.5",
    "step-100,.3",
    "max,.5",
    "mean,.3",
    "sum,.9",
    "best,.5",
    "last,.3"
  })
  void aNumberIsReadAtItsPointOfTraining(String point, double value) {
    ContrastMetric heat =
        ClassMetrics.ofProbe("heat", ContrastMetric.Scale.NUMBER, true, .05, "what it is");
    double[] jitter = {.01, -.01, .02, -.02, .03, -.03, 0, 0};
    double[] init = Arrays.stream(jitter).map(j -> .1 + j).toArray();
    double[] half = Arrays.stream(jitter).map(j -> .5 + j).toArray();
    double[] last = Arrays.stream(jitter).map(j -> .3 + j).toArray();
    ContrastMetric at = DerivedMetrics.at(heat, Point.ofWord(point).orElseThrow());
    HypothesisResult result =
        judge(probed(init, half, last).listing(heat), part(at, Expectation.HIGHER, Map.of()));
    assertThat(effect(result)).isCloseTo(value, within(1e-12));
    assertThat(result.pairs()).isEqualTo(8);
    assertThat(result.verdict()).isEqualTo(Verdict.SUPPORTED);
  }

  @Test
  void whereNothingWasReadTheSeedIsMissing() {
    ContrastMetric heat =
        ClassMetrics.ofProbe("heat", ContrastMetric.Scale.NUMBER, true, .05, "what it is");
    ContrastMetric at = DerivedMetrics.at(heat, Point.ofWord("step-60").orElseThrow());
    double[] any = {1, 2, 3, 4, 5, 6};
    HypothesisResult result =
        judge(probed(any, any, any).listing(heat), part(at, Expectation.HIGHER, Map.of()));
    assertThat(result.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(result.reason()).isEqualTo("no seed has this number in every cell");
  }

  @Test
  void aRangeCanBeOfReadingsAtAPoint() {
    Cell[] cells = {cell("mlp", "none", 8), cell("mlp", "none", 32), cell("mlp", "batch-norm", 8)};
    PlantedRows rows = new PlantedRows();
    for (int seed = 1; seed <= 6; seed++) {
      for (int c = 0; c < 4; c++) {
        Cell cell = c < 3 ? cells[c] : cell("mlp", "batch-norm", 32);
        rows.measured(
            cell,
            seed,
            new Measurement(Metric.ACCURACY, Split.TEST, 1, 50, .8 + .01 * c),
            new Measurement(Metric.ACCURACY, Split.TEST, 2, 100, .9 - .02 * c * c));
      }
    }
    ContrastMetric highest =
        DerivedMetrics.at(ContrastMetric.TEST_ACCURACY, Point.ofWord("max").orElseThrow());
    // .90, .88 | .82, .83 at their highest: .82 > .90 - .08, .83 > .90 - .18.
    assertThat(effect(judge(rows, over(highest, "range", Expectation.LOWER))))
        .isCloseTo(.01 - .02, within(1e-12));
  }
}
