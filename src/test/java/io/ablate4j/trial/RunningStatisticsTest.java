package io.ablate4j.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningStatisticsTest {
  private static final Cell CELL = CellFixtures.cell("cnn", "batch-norm", 64, .001, 2);

  private static RunningStatistics of(double decay, long steps) {
    return new RunningStatistics(CELL, decay, steps);
  }

  /** .99 six times by hand: .9801 squared is .96059601, times .9801 is .941480149401. */
  @Test
  void sixStepsWithADecayOf99HundredthsLeave94PercentOfTheStart() {
    assertThat(of(.99, 6).remaining()).isCloseTo(.941480149401, within(1e-12));
    assertThat(of(.99, 6).isUnsettled()).isTrue();
    assertThat(of(.99, 6).remainingInWords()).isEqualTo("94 %");
  }

  /** .9 to the power of 43 is .01078, of 44 is .00970. */
  @Test
  void theStartIsForgottenWhereItWeighsAHundredthOrLess() {
    assertThat(of(.9, 43).isUnsettled()).isTrue();
    assertThat(of(.9, 43).remainingInWords()).isEqualTo("1.1 %");
    assertThat(of(.9, 44).isUnsettled()).isFalse();
    assertThat(of(.1, 3).isUnsettled()).isFalse();
    assertThat(of(0, 1).isUnsettled()).isFalse();
  }

  /** ln .01 / ln .99 is 458.2; the sixth root of .01 is .4642. */
  @Test
  void theAdviceIsEnoughAndNoMoreThanThat() {
    assertThat(of(.99, 6).stepsNeeded()).isEqualTo(459);
    assertThat(of(.99, 459).isUnsettled()).isFalse();
    assertThat(of(.99, 458).isUnsettled()).isTrue();
    assertThat(of(.99, 6).decayAllowed()).isEqualTo(.464);
    assertThat(of(.464, 6).isUnsettled()).isFalse();
    assertThat(of(.465, 6).isUnsettled()).isTrue();
    assertThat(RunningStatistics.advice(List.of(of(.9, 6), of(.99, 6))))
        .isEqualTo("Maybe lower decay to 0.464, or train for 459 steps or more.");
  }

  @Test
  void aSentenceNamesCellDecayStepsAndWhatTheStartStillWeighs() {
    assertThat(RunningStatistics.inWords(List.of(of(.9, 6), of(.99, 6))))
        .contains(
            "in 2 cells (cnn, batch-norm, batch size 64, 2 epochs: decay 0.99, 6 steps, 94 %; cnn,"
                + " batch-norm, batch size 64, 2 epochs: decay 0.9, 6 steps, 53 %)");
    assertThat(RunningStatistics.inWords(Collections.nCopies(9, of(.99, 6))))
        .contains("in 9 cells (", "; and 3 more)");
  }

  @Test
  void aDecayOfOneForgetsNothingAndIsNone() {
    assertThatThrownBy(() -> of(1, 6)).isInstanceOf(IllegalArgumentException.class);
  }
}
