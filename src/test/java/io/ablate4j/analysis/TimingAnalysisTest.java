package io.ablate4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.analysis.TimingAnalysis.Cost;
import io.ablate4j.analysis.TimingAnalysis.Ratio;
import io.ablate4j.stats.Estimate;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TimingRound.Layout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimingAnalysisTest {
  private static final Cell NONE = new Cell("cnn", "none", 32, 1e-3, 2);
  private static final Cell BOTH = NONE.withRegularization("both");

  @Test
  void aRatioIsTakenInsideRoundsSoThatWhatSlowsARoundDoesNotMatter() {
    List<TimingRound> rounds = new ArrayList<>();
    double[] speed = {1, 1.3, .9, 2, 1.1, 1.7, 1.05};
    double[] ratio = {1.5, 1.48, 1.52, 1.51, 1.49, 1.6, 1.4};
    for (int i = 0; i < speed.length; i++) {
      rounds.add(round(NONE, i + 1, 2 * speed[i], false));
      rounds.add(round(BOTH, i + 1, 2 * speed[i] * ratio[i], false));
    }
    TimingAnalysis analysis = TimingAnalysis.of(rounds, "none");
    assertThat(analysis.ratios()).hasSize(1);
    Estimate of = analysis.ratio(BOTH, Layout.ONE_THREAD).orElseThrow().ratio();
    assertThat(of.n()).isEqualTo(7);
    assertThat(of.value().orElseThrow()).isCloseTo(1.5, within(1e-12));
    // The extremes: 2 P(Binomial(7, 1/2) < 1) = .016, the next pair would have .125.
    assertThat(of.interval().orElseThrow().low()).isCloseTo(1.4, within(1e-12));
    assertThat(of.interval().orElseThrow().high()).isCloseTo(1.6, within(1e-12));
  }

  @Test
  void aCostIsTheMedianOfTheUndisturbedRounds() {
    List<TimingRound> rounds = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      rounds.add(round(NONE, i, i, false));
    }
    rounds.add(round(NONE, 10, 1000, true));
    Cost cost = TimingAnalysis.of(rounds, "none").cost(NONE, Layout.ONE_THREAD).orElseThrow();
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
    TimingAnalysis analysis = TimingAnalysis.of(rounds, "none");
    Estimate nothing = Estimate.notEstimable(5, "5 undisturbed rounds, 6 are needed");
    assertThat(analysis.costs())
        .extracting(Cost::stepMillis, Cost::disturbed)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(nothing, 7),
            org.assertj.core.groups.Tuple.tuple(nothing, 7));
    assertThat(analysis.ratios()).extracting(Ratio::ratio).containsExactly(nothing);
  }

  @Test
  void aRoundThatOnlyOneArmHasIsNoPair() {
    List<TimingRound> rounds = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      rounds.add(round(NONE, i, 1, false));
      if (i > 2) {
        rounds.add(round(BOTH, i, 1 + i / 10.0, false));
      }
    }
    assertThat(TimingAnalysis.of(rounds, "none").ratios())
        .singleElement()
        .satisfies(ratio -> assertThat(ratio.ratio().n()).isEqualTo(6));
  }

  @Test
  void layoutsAndGroupsAreComparedEachForItself() {
    Cell otherBatch = new Cell("cnn", "both", 8, 1e-3, 2);
    List<TimingRound> rounds = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      rounds.add(round(NONE, i, 1, false));
      rounds.add(new TimingRound(BOTH, Layout.ALL_CORES, i, 3 + i, 0, false));
      rounds.add(round(otherBatch, i, 5, false));
    }
    TimingAnalysis analysis = TimingAnalysis.of(rounds, "none");
    assertThat(analysis.costs()).hasSize(3);
    assertThat(analysis.ratios()).isEmpty();
    assertThat(analysis.cost(NONE, Layout.ALL_CORES)).isEmpty();
    assertThat(analysis.cost(BOTH, Layout.ALL_CORES)).isPresent();
  }

  @Test
  void withoutRoundsThereIsNothingToSay() {
    assertThat(TimingAnalysis.of(List.of(), "none"))
        .isEqualTo(new TimingAnalysis(List.of(), List.of()));
  }

  private static TimingRound round(Cell cell, int round, double stepMillis, boolean disturbed) {
    return new TimingRound(
        cell, Layout.ONE_THREAD, round, stepMillis, disturbed ? 1.5 : 0, disturbed);
  }
}
