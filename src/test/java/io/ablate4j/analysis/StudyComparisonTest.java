package io.ablate4j.analysis;

import static io.ablate4j.analysis.PlantedRows.cell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.hypothesis.ClassMetrics;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.Interval;
import io.ablate4j.trial.Cell;
import org.junit.jupiter.api.Test;

class StudyComparisonTest {
  private static final Cell NONE = cell("mlp", "none", 8);

  private static PlantedRows timed(double... millis) {
    PlantedRows rows = new PlantedRows().steps(NONE, 50, 60, 40, 45, 55, 70);
    for (int round = 0; round < millis.length; round++) {
      rows.round(NONE, round + 1, millis[round], false);
    }
    return rows;
  }

  private static StudyComparison.CellPair compared(PlantedRows first, PlantedRows second) {
    return StudyComparison.of(first.rows(), second.rows()).shared().get(0);
  }

  /** scipy.stats.ttest_ind(log(b), log(a), equal_var=False).confidence_interval(.95) */
  @Test
  void the_cost_of_a_step_has_an_interval_between_the_rounds_of_two_passes() {
    Estimate ratio =
        compared(timed(1, 1.1, .9, 1.05, .95, 1), timed(2, 2.2, 2.1, 1.9, 2, 2.05, 1.95))
            .stepCost();
    assertThat(ratio.n()).isEqualTo(6);
    assertThat(ratio.value().getAsDouble()).isCloseTo(0.7084082612183995, within(1e-9));
    assertThat(ratio.interval().get().low()).isCloseTo(0.6303750985708129, within(1e-9));
    assertThat(ratio.interval().get().high()).isCloseTo(0.7864414238659861, within(1e-9));
  }

  @Test
  void with_few_rounds_it_has_none_and_without_any_nothing_is_said() {
    assertThat(compared(timed(1, 2), timed(1, 2)).stepCost().missing())
        .isEqualTo("2 quiet rounds, 6 are needed");
    assertThat(compared(timed(), timed(1, 2)).stepCost().value()).isEmpty();
  }

  @Test
  void rounds_beside_other_work_are_not_set_against_those_of_another_study() {
    PlantedRows beside = timed(2, 2, 2, 2, 2);
    for (int round = 6; round <= 12; round++) {
      beside.roundBesideOthers(NONE, round, 9);
    }
    StudyComparison.CellPair pair = compared(timed(1, 1, 1, 1, 1, 1), beside);
    assertThat(pair.stepCost().missing()).isEqualTo("5 quiet rounds, 6 are needed");
    assertThat(pair.stepCost().value().getAsDouble()).isCloseTo(Math.log(2), within(1e-12));
    assertThat(pair.contrast(ContrastMetric.SECONDS_TO_TARGET).orElseThrow().effect().value())
        .isEmpty();
  }

  @Test
  void seconds_and_all_three_gaps_are_compared() {
    StudyComparison.CellPair pair = compared(timed(1, 1, 1, 1, 1, 1), timed(2, 2, 2, 2, 2, 2));
    assertThat(
            pair.contrast(ContrastMetric.SECONDS_TO_TARGET)
                .orElseThrow()
                .effect()
                .value()
                .getAsDouble())
        .isCloseTo(Math.log(2), within(1e-12));
    assertThat(pair.contrast(ContrastMetric.GAP_ACCURACY_MATCHED_LOSS)).isPresent();
    assertThat(pair.contrast(ContrastMetric.GAP_ACCURACY_BEST_EPOCH)).isPresent();
  }

  @Test
  void a_probe_is_compared_where_both_studies_list_the_same() {
    ContrastMetric mine =
        ClassMetrics.ofProbe("mine", ContrastMetric.Scale.NUMBER, true, .5, "what I measure");
    ContrastMetric other =
        ClassMetrics.ofProbe("mine", ContrastMetric.Scale.RATIO, true, .5, "what I measure");
    PlantedRows before = new PlantedRows().probe(NONE, "mine", 1, 2, 3).listing(mine);
    PlantedRows after = new PlantedRows().probe(NONE, "mine", 3, 4, 6).listing(mine);
    StudyComparison comparison = StudyComparison.of(before.rows(), after.rows());
    assertThat(comparison.metrics()).contains(mine);
    assertThat(
            comparison.shared().get(0).contrast(mine).orElseThrow().effect().value().getAsDouble())
        .isCloseTo(7.0 / 3, within(1e-12));
    PlantedRows changed = new PlantedRows().probe(NONE, "mine", 3, 4, 6).listing(other);
    assertThat(StudyComparison.of(before.rows(), changed.rows()).metrics())
        .containsAll(StudyComparison.METRICS)
        .noneMatch(ContrastMetric::isProbe);
  }

  /** Worked out by hand: the variances of three means, and Student's t at 2 degrees of freedom. */
  @Test
  void the_interval_of_seconds_counts_seeds_and_the_rounds_of_both_passes() {
    PlantedRows before = new PlantedRows().steps(NONE, 90, 90, 90);
    PlantedRows after = new PlantedRows().steps(NONE, 37, 45, 55);
    for (int round = 1; round <= 6; round++) {
      before.round(NONE, round, Math.exp(round / 10.0), false);
      after.round(NONE, round, Math.exp(round / 5.0), false);
    }
    Interval interval =
        compared(before, after)
            .contrast(ContrastMetric.SECONDS_TO_TARGET)
            .orElseThrow()
            .effect()
            .interval()
            .orElseThrow();
    assertThat((interval.high() - interval.low()) / 2)
        .isCloseTo(4.3027 * Math.sqrt(.013096 + .035 / 6 + .14 / 6), within(1e-4));
  }
}
