package io.ablate4j.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.plan.Trial;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.trial.TimingRound.Layout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TimingForecastTest {
  private static final String HERE = "a processor";
  private static final double TRIALS = 120;

  private final List<Trial> plan =
      List.of(
          TimingGroupTest.trial("mlp", Regularization.NONE, 8, 1),
          TimingGroupTest.trial("mlp", Regularization.BOTH, 8, 1),
          TimingGroupTest.trial("mlp", Regularization.NONE, 16, 1),
          TimingGroupTest.trial("mlp", Regularization.BOTH, 16, 1),
          TimingGroupTest.trial("mlp", Regularization.NONE, 8, 2));
  private final Map<String, Integer> timed = new HashMap<>();

  private double seconds(boolean started, boolean disturbed) {
    return new TimingForecast(plan, 10, HERE, timed, 2)
        .seconds(trial -> .002, TRIALS, started, disturbed);
  }

  private static TimingBudget budget(boolean started) {
    List<OptionalDouble> group = List.of(OptionalDouble.of(2), OptionalDouble.of(2));
    return TimingBudget.of(List.of(group, group), 2, TRIALS, 10, started);
  }

  @Test
  void itIsWhatThePassAllowsItselfWhenTheTrialsAreDone() {
    assertThat(seconds(true, false)).isCloseTo(budget(true).seconds(), within(1e-9));
    assertThat(seconds(false, false))
        .isCloseTo(budget(false).startSeconds() + budget(false).seconds(), within(1e-9));
  }

  @Test
  void whereRoundsAreRepeatedItUsesAllTheTimeItHas() {
    assertThat(seconds(true, true)).isCloseTo(budget(true).limitSeconds(), within(1e-9));
  }

  @Test
  void whatIsTimedAlreadyTakesNoTime() {
    List<TimingGroup> groups = TimingGroup.of(plan);
    for (Layout layout : Layout.values()) {
      timed.put(groups.get(0).fingerprint(layout, HERE), 20);
    }
    assertThat(seconds(true, false)).isCloseTo(budget(true).seconds() / 2, within(1e-9));
    for (Layout layout : Layout.values()) {
      timed.put(groups.get(1).fingerprint(layout, HERE), 20);
    }
    assertThat(seconds(false, true)).isZero();
  }

  @Test
  void whatThereIsNoTimeForIsNotBegun() {
    assertThat(
            new TimingForecast(plan, 10, HERE, timed, 2).seconds(trial -> 100, TRIALS, true, false))
        .isZero();
  }
}
