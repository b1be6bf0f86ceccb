package io.ablate4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.analysis.BoundCheck;
import io.ablate4j.hypothesis.Compared;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.DerivedMetrics;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Point;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Reducers;
import io.ablate4j.report.words.PredictionWords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a prediction compares, it reads as a sentence does. */
class PredictionWordsTest {
  private static final Prediction.Pair ARMS =
      new Prediction.Pair("regularization", "batch-norm", "none");

  private static String words(Compared compared, ContrastMetric metric, Expectation expect) {
    return PredictionWords.of(prediction(compared, metric, expect));
  }

  private static Prediction prediction(
      Compared compared, ContrastMetric metric, Expectation expect) {
    return new Prediction(
        compared,
        metric,
        expect,
        metric.defaultMargin(),
        Map.of("model", List.of("cnn")),
        Optional.empty());
  }

  private static Compared number(double value) {
    return new Compared.AgainstNumber("regularization", "batch-norm", value);
  }

  @Test
  void aDifferenceOfEitherSignIsExpected() {
    assertThat(words(ARMS, ContrastMetric.TEST_ACCURACY, Expectation.DIFFERS))
        .isEqualTo("Test accuracy, batch-norm against none, model cnn (expected different)");
  }

  @Test
  void aNumberHasItsUnit() {
    assertThat(words(number(.9), ContrastMetric.TEST_ACCURACY, Expectation.HIGHER))
        .isEqualTo("Test accuracy, batch-norm against 90 %, model cnn (expected higher)");
    assertThat(words(number(300), ContrastMetric.STEPS_TO_TARGET, Expectation.LOWER))
        .isEqualTo("Steps to the target, batch-norm against 300, model cnn (expected lower)");
    assertThat(words(number(.25), ContrastMetric.PROBE_TEST_LOSS, Expectation.EQUIVALENT))
        .isEqualTo(
            "Test loss, batch-norm against 0.25 nats, model cnn (expected equal within 0.05 nats)");
  }

  private static String across(String factor, String level, String control) {
    return PredictionWords.of(
        new Prediction(
            ARMS,
            ContrastMetric.TEST_ACCURACY,
            Expectation.HIGHER,
            .01,
            Map.of(),
            Optional.of(
                new Prediction.Across.Interaction(new Prediction.Pair(factor, level, control)))));
  }

  @Test
  void numbersOfAnInteractionHaveTheNameOfTheirFactor() {
    assertThat(across("trainingExamples", "250", "1000"))
        .isEqualTo(
            "Test accuracy, batch-norm against none, training examples 250 less 1000"
                + " (expected higher)");
    assertThat(across("model", "inception", "mlp"))
        .isEqualTo("Test accuracy, batch-norm against none, inception less mlp (expected higher)");
  }

  @Test
  void twoReadingsAreNamedByWhatTheyAre() {
    assertThat(
            words(
                new Compared.Readings(
                    ContrastMetric.PROBE_TRAIN_ACCURACY, ContrastMetric.TEST_ACCURACY),
                ContrastMetric.PROBE_TRAIN_ACCURACY,
                Expectation.HIGHER))
        .isEqualTo("Training accuracy against test accuracy, model cnn (expected higher)");
  }

  @Test
  void aBoundIsOfEveryTrialAndSaysHowManyKeepIt() {
    Prediction most = prediction(number(.25), ContrastMetric.PROBE_TEST_LOSS, Expectation.AT_MOST);
    assertThat(PredictionWords.of(most))
        .isEqualTo("Test loss, batch-norm, model cnn (expected at most 0.25 nats in every trial)");
    assertThat(seen(most, 60, 0, 0, .2))
        .isEqualTo("all 60 trials keep to it; the largest has 0.2 nats");
    assertThat(seen(most, 59, 1, 0, .31234567))
        .isEqualTo("1 of 60 trials goes beyond it; the largest has 0.3123 nats");
    assertThat(seen(most, 58, 2, 3, .3))
        .isEqualTo("2 of 60 trials go beyond it; the largest has 0.3 nats (not known of 3 trials)");
    Prediction least = prediction(number(.5), ContrastMetric.TEST_ACCURACY, Expectation.AT_LEAST);
    assertThat(seen(least, 1, 0, 0, .625))
        .isEqualTo("the 1 trial keeps to it; the smallest has 62.5 %");
    assertThat(seen(least, 59, 1, 0, .4))
        .isEqualTo("1 of 60 trials falls short of it; the smallest has 40 %");
    assertThat(seen(least, 58, 2, 0, .4))
        .isEqualTo("2 of 60 trials fall short of it; the smallest has 40 %");
    assertThat(PredictionWords.seen(least, new BoundCheck(0, 0, 8, OptionalDouble.empty())))
        .isEqualTo("no trial has that number");
  }

  private static String seen(
      Prediction prediction, int within, int beyond, int unknown, double worst) {
    return PredictionWords.seen(
        prediction, new BoundCheck(within, beyond, unknown, OptionalDouble.of(worst)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mean | Mean over learning rate of test accuracy",
        "worst | Worst test accuracy over learning rate",
        "range | Range over learning rate of test accuracy",
        "argmax | Learning rate of the highest test accuracy",
        "share-reached | Share of learning rate levels that reach the target",
        "largest-stable | Largest stable learning rate",
        "largest-trainable | Largest trainable learning rate",
        "best | Test accuracy at the best learning rate"
      })
  void whatIsMadeOfLevelsIsNamed(String reducer, String name) {
    assertThat(
            words(
                ARMS,
                DerivedMetrics.over(
                    ContrastMetric.TEST_ACCURACY,
                    "learningRate",
                    Reducers.find(reducer).orElseThrow()),
                Expectation.HIGHER))
        .isEqualTo(name + ", batch-norm against none, model cnn (expected higher)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "init | before the first step",
        "step-200 | after step 200",
        "max | at its highest",
        "mean | on average",
        "best | at the best validation accuracy"
      })
  void aPointOfTrainingIsNamed(String point, String name) {
    assertThat(
            words(
                ARMS,
                DerivedMetrics.at(ContrastMetric.TEST_ACCURACY, Point.ofWord(point).orElseThrow()),
                Expectation.HIGHER))
        .isEqualTo(
            "Test accuracy " + name + ", batch-norm against none, model cnn (expected higher)");
  }
}
