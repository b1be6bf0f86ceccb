package io.ablate4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.analysis.TimingAnalysis.Cost;
import io.ablate4j.stats.Estimate;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.CellFixtures;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TimingRound.Layout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimingAnalysisTest {
  private static final Cell NONE = CellFixtures.cell("cnn", "none", 32, 1e-3, 2);
  private static final Cell BOTH = NONE.with("regularization", "both");

  @Test
  void aCostIsTheMedianOfTheUndisturbedRounds() {
    List<TimingRound> rounds = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      rounds.add(round(NONE, i, i, false));
    }
    rounds.add(round(NONE, 10, 1000, true));
    Cost cost = TimingAnalysis.of(rounds).cost(NONE, Layout.ONE_THREAD).orElseThrow();
    assertThat(cost.disturbed()).isEqualTo(1);
    assertThat(cost.stepMillis().n()).isEqualTo(9);
    assertThat(cost.stepMillis().value()).hasValue(5);
    assertThat(cost.stepMillis().interval().orElseThrow().low()).isEqualTo(2);
    assertThat(cost.stepMillis().interval().orElseThrow().high()).isEqualTo(8);
  }

  @Test
  void fewerThanSixUndisturbedRoundsGiveNoNumberButAReason() {
    List<TimingRound> rounds = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      rounds.add(round(NONE, i, 1 + i, i > 5));
      rounds.add(round(BOTH, i, 2 + i, i > 5));
    }
    TimingAnalysis analysis = TimingAnalysis.of(rounds);
    Estimate nothing = Estimate.notEstimable(5, "5 undisturbed rounds, 6 are needed");
    assertThat(analysis.costs())
        .extracting(Cost::stepMillis, Cost::disturbed)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(nothing, 7),
            org.assertj.core.groups.Tuple.tuple(nothing, 7));
  }

  @Test
  void roundsBesideASteadyLoadCountAndAreCounted() {
    List<TimingRound> rounds = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      double load = i <= 3 ? 1.8 : TimingRound.QUIET;
      rounds.add(new TimingRound(NONE, Layout.ONE_THREAD, i, i, load, i == 1));
    }
    Cost cost = TimingAnalysis.of(rounds).cost(NONE, Layout.ONE_THREAD).orElseThrow();
    assertThat(cost.stepMillis().n()).isEqualTo(7);
    assertThat(cost.disturbed()).isEqualTo(1);
    assertThat(cost.besideOthers()).isEqualTo(2);
  }

  @Test
  void layoutsAndGroupsAreTakenEachForItself() {
    Cell otherBatch = CellFixtures.cell("cnn", "both", 8, 1e-3, 2);
    List<TimingRound> rounds = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      rounds.add(round(NONE, i, 1, false));
      rounds.add(new TimingRound(BOTH, Layout.ALL_CORES, i, 3 + i, 0, false));
      rounds.add(round(otherBatch, i, 5, false));
    }
    TimingAnalysis analysis = TimingAnalysis.of(rounds);
    assertThat(analysis.costs()).hasSize(3);
    assertThat(analysis.cost(NONE, Layout.ALL_CORES)).isEmpty();
    assertThat(analysis.cost(BOTH, Layout.ALL_CORES)).isPresent();
  }

  @Test
  void withoutRoundsThereIsNothingToSay() {
    assertThat(TimingAnalysis.of(List.of())).isEqualTo(new TimingAnalysis(List.of()));
  }

  private static TimingRound round(Cell cell, int round, double stepMillis, boolean disturbed) {
    return new TimingRound(
        cell, Layout.ONE_THREAD, round, stepMillis, disturbed ? 1.5 : 0, disturbed);
  }
}
