package io.ablate4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Records;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TrialResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DivergenceTest {
  /** 8 seeds of mlp with none and dropout; the trials of dropout with these seeds diverge. */
  private static StudyAnalysis withDivergedDropout(Long... seeds) {
    SyntheticStudy rows =
        new SyntheticStudy.Builder()
            .models("mlp")
            .regularizations("none", "dropout")
            .batchSizes(16)
            .seeds(8)
            .withoutMishaps()
            .build();
    List<TrialResult> results = new ArrayList<>();
    for (int i = 0; i < rows.planned().size(); i++) {
      PlannedTrial trial = rows.planned().get(i);
      boolean blown =
          trial.cell().level("regularization").equals("dropout")
              && List.of(seeds).contains(trial.seed());
      results.add(blown ? diverged(trial) : rows.results().get(i));
    }
    return StudyAnalysis.of(rows.study(), rows.planned(), results);
  }

  /** As the training loop leaves it: with the steps it did. */
  private static TrialResult diverged(PlannedTrial trial) {
    TrialResult result = SyntheticStudy.diverged(trial);
    List<Measurement> measurements = new ArrayList<>(result.measurements());
    measurements.add(new Measurement(Metric.STEPS, Split.NONE, 2, 130, 130));
    return Records.with(result, measurements);
  }

  @Test
  void divergedSeedsAreCountedAgainstTheSameSeedsOfTheControl() {
    List<Divergence> cells = withDivergedDropout(1L, 2L, 5L, 6L, 7L, 8L).divergence();
    Divergence dropout = cells.get(1);
    assertThat(dropout.diverged()).isEqualTo(6);
    assertThat(dropout.ran()).isEqualTo(8);
    assertThat(dropout.onlyHere()).isEqualTo(6);
    assertThat(dropout.onlyControl()).isZero();
    // 2 x 0.5^6, and Wilson (1927) by hand: (p + z^2/2n -+ z sqrt(p q/n + z^2/4n^2)) / (1 + z^2/n)
    assertThat(dropout.mcNemar()).hasValue(.03125);
    assertThat(dropout.rate().orElseThrow().low()).isCloseTo(.4093, within(1e-4));
    assertThat(dropout.rate().orElseThrow().high()).isCloseTo(.9285, within(1e-4));
    assertThat(cells.get(0).mcNemar()).isEmpty();
  }

  @Test
  void aSeedThatDivergedCountsUpToTheEndOfTheBudget() {
    StudyAnalysis all = withDivergedDropout();
    StudyAnalysis one = withDivergedDropout(3L);
    TargetReach whole = all.reach().get(1);
    TargetReach short1 = one.reach().get(1);
    double budget = 4 * Math.floor(2000.0 / 16);
    double seed3 =
        all.trials().stream()
            .filter(t -> t.planned().seed() == 3)
            .filter(t -> t.planned().cell().level("regularization").equals("dropout"))
            .findFirst()
            .orElseThrow()
            .value(TrialColumn.STEPS_TO_TARGET)
            .orElseThrow();
    assertThat(whole.curve().reached()).isEqualTo(8);
    assertThat(short1.curve().reached()).isEqualTo(7);
    assertThat(short1.restrictedMean().value().orElseThrow())
        .isCloseTo(
            whole.restrictedMean().value().orElseThrow() + (budget - seed3) / 8, within(1e-9));
  }
}
