package io.ablate4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Reading;
import io.ablate4j.trial.TargetLevel;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stores, study files and other people's scripts hold these words. */
class TrialColumnTest {
  @Test
  void theColumnsOfExportsAreCalledAsEver() {
    assertThat(Arrays.stream(TrialColumn.values()).map(TrialColumn::word))
        .containsExactly(
            "epochs",
            "steps",
            "train_accuracy",
            "train_loss",
            "validation_accuracy",
            "validation_loss",
            "test_accuracy",
            "test_loss",
            "test_balanced_accuracy",
            "test_macro_f1",
            "gap_accuracy",
            "gap_loss",
            "gap_accuracy_best_epoch",
            "gap_loss_best_epoch",
            "gap_accuracy_matched_loss",
            "gap_loss_matched_loss",
            "best_epoch",
            "steps_to_target",
            "steps_to_easier_target",
            "steps_to_harder_target",
            "step_millis",
            "images_per_second",
            "trainable_parameters",
            "train_seconds");
    assertThat(Arrays.stream(TrialColumn.values()).filter(TrialColumn::measuresTime))
        .containsExactly(
            TrialColumn.STEP_MILLIS, TrialColumn.IMAGES_PER_SECOND, TrialColumn.TRAIN_SECONDS);
  }

  @Test
  void theBuiltInMetricsHaveTheirWordsScalesDirectionsAndMargins() {
    assertThat(
            ContrastMetric.all().stream()
                .map(
                    m ->
                        m.word()
                            + " "
                            + m.scale().word()
                            + (m.higherIsBetter() ? " up " : " down ")
                            + m.defaultMargin()))
        .containsExactly(
            "test-accuracy share up 0.005",
            "test-balanced-accuracy share up 0.005",
            "test-macro-f1 share up 0.005",
            "gap-accuracy share down 0.005",
            "gap-accuracy-best-epoch share down 0.005",
            "gap-accuracy-matched-loss share down 0.005",
            "gap-loss nats down 0.05",
            "gap-loss-best-epoch nats down 0.05",
            "gap-loss-matched-loss nats down 0.05",
            "steps-to-target ratio down 0.05",
            "steps-to-easier-target ratio down 0.05",
            "steps-to-harder-target ratio down 0.05",
            "seconds-to-target ratio down 0.05",
            "step-millis ratio down 0.05",
            "divergence share down 0.05",
            "reached-target share up 0.05",
            "reached-easier-target share up 0.05",
            "probe:train-accuracy share up 0.005",
            "probe:train-loss nats down 0.05",
            "probe:validation-accuracy share up 0.005",
            "probe:validation-loss nats down 0.05",
            "probe:test-loss nats down 0.05",
            "test-accuracy-recalibrated share up 0.005",
            "test-accuracy-mc50 share up 0.005",
            "test-accuracy-ensemble share up 0.005",
            "test-error ratio down 0.05",
            "steps-after-intervention ratio down 0.05");
  }

  @Test
  void aMetricThatIsANumberOfTrialsHasItsColumn() {
    List<ContrastMetric> without =
        ContrastMetric.all().stream().filter(m -> m.number().isEmpty()).toList();
    assertThat(without.stream().map(ContrastMetric::reading))
        .containsExactly(
            Reading.SECONDS,
            Reading.STEP_COST,
            Reading.DIVERGENCE,
            Reading.REACHED,
            Reading.REACHED,
            Reading.ERROR,
            Reading.AFTER_INTERVENTION);
    assertThat(
            ContrastMetric.all().stream()
                .filter(m -> m.number().isPresent())
                // Read only where a hypothesis asks for it, and then a column of its own.
                .filter(m -> !m.word().matches("test-accuracy-(recalibrated|mc50|ensemble)"))
                .map(m -> TrialColumn.of(m).number()))
        .allSatisfy(number -> assertThat(number.quantity().isTime()).isFalse());
    assertThat(TrialColumn.of(ContrastMetric.PROBE_TEST_LOSS)).isEqualTo(TrialColumn.TEST_LOSS);
    assertThat(TrialColumn.of(TargetLevel.EASIER)).isEqualTo(TrialColumn.STEPS_TO_EASIER_TARGET);
    // The timing pass is no trial, though trials have a column of that word.
    assertThatThrownBy(() -> TrialColumn.of(ContrastMetric.STEP_MILLIS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no column of step-millis");
  }
}
