package io.ablate4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Roles;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Studies whose arms are levels of another factor than the regularization. */
class ComparedFactorTest {
  private static StudyAnalysis analysis(SyntheticStudy.Builder builder) {
    SyntheticStudy rows = builder.build();
    return StudyAnalysis.of(rows.study(), rows.planned(), rows.results());
  }

  private static SyntheticStudy.Builder sizes() {
    return new SyntheticStudy.Builder()
        .regularizations("none")
        .batchSizes(16, 64)
        .seeds(8)
        .withoutMishaps()
        .compared(Roles.BATCH_SIZE);
  }

  private static double mean(StudyAnalysis analysis, String model, String batchSize) {
    return analysis.trials().stream()
        .filter(row -> row.planned().cell().level("model").equals(model))
        .filter(row -> row.planned().cell().level("batchSize").equals(batchSize))
        .mapToDouble(row -> row.value(TrialColumn.TEST_ACCURACY).orElseThrow())
        .average()
        .orElseThrow();
  }

  @Test
  void batchSizesAreSetAgainstTheFirstOneInEachModelAndOverAll() {
    StudyAnalysis analysis = analysis(sizes());
    assertThat(analysis.arms()).containsExactly("16", "64");
    assertThat(analysis.control()).isEqualTo("16");
    double ofMlp = mean(analysis, "mlp", "64") - mean(analysis, "mlp", "16");
    double ofCnn = mean(analysis, "cnn", "64") - mean(analysis, "cnn", "16");
    Map<String, Double> found =
        analysis.cellEffects("64", ContrastMetric.TEST_ACCURACY).stream()
            .collect(
                Collectors.toMap(
                    effect -> effect.levels().get("model"),
                    effect -> effect.contrast().effect().value().orElseThrow()));
    assertThat(found.get("mlp")).isEqualTo(ofMlp, within(1e-12));
    assertThat(found.get("cnn")).isEqualTo(ofCnn, within(1e-12));
    assertThat(
            analysis
                .overallEffect("64", ContrastMetric.TEST_ACCURACY)
                .orElseThrow()
                .contrast()
                .effect()
                .value()
                .orElseThrow())
        .isEqualTo((ofMlp + ofCnn) / 2, within(1e-12));
  }

  @Test
  void whereOneFactorIsChangedAtATimeEachChangeIsSetAgainstTheBaseCell() {
    SyntheticStudy rows =
        new SyntheticStudy.Builder()
            .regularizations("none", "batch-norm")
            .batchSizes(16, 64)
            .seeds(8)
            .withoutMishaps()
            .build();
    List<PlannedTrial> planned =
        rows.planned().stream().filter(each -> changes(each.cell()) < 2).toList();
    StudyAnalysis analysis = StudyAnalysis.of(rows.study(), planned, rows.results());
    Map<Map<String, String>, Double> found =
        analysis.effects().stream()
            .filter(effect -> effect.kind() == Effect.Kind.SINGLE_CHANGE)
            .filter(effect -> effect.contrast().metric().equals(ContrastMetric.TEST_ACCURACY))
            .collect(
                Collectors.toMap(
                    Effect::levels, effect -> effect.contrast().effect().value().orElseThrow()));
    double base = mean(analysis, "mlp", "16", "none");
    assertThat(found)
        .containsOnlyKeys(Map.of("model", "cnn"), Map.of("batchSize", "64"))
        .hasEntrySatisfying(
            Map.of("model", "cnn"),
            value ->
                assertThat(value)
                    .isEqualTo(mean(analysis, "cnn", "16", "none") - base, within(1e-12)))
        .hasEntrySatisfying(
            Map.of("batchSize", "64"),
            value ->
                assertThat(value)
                    .isEqualTo(mean(analysis, "mlp", "64", "none") - base, within(1e-12)));
    assertThat(StudyAnalysis.of(rows.study(), rows.planned(), rows.results()).effects())
        .as("of a whole grid")
        .extracting(Effect::kind)
        .doesNotContain(Effect.Kind.SINGLE_CHANGE);
  }

  private static int changes(Cell cell) {
    return (cell.level("model").equals("mlp") ? 0 : 1)
        + (cell.level("batchSize").equals("16") ? 0 : 1)
        + (cell.arm().equals("none") ? 0 : 1);
  }

  private static double mean(StudyAnalysis analysis, String model, String batchSize, String arm) {
    return analysis.trials().stream()
        .filter(row -> row.planned().cell().level("model").equals(model))
        .filter(row -> row.planned().cell().level("batchSize").equals(batchSize))
        .filter(row -> row.planned().cell().arm().equals(arm))
        .mapToDouble(row -> row.value(TrialColumn.TEST_ACCURACY).orElseThrow())
        .average()
        .orElseThrow();
  }

  @Test
  void aFactorIsNotSetAgainstItself() {
    Set<Effect.Kind> ofSizes =
        analysis(sizes()).effects().stream().map(Effect::kind).collect(Collectors.toSet());
    assertThat(ofSizes)
        .contains(Effect.Kind.AGAINST_CONTROL, Effect.Kind.MODEL_INTERACTION)
        .doesNotContain(Effect.Kind.BATCH_TREND, Effect.Kind.INTERACTION, Effect.Kind.MAIN_EFFECT);
    StudyAnalysis ofModels =
        analysis(
            new SyntheticStudy.Builder().regularizations("none").seeds(8).compared(Roles.MODEL));
    assertThat(ofModels.effects())
        .extracting(Effect::kind)
        .contains(Effect.Kind.AGAINST_CONTROL, Effect.Kind.BATCH_TREND)
        .doesNotContain(Effect.Kind.MODEL_INTERACTION);
    assertThat(ofModels.effects()).extracting(Effect::arm).containsOnly("cnn");
  }

  @Test
  void modelsThatAreComparedShareTheTargetOfTheFirstOne() {
    SyntheticStudy.Builder builder =
        new SyntheticStudy.Builder().regularizations("none").seeds(8).noTarget();
    Map<String, Targets> apart = analysis(builder).targets();
    assertThat(apart.get("cnn")).isNotEqualTo(apart.get("mlp"));
    Map<String, Targets> shared = analysis(builder.compared(Roles.MODEL)).targets();
    assertThat(shared.get("cnn")).isEqualTo(shared.get("mlp"));
    assertThat(shared.get("mlp").origin()).contains("of mlp over");
  }

  /** A trial that fell short counts as its budget, which is a quarter of the steps at 64. */
  @Test
  void whatFellShortOfUnlikeBudgetsIsNoRatioOfSteps() {
    StudyAnalysis analysis = analysis(sizes().target(.87));
    PairedContrast steps =
        analysis.overallEffect("64", ContrastMetric.STEPS_TO_TARGET).orElseThrow().contrast();
    assertThat(steps.counts().censored()).isPositive();
    assertThat(steps.effect().interval()).isEmpty();
  }

  @Test
  void whereNobodySaysOtherwiseTheRegularizationsAreTheArms() {
    StudyAnalysis analysis = analysis(new SyntheticStudy.Builder());
    assertThat(analysis.study().compared()).isEqualTo("regularization");
    assertThat(analysis.arms()).containsExactly("none", "batch-norm", "dropout", "both");
  }
}
