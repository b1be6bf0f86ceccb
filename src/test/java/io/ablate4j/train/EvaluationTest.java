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

  @Test
  void ofEqualProbabilitiesTheFirstCounts() {
    assertThat(Evaluation.of(new float[] {0.5f, 0.5f}, new int[] {0}).accuracy()).isEqualTo(1);
    assertThat(Evaluation.of(new float[] {0.5f, 0.5f}, new int[] {1}).accuracy()).isZero();
  }
}
