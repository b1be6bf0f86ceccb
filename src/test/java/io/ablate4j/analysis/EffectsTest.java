package io.ablate4j.analysis;

import static io.ablate4j.analysis.PlantedRows.cell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.hypothesis.ContrastMetric;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EffectsTest {
  private static final ContrastMetric TEST = ContrastMetric.TEST_ACCURACY;
  private static final List<String> ARMS = List.of("none", "batch-norm", "dropout", "both");

  private static PlantedRows grid(List<String> models, List<String> arms, int... batches) {
    PlantedRows rows = new PlantedRows();
    Random random = new Random(1);
    for (String model : models) {
      for (String arm : arms) {
        for (int batch : batches) {
          rows.accuracies(
              cell(model, arm, batch),
              random.doubles(8).map(v -> .8 + .1 * v + .01 * arms.indexOf(arm)).toArray());
        }
      }
    }
    return rows;
  }

  private static List<Effect> of(StudyAnalysis analysis, Effect.Kind kind) {
    return analysis.effects().stream()
        .filter(e -> e.kind() == kind && e.contrast().metric() == TEST)
        .toList();
  }

  private static double value(
      StudyAnalysis analysis, Effect.Kind kind, String arm, Map<String, String> levels) {
    return of(analysis, kind).stream()
        .filter(e -> e.arm().equals(arm) && e.levels().equals(levels))
        .findFirst()
        .orElseThrow()
        .contrast()
        .effect()
        .value()
        .getAsDouble();
  }

  /** Mean over models, batch sizes and seeds. */
  private static double mean(StudyAnalysis analysis, String arm) {
    return analysis.cells().stream()
        .filter(c -> c.cell().level("regularization").equals(arm))
        .mapToDouble(c -> c.spread(TrialColumn.TEST_ACCURACY).mean().getAsDouble())
        .average()
        .orElseThrow();
  }

  @Test
  void every_arm_is_set_against_the_control_in_each_context_each_model_and_overall() {
    StudyAnalysis analysis = grid(List.of("mlp", "cnn"), ARMS, 8, 32).analysis();
    List<Effect> against = of(analysis, Effect.Kind.AGAINST_CONTROL);
    assertThat(against).hasSize(3 * (4 + 2 + 1));
    assertThat(analysis.cellEffects("both", TEST)).hasSize(4);
    assertThat(analysis.overallEffect("both", TEST).orElseThrow().levels()).isEmpty();
    assertThat(value(analysis, Effect.Kind.AGAINST_CONTROL, "both", Map.of()))
        .isCloseTo(mean(analysis, "both") - mean(analysis, "none"), within(1e-12));
    assertThat(of(analysis, Effect.Kind.MODEL_INTERACTION)).hasSize(3);
    assertThat(of(analysis, Effect.Kind.BATCH_TREND)).hasSize(3 * (2 + 1));
  }

  @Test
  void main_effects_and_interaction_recompute_from_the_means_of_the_cells() {
    StudyAnalysis analysis = grid(List.of("mlp", "cnn"), ARMS, 8, 32).analysis();
    double none = mean(analysis, "none");
    double batchNorm = mean(analysis, "batch-norm");
    double dropout = mean(analysis, "dropout");
    double both = mean(analysis, "both");
    assertThat(value(analysis, Effect.Kind.MAIN_EFFECT, "batch-norm", Map.of()))
        .isCloseTo((both + batchNorm - dropout - none) / 2, within(1e-12));
    assertThat(value(analysis, Effect.Kind.MAIN_EFFECT, "dropout", Map.of()))
        .isCloseTo((both + dropout - batchNorm - none) / 2, within(1e-12));
    assertThat(value(analysis, Effect.Kind.INTERACTION, "batch-norm x dropout", Map.of()))
        .isCloseTo(both - batchNorm - dropout + none, within(1e-12));
    assertThat(of(analysis, Effect.Kind.INTERACTION)).hasSize(4 + 2 + 1);
  }

  @Test
  void a_slope_is_that_of_least_squares_on_the_mean_differences() {
    StudyAnalysis analysis = grid(List.of("mlp"), ARMS, 8, 32, 256).analysis();
    double[] x = {3, 5, 8};
    double slope = 0;
    for (int i = 0; i < 3; i++) {
      slope +=
          (x[i] - 16 / 3.0)
              / (38 / 3.0)
              * analysis
                  .cellEffects("dropout", TEST)
                  .get(i)
                  .contrast()
                  .effect()
                  .value()
                  .getAsDouble();
    }
    assertThat(value(analysis, Effect.Kind.BATCH_TREND, "dropout", Map.of("model", "mlp")))
        .isCloseTo(slope, within(1e-12));
  }

  @Test
  void one_model_and_one_batch_size_leave_nothing_to_interact_with() {
    StudyAnalysis analysis = grid(List.of("mlp"), ARMS, 8).analysis();
    assertThat(of(analysis, Effect.Kind.BATCH_TREND)).isEmpty();
    assertThat(of(analysis, Effect.Kind.MODEL_INTERACTION)).isEmpty();
    assertThat(analysis.overallEffect("both", TEST)).isPresent();
  }

  @Test
  void without_none_the_first_arm_is_the_control_and_own_arms_are_compared_with_it() {
    StudyAnalysis analysis = grid(List.of("mlp"), List.of("light", "heavy"), 8).analysis();
    assertThat(analysis.control()).isEqualTo("light");
    assertThat(analysis.overallEffect("heavy", TEST)).isPresent();
    assertThat(analysis.overallEffect("light", TEST)).isEmpty();
    assertThat(of(analysis, Effect.Kind.MAIN_EFFECT)).isEmpty();
  }

  @Test
  void an_excluded_batch_size_shortens_the_slope_of_its_model_alone() {
    PlantedRows rows = grid(List.of("mlp"), List.of("none", "both"), 32, 128);
    Random random = new Random(2);
    for (String arm : List.of("none", "both")) {
      for (int batch : new int[] {8, 32, 128}) {
        rows.accuracies(cell("cnn", arm, batch), random.doubles(8).toArray());
      }
    }
    StudyAnalysis analysis = rows.analysis();
    List<Effect> slopes = of(analysis, Effect.Kind.BATCH_TREND);
    assertThat(slopes)
        .extracting(Effect::levels)
        .containsExactlyInAnyOrder(Map.of("model", "mlp"), Map.of("model", "cnn"), Map.of());
    // All together: from 32 to 128, two doublings, in both models.
    double together =
        analysis.cellEffects("both", TEST).stream()
                .filter(e -> !e.levels().get("batchSize").equals("8"))
                .mapToDouble(
                    e ->
                        (e.levels().get("batchSize").equals("128") ? .5 : -.5)
                            * e.contrast().effect().value().getAsDouble())
                .sum()
            / 2;
    assertThat(value(analysis, Effect.Kind.BATCH_TREND, "both", Map.of()))
        .isCloseTo(together, within(1e-12));
  }

  /** Eight numbers: two are cut off at each end, four stay. */
  @Test
  void the_overall_mean_is_that_of_the_middle_half_of_cells_and_seeds() {
    Overall overall =
        Overall.ofControl("none", "", new double[][] {{.1, .9, .5, .6}, {.2, .8, .7, .4}});
    assertThat(overall.mean().value().getAsDouble())
        .isCloseTo((.4 + .5 + .6 + .7) / 4, within(1e-15));
    assertThat(overall.accuracies()).containsExactly(.1, .2, .4, .5, .6, .7, .8, .9);
    assertThat(overall.seeds()).isEqualTo(4);
    assertThat(overall.mean().interval().orElseThrow().contains(.55)).isTrue();
    assertThat(overall.difference().missing()).isEqualTo("the control itself");
  }

  @Test
  void seeds_are_resampled_together_so_that_a_constant_gain_has_no_scatter() {
    double[][] control = {{.5, .9, .6, .8}, {.55, .95, .65, .85}};
    double[][] arm = {{.51, .91, .61, .81}, {.56, .96, .66, .86}};
    Overall overall = Overall.of("both", "", arm, arm, control);
    assertThat(overall.difference().value().getAsDouble()).isCloseTo(.01, within(1e-12));
    assertThat(overall.mean().interval()).isPresent();
    assertThat(overall.difference().missing()).isEqualTo("no scatter over seeds");
  }

  @Test
  void an_arm_that_lacks_a_cell_is_compared_on_those_that_it_has() {
    StudyAnalysis analysis =
        new PlantedRows()
            .accuracies(cell("mlp", "none", 8), .9, .91)
            .accuracies(cell("mlp", "both", 8), .92, .93)
            .accuracies(cell("cnn", "none", 8), .1, .2)
            .analysis();
    Overall both = analysis.overall().get(1);
    assertThat(both.regularization()).isEqualTo("both");
    assertThat(both.difference().value().getAsDouble()).isCloseTo(.02, within(1e-12));
    assertThat(analysis.overall().get(0).difference().missing()).isEqualTo("the control itself");
  }

  @Test
  void a_seed_with_a_failed_trial_is_in_no_arm_of_the_overall_picture() {
    StudyAnalysis analysis =
        new PlantedRows()
            .accuracies(cell("mlp", "none", 8), .9, .91, .92)
            .accuracies(cell("mlp", "both", 8), .92, .93, .94)
            .failed(cell("mlp", "both", 8), 2)
            .analysis();
    assertThat(analysis.overall()).extracting(Overall::seeds).containsOnly(2);
    assertThat(analysis.overall().get(0).accuracies()).containsExactly(.9, .92);
  }
}
