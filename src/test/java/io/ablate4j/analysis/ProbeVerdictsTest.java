package io.ablate4j.analysis;

import static io.ablate4j.analysis.PlantedRows.cell;
import static io.ablate4j.analysis.PlantedRows.hypothesis;
import static io.ablate4j.analysis.PlantedRows.prediction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.hypothesis.ClassMetrics;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.hypothesis.Verdict;
import io.ablate4j.trial.Cell;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbeVerdictsTest {
  private static final Cell NONE = cell("mlp", "none", 8);
  private static final Cell DROPOUT = cell("mlp", "dropout", 8);

  private static ContrastMetric probe(Scale scale) {
    return ClassMetrics.ofProbe("mine", scale, true, .5, "what I measure");
  }

  private static HypothesisResult judged(PlantedRows rows, Prediction part) {
    return rows.analysis(hypothesis("h", "main", part)).hypotheses().get(0);
  }

  private static PairedContrast contrast(PlantedRows rows, Prediction part) {
    return judged(rows, part).parts().get(0).contrast();
  }

  @Test
  void aProbeIsComparedAsItIsAfterTheLastEpochAndItsClaimIsJudged() {
    PlantedRows rows =
        new PlantedRows()
            .probe(NONE, "mine", 1, 2, 3, 4, 5, 6, 7, 8)
            .probe(DROPOUT, "mine", 2, 3.5, 4, 5, 6.5, 7, 8, 9);
    Prediction higher = prediction("dropout", probe(Scale.NUMBER), Expectation.HIGHER, .5);
    assertThat(contrast(rows, higher).effect().value().getAsDouble())
        .isCloseTo(9.0 / 8, within(1e-12));
    assertThat(judged(rows, higher).verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(
            judged(rows, prediction("dropout", probe(Scale.NUMBER), Expectation.LOWER, .5))
                .verdict())
        .isEqualTo(Verdict.REFUTED);
    assertThat(
            judged(rows, prediction("dropout", probe(Scale.NUMBER), Expectation.EQUIVALENT, 2))
                .verdict())
        .isEqualTo(Verdict.SUPPORTED);
  }

  @Test
  void aRatioIsOfLogarithmsAndNeedsValuesAboveZero() {
    PlantedRows rows =
        new PlantedRows()
            .probe(NONE, "mine", 1, 2, 4, 8, 16, 32, 0)
            .probe(DROPOUT, "mine", 2, 4, 8, 16, 32, 128, 1);
    PairedContrast contrast =
        contrast(rows, prediction("dropout", probe(Scale.RATIO), Expectation.HIGHER, .5));
    assertThat(contrast.pairs()).isEqualTo(6);
    assertThat(contrast.effect().value().getAsDouble())
        .isCloseTo(7 * Math.log(2) / 6, within(1e-12));
  }

  @Test
  void whatWasNotMeasuredIsNoPairAlsoIfItWasAnEpochBefore() {
    PlantedRows rows =
        new PlantedRows()
            .probe(NONE, "mine", 1, 2, Double.NaN, 4)
            .probe(DROPOUT, "mine", 2, 3, 4, 5)
            .diverged(DROPOUT, 4);
    assertThat(
            contrast(rows, prediction("dropout", probe(Scale.SHARE), Expectation.HIGHER, .5))
                .pairs())
        .isEqualTo(2);
  }

  @Test
  void aProbeThatNobodyMeasuredIsNotEstimable() {
    PlantedRows rows =
        new PlantedRows().probe(NONE, "other", 1, 2, 3).probe(DROPOUT, "other", 1, 2, 3);
    HypothesisResult result =
        judged(rows, prediction("dropout", probe(Scale.NUMBER), Expectation.HIGHER, .5));
    assertThat(result.parts().get(0).contrast().effect().value()).isEmpty();
    assertThat(result.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
  }

  private static PlantedRows atTwoBatchSizes() {
    return new PlantedRows()
        .probe(NONE, "mine", 1, 2, 3, 4, 5, 6, 7, 8)
        .probe(DROPOUT, "mine", 2, 3, 4, 5, 6, 7, 8, 9)
        .probe(cell("mlp", "none", 32), "mine", 1, 1, 1, 1, 1, 1, 1, 1)
        .probe(cell("mlp", "dropout", 32), "mine", 5, 5, 5, 5, 5, 5, 5, 6);
  }

  private static Prediction higher(Map<String, List<String>> where, Optional<Across> across) {
    return new Prediction(
        new Pair("regularization", "dropout", "none"),
        probe(Scale.NUMBER),
        Expectation.HIGHER,
        .5,
        where,
        across);
  }

  /** From 8 to 32 the difference goes from 1 to 4, in one seed to 5: over two doublings. */
  @Test
  void aTrendOfAProbeIsASlopeADoubling() {
    Prediction trend =
        higher(Map.of(), Optional.of(new Across.Trend("batchSize", List.of("8", "32"))));
    assertThat(contrast(atTwoBatchSizes(), trend).effect().value().getAsDouble())
        .isCloseTo((7 * 1.5 + 2) / 8, within(1e-12));
    assertThat(judged(atTwoBatchSizes(), trend).verdict()).isEqualTo(Verdict.SUPPORTED);
  }

  @Test
  void aProbeIsReadWhereTheClaimIsAboutAlone() {
    assertThat(
            contrast(
                    atTwoBatchSizes(), higher(Map.of("batchSize", List.of("32")), Optional.empty()))
                .effect()
                .value()
                .getAsDouble())
        .isCloseTo(33.0 / 8, within(1e-12));
  }

  @Test
  void allPartsOfAClaimMustHoldOfAProbeAsOfAnyNumber() {
    Prediction true8 = higher(Map.of("batchSize", List.of("8")), Optional.empty());
    Prediction false32 =
        new Prediction(
            true8.compare(),
            probe(Scale.NUMBER),
            Expectation.LOWER,
            .5,
            Map.of("batchSize", List.of("32")),
            Optional.empty());
    PlantedRows rows = atTwoBatchSizes();
    assertThat(
            rows.analysis(hypothesis("h", "main", true8, higher(Map.of(), Optional.empty())))
                .hypotheses()
                .get(0)
                .verdict())
        .isEqualTo(Verdict.SUPPORTED);
    assertThat(rows.analysis(hypothesis("h", "main", true8, false32)).hypotheses().get(0).verdict())
        .isEqualTo(Verdict.REFUTED);
  }

  @Test
  void whatTheStudyListsIsComparedInEveryCellWithoutHavingBeenAsked() {
    ContrastMetric mine = probe(Scale.NUMBER);
    StudyAnalysis listed = atTwoBatchSizes().listing(mine).analysis();
    assertThat(listed.probes()).containsExactly(mine);
    assertThat(listed.cellEffects("dropout", mine))
        .extracting(e -> e.contrast().effect().value().getAsDouble())
        .satisfiesExactlyInAnyOrder(
            value -> assertThat(value).isCloseTo(1, within(1e-12)),
            value -> assertThat(value).isCloseTo(33.0 / 8, within(1e-12)));
    assertThat(listed.overallEffect("dropout", mine).orElseThrow().contrast().pairs()).isEqualTo(8);
    CellSummary dropout32 =
        listed.cells().stream()
            .filter(c -> c.cell().equals(cell("mlp", "dropout", 32)))
            .findFirst()
            .orElseThrow();
    assertThat(dropout32.spread(mine).mean().getAsDouble()).isCloseTo(41.0 / 8, within(1e-12));
    assertThat(atTwoBatchSizes().analysis().cellEffects("dropout", mine)).isEmpty();
  }

  @Test
  void aCurveHoldsWhatAProbeGaveAfterEachEpoch() {
    LearningCurve curve =
        new PlantedRows().probe(NONE, "mine", 1, Double.NaN).analysis().curves().get(0);
    assertThat(curve.seeds().get(0).probe("mine")).isEqualTo(Map.of(1, 1000.0, 2, 1.0));
    assertThat(curve.seeds().get(1).probe("mine")).isEqualTo(Map.of(1, 1000.0));
    assertThat(curve.seeds().get(0).probe("other")).isEmpty();
  }

  @Test
  void anInteractionOfAProbeIsADifferenceOfDifferences() {
    PlantedRows rows =
        new PlantedRows()
            .probe(NONE, "mine", 1, 2, 3, 4, 5, 6)
            .probe(DROPOUT, "mine", 2, 3, 4, 5, 6, 7)
            .probe(cell("cnn", "none", 8), "mine", 1, 1, 1, 1, 1, 1)
            .probe(cell("cnn", "dropout", 8), "mine", 4, 4, 4, 4, 4, 5);
    Prediction part =
        new Prediction(
            new Pair("regularization", "dropout", "none"),
            probe(Scale.NUMBER),
            Expectation.HIGHER,
            .5,
            Map.of(),
            Optional.of(new Across.Interaction(new Pair("model", "cnn", "mlp"))));
    assertThat(contrast(rows, part).effect().value().getAsDouble())
        .isCloseTo((5 * 2 + 3) / 6.0, within(1e-12));
    assertThat(judged(rows, part).verdict()).isEqualTo(Verdict.SUPPORTED);
  }
}
