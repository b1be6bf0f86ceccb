package io.ablate4j.report;

import static io.ablate4j.report.PlantedStudy.across;
import static io.ablate4j.report.PlantedStudy.prediction;
import static io.ablate4j.report.PlantedStudy.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.hypothesis.ClassMetrics;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.hypothesis.TrendScale;
import io.ablate4j.report.words.EstimateText;
import io.ablate4j.report.words.PredictionWords;
import io.ablate4j.report.words.Wording;
import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WordingTest {
  private static EstimateText reported(ContrastMetric metric, double value, double half) {
    return EstimateText.of(
        Estimate.of(8, value, new Interval(value - half, value + half, .95)), metric.scale());
  }

  @Test
  void aDecidedDifferenceHasItsDirectionInWordsAndNoSign() {
    assertThat(decided(ContrastMetric.TEST_ACCURACY, .012))
        .isEqualTo("1.2 points higher than with none");
    assertThat(decided(ContrastMetric.TEST_ACCURACY, -.012))
        .isEqualTo("1.2 points lower than with none");
    assertThat(decided(ContrastMetric.GAP_ACCURACY, -.012))
        .isEqualTo("1.2 points smaller than with none");
    assertThat(decided(ContrastMetric.GAP_LOSS, .12)).isEqualTo("0.120 nats larger than with none");
    assertThat(decided(ContrastMetric.STEPS_TO_TARGET, Math.log(.62)))
        .isEqualTo("reached 90 % in 0.620 times the steps of none");
    assertThat(decided(ContrastMetric.SECONDS_TO_TARGET, Math.log(.62)))
        .isEqualTo("reached 90 % in 0.620 times the seconds of none");
    assertThat(decided(ContrastMetric.STEP_MILLIS, Math.log(1.62)))
        .isEqualTo("1.620 times the time of a step of none");
  }

  private static String decided(ContrastMetric metric, double value) {
    return Wording.decided(metric, reported(metric, value, .004), "none", "90 %");
  }

  @Test
  void anUndecidedOneHasASignAndNoDirection() {
    assertThat(
            Wording.difference(
                ContrastMetric.TEST_ACCURACY,
                reported(ContrastMetric.TEST_ACCURACY, -.002, .01),
                "none",
                "90 %"))
        .isEqualTo("−0.2 points against none");
  }

  private static List<ContrastMetric> metrics() {
    return ContrastMetric.all();
  }

  private static ContrastMetric probe(Scale scale) {
    return ClassMetrics.ofProbe("spread-of-weights", scale, true, .3, "how far they are apart");
  }

  @Test
  void aProbeIsCalledByItsNameAndIsNeitherSoonerNorLater() {
    assertThat(decided(probe(Scale.NUMBER), .3)).isEqualTo("0.300 higher than with none");
    assertThat(decided(probe(Scale.NUMBER), -.3)).isEqualTo("0.300 lower than with none");
    assertThat(
            Wording.difference(
                probe(Scale.NUMBER), reported(probe(Scale.NUMBER), .1, .5), "none", ""))
        .isEqualTo("+0.10 against none");
    assertThat(decided(probe(Scale.RATIO), Math.log(.8)))
        .isEqualTo("0.800 times the spread-of-weights of none");
    assertThat(Wording.lower(probe(Scale.RATIO))).isEqualTo("lower");
    assertThat(Wording.higher(probe(Scale.RATIO))).isEqualTo("higher");
    assertThat(PredictionWords.of(prediction("both", probe(Scale.NUMBER), Expectation.EQUIVALENT)))
        .startsWith("Spread-of-weights, both against none (expected equal within ");
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void everyMetricHasAPhraseOfItsOwn(ContrastMetric metric) {
    assertThat(metric.name()).isNotBlank();
    assertThat(ContrastMetric.all().stream().map(ContrastMetric::name)).doesNotHaveDuplicates();
    assertThat(Wording.higher(metric)).isNotEqualTo(Wording.lower(metric));
    if (metric.word().equals("test-error")) {
      assertThat(Wording.lower(metric)).isEqualTo("lower");
    } else if (metric.scale() == Scale.RATIO) {
      assertThat(Wording.lower(metric)).isIn("sooner", "faster");
    }
  }

  @Test
  void aPredictionNamesWhatWhereAndWhatIsExpected() {
    assertThat(
            PredictionWords.of(
                where(
                    prediction("batch-norm", ContrastMetric.STEPS_TO_TARGET, Expectation.LOWER),
                    "batchSize",
                    "8",
                    "16",
                    "32")))
        .isEqualTo(
            "Steps to the target, batch-norm against none, batch size 8, 16 and 32 (expected lower)");
  }

  @Test
  void aMarginIsReportedInTheUnitOfItsMetric() {
    assertThat(expected(ContrastMetric.TEST_ACCURACY, Expectation.NOT_WORSE, .005))
        .isEqualTo("expected not worse by 0.5 points");
    assertThat(expected(ContrastMetric.TEST_ACCURACY, Expectation.EQUIVALENT, .01))
        .isEqualTo("expected equal within 1 point");
    assertThat(expected(ContrastMetric.GAP_LOSS, Expectation.EQUIVALENT, .05))
        .isEqualTo("expected equal within 0.05 nats");
    assertThat(expected(ContrastMetric.STEP_MILLIS, Expectation.NOT_WORSE, .07))
        .isEqualTo("expected not worse by 7 %");
  }

  private static String expected(ContrastMetric metric, Expectation expect, double margin) {
    String words = PredictionWords.of(prediction("both", metric, expect, margin));
    return words.substring(words.indexOf('(') + 1, words.length() - 1);
  }

  @Test
  void interactionsAndTrendsAreReported() {
    var gain = prediction("dropout", ContrastMetric.TEST_ACCURACY, Expectation.LOWER);
    assertThat(
            PredictionWords.of(
                across(gain, new Across.Interaction(new Pair("model", "cnn", "mlp")))))
        .isEqualTo("Test accuracy, dropout against none, cnn less mlp (expected lower)");
    assertThat(
            PredictionWords.of(
                across(
                    gain,
                    new Across.Interaction(new Pair("regularization", "both", "batch-norm")))))
        .isEqualTo(
            "Test accuracy, dropout against none, less both against batch-norm (expected lower)");
    assertThat(PredictionWords.of(across(gain, new Across.Trend("batchSize", List.of("8", "16")))))
        .isEqualTo(
            "Test accuracy, dropout against none, for each doubling of the batch size (expected"
                + " lower)");
    List<String> levels = List.of("0.0", "0.5");
    assertThat(
            PredictionWords.of(
                across(gain, new Across.Trend("drop", levels, TrendScale.linear(.1)))))
        .isEqualTo(
            "Test accuracy, dropout against none, for each 0.1 of the drop (expected lower)");
    assertThat(
            PredictionWords.of(
                across(gain, new Across.Trend("weightDecay", levels, TrendScale.linear(1)))))
        .isEqualTo(
            "Test accuracy, dropout against none, for each unit of the weight decay (expected"
                + " lower)");
  }

  @Test
  void listsReadAsWritten() {
    assertThat(Wording.join(List.of())).isEmpty();
    assertThat(Wording.join(List.of("a"))).isEqualTo("a");
    assertThat(Wording.join(List.of("a", "b"))).isEqualTo("a and b");
    assertThat(Wording.join(List.of("a", "b", "c"))).isEqualTo("a, b and c");
  }
}
