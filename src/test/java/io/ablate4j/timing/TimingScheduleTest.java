package io.ablate4j.timing;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.regularization.Regularization;
import io.ablate4j.timing.RoundWatch.Seen;
import io.ablate4j.timing.TimingBudget.GroupTime;
import io.ablate4j.trial.TimingRound.Layout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Times of a schedule on a clock that only its rounds move: no round takes longer than planned. */
class TimingScheduleTest {
  private static final int LEAST_ROUNDS = 10;
  private static final List<Integer> BATCHES = List.of(8, 16, 32);

  private final TimingBudget budget =
      TimingBudget.of(
          BATCHES.stream().map(any -> List.of(OptionalDouble.of(2), OptionalDouble.of(2))).toList(),
          2,
          60,
          LEAST_ROUNDS,
          true);
  private final List<TimedGroup> groups = new ArrayList<>();
  private final Map<TimingGroup, GroupTime> planned = new HashMap<>();
  private final List<String> goes = new ArrayList<>();
  private double now = 1000;
  private double end;

  @BeforeEach
  void plan() {
    for (int group = 0; group < BATCHES.size(); group++) {
      TimingGroup each =
          new TimingGroup(
              List.of(
                  TimingGroupTest.trial("mlp", Regularization.NONE, BATCHES.get(group), 1),
                  TimingGroupTest.trial("mlp", Regularization.BOTH, BATCHES.get(group), 1)));
      groups.add(new TimedGroup(each, List.of(Layout.values())));
      planned.put(each, budget.groups().get(group));
    }
    end = now + budget.limitSeconds();
  }

  @Test
  void onAQuietMachineEachGroupHasOneGoOfAllPlannedRounds() throws IOException {
    run(second -> false);
    assertThat(goes).containsExactly("mlp, batch 8", "mlp, batch 16", "mlp, batch 32");
    for (TimedGroup group : groups) {
      for (Layout layout : Layout.values()) {
        assertThat(group.measured(layout)).isEqualTo(budget.rounds(layout));
      }
    }
    assertThat(now - 1000).isBetween(.8 * budget.seconds(), budget.seconds());
  }

  @Test
  void aGroupThatOthersDisturbedAllTheTimeIsTimedAgainInTheTimeThatIsLeft() throws IOException {
    double part = budget.limitSeconds() / 3;
    run(second -> second < part);
    assertThat(goes)
        .startsWith("mlp, batch 8", "mlp, batch 16", "mlp, batch 32", "mlp, batch 8")
        .hasSizeGreaterThan(3);
    assertThat(groups.get(0).measured(Layout.ONE_THREAD))
        .isGreaterThan(groups.get(0).undisturbed(Layout.ONE_THREAD));
    assertThat(groups).flatMap(group -> group.lacking(budget).toList()).isEmpty();
    assertThat(groups.get(0).rounds(Layout.ONE_THREAD))
        .extracting(round -> round.cell().level("regularization") + " " + round.round())
        .doesNotHaveDuplicates();
    assertThat(now).isLessThanOrEqualTo(end + longestRound());
  }

  @Test
  void aDisturbedGroupTakesNothingFromTheTimeOfThoseAfterIt() throws IOException {
    run(second -> second < budget.limitSeconds() / 3);
    for (TimedGroup group : groups.subList(1, 3)) {
      for (Layout layout : Layout.values()) {
        assertThat(group.undisturbed(layout)).isGreaterThanOrEqualTo(budget.rounds(layout));
      }
    }
  }

  @Test
  void whereOthersNeverRestItEndsInTimeAndEachGroupHasItsLeastRounds() throws IOException {
    run(second -> true);
    for (TimedGroup group : groups) {
      for (Layout layout : Layout.values()) {
        assertThat(group.measured(layout)).isGreaterThanOrEqualTo(TimingBudget.MINIMUM_ROUNDS);
        assertThat(group.undisturbed(layout)).isZero();
      }
    }
    assertThat(groups)
        .flatMap(group -> group.lacking(budget).toList())
        .hasSize(6)
        .startsWith("mlp, batch 8, one-thread: 0 of 10", "mlp, batch 8, all-cores: 0 of 7");
    assertThat(now).isLessThanOrEqualTo(end + longestRound());
  }

  @Test
  void whatCannotBeTimedIsNotTriedAgain() throws IOException {
    schedule()
        .run(
            groups,
            nanos(end),
            (group, open, warmUntil, deadline) -> {
              goes.add(group.group().label());
              if (goes.size() == 1) {
                group.giveUp(); // a worker died
              } else {
                time(group, open, deadline, second -> true);
              }
              if (goes.size() == 4) {
                group.giveUp();
              }
            });
    assertThat(goes).filteredOn("mlp, batch 8"::equals).hasSize(1);
    String tried = goes.get(3);
    assertThat(goes.subList(4, goes.size())).doesNotContain(tried);
  }

  private void run(DoublePredicate disturbed) throws IOException {
    schedule()
        .run(
            groups,
            nanos(end),
            (group, open, warmUntil, deadline) -> {
              assertThat(warmUntil).isLessThanOrEqualTo(deadline);
              goes.add(group.group().label());
              time(group, open, deadline, disturbed);
            });
  }

  private TimingSchedule schedule() {
    return new TimingSchedule(budget, planned, () -> nanos(now));
  }

  /**
   * As a pass does.
   *
   * @param disturbed in a second since the beginning
   */
  private void time(
      TimedGroup group, TimingSchedule.Open open, long deadline, DoublePredicate disturbed) {
    GroupTime time = planned.get(group.group());
    now += time.readySeconds();
    for (int round = group.nextRound(); ; round++) {
      boolean late = nanos(now) >= deadline;
      List<Layout> next = group.open(open, late);
      if (next.isEmpty()) {
        return;
      }
      for (Layout layout : next) {
        Seen seen = new Seen(0, 0, disturbed.test(now - 1000), true);
        group.add(layout, round, new TimingRig.Round(new double[] {2, 3}, seen));
        now += time.roundSeconds() / 2;
      }
    }
  }

  private double longestRound() {
    return planned.values().stream().mapToDouble(GroupTime::roundSeconds).max().orElseThrow();
  }

  private static long nanos(double seconds) {
    return (long) (seconds * 1e9);
  }
}
