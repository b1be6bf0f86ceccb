package io.ablate4j.timing;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.DatasetSpec;
import io.ablate4j.factor.Optimizer;
import io.ablate4j.plan.Trial;
import io.ablate4j.plan.TrialFixtures;
import io.ablate4j.regularization.Dropout;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.EngineChoice;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.CellFixtures;
import io.ablate4j.trial.TimingRound.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimingGroupTest {
  private static final String HERE = "a processor";

  @Test
  void cellsThatDifferOnlyInRegularizationAreOneGroupOfTheFirstSeed() {
    List<TimingGroup> groups =
        TimingGroup.of(
            List.of(
                trial("mlp", Regularization.NONE, 8, 1),
                trial("cnn", Regularization.NONE, 8, 1),
                trial("mlp", Regularization.BOTH, 8, 1),
                trial("mlp", Regularization.NONE, 16, 1),
                trial("mlp", Regularization.NONE, 8, 2)));
    assertThat(groups)
        .extracting(TimingGroup::label)
        .containsExactly("mlp, batch 8", "cnn, batch 8", "mlp, batch 16");
    assertThat(groups.get(0).arms())
        .containsExactlyInAnyOrder(
            trial("mlp", Regularization.NONE, 8, 1), trial("mlp", Regularization.BOTH, 8, 1));
  }

  /** Else nothing would be timed beside a strength but itself. */
  @Test
  void armsWithoutAStrengthAreTimedBesideThoseThatHaveOne() {
    List<Trial> plan = new ArrayList<>();
    for (String model : List.of("mlp", "cnn")) {
      plan.add(withStrength(trial(model, Regularization.NONE, 8, 1), Cell.ABSENT));
      plan.add(withStrength(trial(model, Regularization.DROPOUT, 8, 1), "0.1"));
      plan.add(withStrength(trial(model, Regularization.DROPOUT, 8, 1), "0.5"));
    }
    assertThat(TimingGroup.of(plan))
        .hasSize(2)
        .allSatisfy(group -> assertThat(group.arms()).hasSize(3));
  }

  private static Trial withStrength(Trial trial, String level) {
    return new Trial(
        trial.cell().with("drop", level),
        trial.seed(),
        trial.settings(),
        trial.dataChecksum(),
        trial.engine(),
        trial.checkExamples(),
        trial.asked());
  }

  @Test
  void theFingerprintKnowsAllThatAStepsCostDependsOn() {
    Trial none = trial("mlp", Regularization.NONE, 8, 1);
    Trial dropout = trial("mlp", Regularization.DROPOUT, 8, 1);
    Trial more =
        trial(
            "mlp",
            new Regularization("dropout", Optional.empty(), Optional.of(new Dropout(.1, .9))),
            8,
            1);
    TimingGroup group = new TimingGroup(List.of(none, dropout));
    String fingerprint = group.fingerprint(Layout.ONE_THREAD, HERE);
    assertThat(new TimingGroup(List.of(dropout, none)).fingerprint(Layout.ONE_THREAD, HERE))
        .isEqualTo(fingerprint);
    assertThat(
            List.of(
                group.fingerprint(Layout.ALL_CORES, HERE),
                group.fingerprint(Layout.ONE_THREAD, "another processor"),
                new TimingGroup(List.of(none)).fingerprint(Layout.ONE_THREAD, HERE),
                new TimingGroup(List.of(none, more)).fingerprint(Layout.ONE_THREAD, HERE)))
        .doesNotContain(fingerprint)
        .doesNotHaveDuplicates();
  }

  static Trial trial(String model, Regularization regularization, int batch, long seed) {
    return TrialFixtures.trial(
        CellFixtures.cell(model, regularization.name(), batch, 1e-3, 1),
        seed,
        regularization,
        DatasetSpec.of("glyphs", 60, 40, 40),
        "checksum",
        Optimizer.DEFAULT,
        EngineChoice.FAST,
        20,
        List.of());
  }
}
