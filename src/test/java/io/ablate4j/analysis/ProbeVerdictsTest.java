package io.ablate4j.analysis;

import static io.ablate4j.analysis.PlantedRows.cell;
import static io.ablate4j.analysis.PlantedRows.hypothesis;
import static io.ablate4j.analysis.PlantedRows.prediction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.hypothesis.Verdict;
import io.ablate4j.trial.Cell;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbeVerdictsTest {
  private static final Cell NONE = cell("mlp", "none", 8);
  private static final Cell DROPOUT = cell("mlp", "dropout", 8);

  private static ContrastMetric probe(Scale scale) {
    return ContrastMetric.ofProbe("mine", scale, true, .5, "what I measure");
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
