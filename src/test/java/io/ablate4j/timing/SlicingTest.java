package io.ablate4j.timing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlicingTest {
  private static final Slicing LONG = new Slicing(100, 10, 2);

  @Test
  void allArmsTakeAsManyStepsAsTheQuickestTakesInTenMilliseconds() {
    assertThat(LONG.steps(new double[] {1, 3})).isEqualTo(10);
    assertThat(LONG.turnMillis(new double[] {1, 3})).isEqualTo(40);
    // 200 ms of two arms, 40 of them a turn.
    assertThat(LONG.turns(new double[] {1, 3})).isEqualTo(5);
    assertThat(LONG.turns(new double[] {1, 1})).isEqualTo(10);
    assertThat(LONG.steps(new double[] {7, 14})).isEqualTo(2);
    assertThat(LONG.turns(new double[] {7, 14})).isEqualTo(5);
  }

  @Test
  void shortStudiesHaveShorterTurns() {
    Slicing brief = new Slicing(15, 5, 1);
    assertThat(brief.steps(new double[] {1, 3})).isEqualTo(5);
    assertThat(brief.turns(new double[] {1, 1})).isEqualTo(3);
    assertThat(brief.steps(new double[] {20, 22})).isEqualTo(1);
  }

  @Test
  void longStepsAreTakenInPairsUnlessOneHasToDo() {
    double[] steps = {16, 20};
    assertThat(LONG.steps(steps)).isEqualTo(2);
    assertThat(LONG.turnMillis(steps)).isEqualTo(72);
    assertThat(new Slicing(100, 10, 1).steps(steps)).isEqualTo(1);
    assertThat(new Slicing(100, 10, 1).turnMillis(steps)).isEqualTo(36);
  }

  @Test
  void anArmHasThreeTurnsHoweverLongItsStepsAre() {
    assertThat(LONG.turns(new double[] {70, 90})).isEqualTo(3);
  }

  @Test
  void anUnknownStepTakesAsLongAsTheQuickestOrAMillisecond() {
    assertThat(LONG.turnMillis(new double[] {0, 2, 5})).isEqualTo(5 * (2 + 2 + 5));
    assertThat(LONG.turnMillis(new double[] {0, 0})).isEqualTo(20);
  }
}
