package io.ablate4j.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.trial.TimingRound.Layout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimingBudgetTest {
  @Test
  void theQuickstartsPassTakesLessThanAQuarterOfItsTime() {
    double trialSeconds = 126;
    TimingBudget budget = TimingBudget.of(groups(6, 4, 2), 2, trialSeconds, 10, true);
    assertThat(budget.isEnough()).isTrue();
    assertThat(budget.rounds()).isBetween(10, 12);
    assertThat(budget.slicing().millis()).isBetween(30.0, 40.0);
    // A quarter of the limit is left for rounds that others disturb.
    assertThat(budget.seconds()).isLessThan(.75 * budget.limitSeconds());
    assertThat(budget.limitSeconds()).isCloseTo(trialSeconds / 3, within(1e-9));
    assertThat(budget.seconds() / (budget.seconds() + trialSeconds)).isLessThan(.25);
  }

  @Test
  void whatItTakesIsStartWarmUpAndRounds() {
    TimingBudget budget = TimingBudget.of(groups(2, 3, 1), 2, 300, 10, false);
    // 6 arms, each in ten turns of 10 and 1.5 ms: .69 s a pass, three of them to warm up, one and
    // seven tenths a round, and new networks, which take a step.
    assertThat(budget.rounds()).isEqualTo(20);
    double rounds = 20 * (1.7 * .69 + 6 * .036);
    double warmUp = 3 * .69;
    assertThat(budget.rounds(Layout.ONE_THREAD)).isEqualTo(20);
    assertThat(budget.rounds(Layout.ALL_CORES)).isEqualTo(14);
    assertThat(budget.seconds()).isCloseTo(2 * .25 + warmUp + rounds, within(1e-9));
    assertThat(budget.startSeconds()).isEqualTo(12);
    assertThat(TimingBudget.of(groups(2, 3, 1), 2, 300, 10, true).startSeconds())
        .as("with workers that are there already")
        .isZero();
  }

  @Test
  void anArmHasThreeTurnsHoweverLongItsStepsAre() {
    TimingBudget quick = TimingBudget.of(groups(1, 4, 1), 1, 300, 10, false);
    TimingBudget slow = TimingBudget.of(groups(1, 4, 500), 1, 300, 8, false);
    assertThat(quick.seconds())
        .isCloseTo(.25 + 3 * 4 * .115 + 20 * 4 * (.115 + .036), within(1e-9));
    assertThat(slow.rounds()).isEqualTo(10);
    assertThat(slow.seconds())
        .isCloseTo(.25 + 3 * 4 * 1.5045 + 10 * 4 * (1.5045 + .535), within(1e-9));
  }

  @Test
  void asManyRoundsArePlannedAsTheHypothesesNeedOrNone() {
    TimingBudget budget = TimingBudget.of(groups(1, 4, 1), 2, 300, 27, true);
    assertThat(budget.rounds()).isEqualTo(27);
    assertThat(TimingBudget.of(groups(30, 4, 1), 2, 300, 27, true).isEnough()).isFalse();
  }

  @Test
  void withoutTimeForTenRoundsThereAreAsManyAsFitAndNoneIfThatIsLessThanNeeded() {
    // 6 groups of 4 arms, whose steps take 24 ms: the least of each in a round, whatever the
    // slicing; a third of the trials' time is more than the forty seconds of a short study.
    TimingBudget tight = TimingBudget.of(groups(6, 4, 24), 2, 126, 6, true);
    assertThat(tight.rounds()).isBetween(6, 9);
    assertThat(tight.isEnough()).isTrue();
    assertThat(tight.seconds()).isLessThanOrEqualTo(tight.limitSeconds());
    assertThat(TimingBudget.of(groups(6, 4, 24), 2, 126, 10, true).isEnough()).isFalse();
    assertThat(TimingBudget.of(groups(6, 4, 24), 2, 60, 8, true).isEnough()).isFalse();
  }

  @Test
  void anyIntervalTakesSixRoundsOnAllCoresToo() {
    TimingBudget budget = TimingBudget.of(groups(2, 3, 1), 2, 300, 6, true);
    assertThat(budget.rounds()).isEqualTo(20);
    assertThat(budget.needed(Layout.ONE_THREAD)).isEqualTo(6);
    assertThat(budget.needed(Layout.ALL_CORES)).isEqualTo(6);
    assertThat(TimingBudget.needed(Layout.ALL_CORES, 10)).isEqualTo(7);
  }

  @Test
  void eachGroupIsToldItsPart() {
    List<List<OptionalDouble>> groups = new ArrayList<>(groups(1, 4, 1));
    groups.addAll(groups(1, 4, 70));
    TimingBudget budget = TimingBudget.of(groups, 2, 300, 10, true);
    assertThat(budget.groups()).hasSize(2);
    double first = budget.groups().get(0).seconds(budget.rounds());
    double second = budget.groups().get(1).seconds(budget.rounds());
    assertThat(second).isGreaterThan(1.5 * first);
    assertThat(first + second).isCloseTo(budget.seconds(), within(1e-9));
  }

  @Test
  void anUnknownStepCountsAsASlice() {
    assertThat(
            TimingBudget.of(
                List.of(Collections.nCopies(4, OptionalDouble.empty())), 2, 200, 10, true))
        .isEqualTo(TimingBudget.of(groups(1, 4, 1), 2, 200, 10, true));
  }

  @Test
  void aStudyOfSecondsIsTimedInShorterSlicesIfThatFitsIntoTwelveSeconds() {
    TimingBudget budget = TimingBudget.of(groups(3, 2, 2), 2, .5, 10, true);
    assertThat(budget.isEnough()).isTrue();
    assertThat(budget.slicing().millis()).isLessThan(100);
    assertThat(budget.limitSeconds()).isEqualTo(12);
    assertThat(budget.seconds()).isLessThanOrEqualTo(12);
  }

  @Test
  void whatIsTimedRightAfterTheTrialsCanBeTimedByALaterRunThatHasToStartWorkers() {
    List<List<OptionalDouble>> groups = groups(4, 4, 2);
    TimingBudget after = TimingBudget.of(groups, 2, 66, 10, true);
    TimingBudget later = TimingBudget.of(groups, 2, 66, 10, false);
    assertThat(after.isEnough()).isTrue();
    assertThat(later.rounds()).isEqualTo(after.rounds());
    assertThat(later.slicing()).isEqualTo(after.slicing());
    assertThat(later.seconds()).isEqualTo(after.seconds());
    assertThat(later.limitSeconds()).isEqualTo(after.limitSeconds());
    assertThat(later.startSeconds() - after.startSeconds()).isEqualTo(12);
  }

  @Test
  void inTimeRoundsAreRepeatedAndLateOnlyTheLeastAreMeasured() {
    TimingBudget budget = TimingBudget.of(groups(2, 3, 1), 2, 300, 10, false);
    assertThat(budget.rounds()).isEqualTo(20);
    assertThat(budget.isOpen(Layout.ONE_THREAD, 19, 19, false)).isTrue();
    assertThat(budget.isOpen(Layout.ONE_THREAD, 20, 20, false)).isFalse();
    assertThat(budget.isOpen(Layout.ONE_THREAD, 39, 19, false)).isTrue();
    assertThat(budget.isOpen(Layout.ONE_THREAD, 40, 19, false)).isFalse();
    assertThat(budget.isOpen(Layout.ALL_CORES, 14, 14, false)).isFalse();
    for (Layout layout : Layout.values()) {
      assertThat(budget.isOpen(layout, 5, 0, true)).isTrue();
      assertThat(budget.isOpen(layout, 6, 0, true)).isFalse();
    }
  }

  @Test
  void inTimeThatIsLeftOnlyTheNeededRoundsAreRepeated() {
    TimingBudget budget = TimingBudget.of(groups(2, 3, 1), 2, 300, 10, false);
    assertThat(budget.isOpenAgain(Layout.ONE_THREAD, 40, 9, false)).isTrue();
    assertThat(budget.isOpenAgain(Layout.ONE_THREAD, 40, 9, true)).isFalse();
    assertThat(budget.isOpenAgain(Layout.ONE_THREAD, 40, 10, false)).isFalse();
    assertThat(budget.isOpenAgain(Layout.ALL_CORES, 40, 6, false)).isTrue();
    assertThat(budget.isOpenAgain(Layout.ALL_CORES, 40, 7, false)).isFalse();
  }

  @Test
  void aHypothesisThatNeedsRoundsGetsThemAlsoWhereTheTrialsWereQuick() {
    assertThat(TimingBudget.of(groups(6, 4, 3), 2, 50, 6, true).limitSeconds())
        .isCloseTo(50 / 3.0, within(1e-9));
    TimingBudget budget = TimingBudget.of(groups(6, 4, 3), 2, 50, 9, true);
    assertThat(budget.isEnough()).isTrue();
    assertThat(budget.limitSeconds()).isBetween(50 / 3.0, 40.0);
    assertThat(budget.seconds()).isLessThanOrEqualTo(budget.limitSeconds());
  }

  @Test
  void aBigGridOfShortTrialsIsNotTimed() {
    assertThat(TimingBudget.of(groups(50, 4, 2), 2, 20, 10, true).isEnough()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 10, 60, 163, 1000, 100_000})
  void thePlannedTimeStaysInsideTheLimitAndTheLimitInsideFiveMinutes(double trialSeconds) {
    TimingBudget budget = TimingBudget.of(groups(6, 4, 3), 2, trialSeconds, 10, true);
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
