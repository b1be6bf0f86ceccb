package io.ablate4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimingBudgetTest {
  @Test
  void theQuickstartsPassTakesLessThanAQuarterOfItsTime() {
    double trialSeconds = 163;
    TimingBudget budget = TimingBudget.of(groups(6, 4, 2), 2, trialSeconds);
    assertThat(budget.isEnough()).isTrue();
    assertThat(budget.sliceMillis()).isEqualTo(100);
    assertThat(budget.limitSeconds()).isCloseTo(trialSeconds / 3, within(1e-9));
    assertThat(budget.seconds() / (budget.seconds() + trialSeconds)).isLessThan(.25);
  }

  @Test
  void whatItTakesIsStartWarmUpAndRounds() {
    TimingBudget budget = TimingBudget.of(groups(2, 3, 1), 2, 300);
    // 6 arms of 100 ms: .6 s a pass, three of them to warm up, two layouts a round.
    assertThat(budget.rounds()).isEqualTo(20);
    assertThat(budget.seconds()).isCloseTo(4 + 2 * .4 + 3 * .6 + 20 * 2 * .6, within(1e-9));
  }

  @Test
  void aSliceHoldsThreeStepsHoweverLongTheyAre() {
    TimingBudget quick = TimingBudget.of(groups(1, 4, 1), 1, 300);
    TimingBudget slow = TimingBudget.of(groups(1, 4, 500), 1, 300);
    assertThat(quick.seconds()).isCloseTo(4.4 + (3 + 20) * 4 * .1, within(1e-9));
    assertThat(slow.rounds()).isEqualTo(8);
    assertThat(slow.seconds()).isCloseTo(4.4 + (3 + 8) * 4 * 1.5, within(1e-9));
  }

  @Test
  void theGroupsShareWhatTheStartOfTheWorkersLeaves() {
    assertThat(TimingBudget.of(groups(5, 4, 1), 2, 162).groupSeconds(5)).isEqualTo(10);
  }

  @Test
  void anUnknownStepCountsAsASlice() {
    assertThat(TimingBudget.of(List.of(Collections.nCopies(4, OptionalDouble.empty())), 2, 200))
        .isEqualTo(TimingBudget.of(groups(1, 4, 1), 2, 200));
  }

  @Test
  void aStudyOfSecondsIsTimedInShorterSlicesIfThatFitsIntoTwelveSeconds() {
    TimingBudget budget = TimingBudget.of(groups(3, 2, 2), 2, .5);
    assertThat(budget.isEnough()).isTrue();
    assertThat(budget.sliceMillis()).isLessThan(100);
    assertThat(budget.limitSeconds()).isEqualTo(12);
    assertThat(budget.seconds()).isLessThanOrEqualTo(12);
  }

  @Test
  void aBigGridOfShortTrialsIsNotTimed() {
    assertThat(TimingBudget.of(groups(50, 4, 2), 2, 20).isEnough()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 10, 60, 163, 1000, 100_000})
  void thePlannedTimeStaysInsideTheLimitAndTheLimitInsideFiveMinutes(double trialSeconds) {
    TimingBudget budget = TimingBudget.of(groups(6, 4, 3), 2, trialSeconds);
    assertThat(budget.limitSeconds()).isBetween(12.0, 300.0);
    assertThat(budget.rounds()).isBetween(0, TimingBudget.MOST_ROUNDS);
    if (budget.isEnough()) {
      assertThat(budget.seconds()).isLessThanOrEqualTo(budget.limitSeconds());
    }
  }

  private static List<List<OptionalDouble>> groups(int groups, int arms, double stepMillis) {
    return Collections.nCopies(groups, Collections.nCopies(arms, OptionalDouble.of(stepMillis)));
  }
}
