package io.ablate4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EvaluationTest {
  /** Loss by hand: -(ln 0.7 + ln 0.2 + ln 0.5) / 3. */
  @Test
  void accuracyAndLossAreThoseCountedByHand() {
    Evaluation evaluation =
        Evaluation.of(
            new float[] {0.7f, 0.2f, 0.1f, 0.2f, 0.6f, 0.2f, 0.25f, 0.25f, 0.5f},
            new int[] {0, 0, 2});
    assertThat(evaluation.accuracy()).isEqualTo(2.0 / 3);
    assertThat(evaluation.loss())
        .isCloseTo(-(Math.log(0.7) + Math.log(0.2) + Math.log(0.5)) / 3, within(1e-7));
  }

  @Test
  void aProbabilityOfZeroCostsAsMuchAsOneOfATenBillionth() {
    assertThat(Evaluation.of(new float[] {1, 0}, new int[] {1}).loss())
        .isCloseTo(23.02585, within(1e-4));
  }

  @Test
  void anUndefinedProbabilityGivesAnUndefinedLossAndIsNeverRight() {
    Evaluation evaluation = Evaluation.of(new float[] {Float.NaN, Float.NaN}, new int[] {0});
    assertThat(evaluation.loss()).isNaN();
    assertThat(evaluation.accuracy()).isZero();
  }

  /**
   * Three classes, nine examples. Confusion matrix, a row a class: [4 1 0], [1 1 0], [0 1 1]; so
   * recall is 4/5, 1/2, 1/2 and F1 is 8/10, 2/5, 2/3.
   */
  @Test
  void balancedAccuracyAndMacroF1AreThoseOfAConfusionMatrixByHand() {
    Evaluation evaluation =
        named(3, new int[] {0, 0, 0, 0, 0, 1, 1, 2, 2}, new int[] {0, 0, 0, 0, 1, 0, 1, 1, 2});
    assertThat(evaluation.accuracy()).isEqualTo(6.0 / 9);
    assertThat(evaluation.balancedAccuracy()).isCloseTo(0.6, within(1e-15));
    assertThat(evaluation.macroF1()).isCloseTo(28.0 / 45, within(1e-15));
  }

  /** 95 : 5. Recall 1 and 0; F1 of the larger class 190 / 195. */
  @Test
  void namingTheLargestClassAloneIsWorthNoMoreThanChance() {
    int[] labels = new int[100];
    java.util.Arrays.fill(labels, 95, 100, 1);
    Evaluation evaluation = named(2, labels, new int[100]);
    assertThat(evaluation.accuracy()).isEqualTo(.95);
    assertThat(evaluation.balancedAccuracy()).isEqualTo(.5);
    assertThat(evaluation.macroF1()).isCloseTo(190.0 / 195 / 2, within(1e-15));
  }

  /** Of classes 0 and 2 there is nothing; recall of 1 is 2/3, F1 is 4 / (3 + 2). */
  @Test
  void aClassWithoutExamplesIsLeftOutOfMeansOverTheClasses() {
    Evaluation evaluation = named(3, new int[] {1, 1, 1}, new int[] {1, 1, 2});
    assertThat(evaluation.balancedAccuracy()).isCloseTo(2.0 / 3, within(1e-15));
    assertThat(evaluation.macroF1()).isCloseTo(0.8, within(1e-15));
  }

  @Test
  void whatIsNoNumberNamesNoClass() {
    Evaluation evaluation =
        Evaluation.of(new float[] {Float.NaN, Float.NaN, 0.1f, 0.9f}, new int[] {0, 1});
    assertThat(evaluation.balancedAccuracy()).isEqualTo(.5);
    assertThat(evaluation.macroF1()).isEqualTo(.5);
  }

  /** Of a network that is sure of one class each time. */
  private static Evaluation named(int classes, int[] labels, int[] named) {
    float[] probabilities = new float[labels.length * classes];
    for (int i = 0; i < labels.length; i++) {
      probabilities[i * classes + named[i]] = 1;
    }
    return Evaluation.of(probabilities, labels);
  }

  @Test
  void ofEqualProbabilitiesTheFirstCounts() {
    assertThat(Evaluation.of(new float[] {0.5f, 0.5f}, new int[] {0}).accuracy()).isEqualTo(1);
    assertThat(Evaluation.of(new float[] {0.5f, 0.5f}, new int[] {1}).accuracy()).isZero();
  }
}
