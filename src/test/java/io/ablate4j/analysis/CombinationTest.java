package io.ablate4j.analysis;

import static io.ablate4j.analysis.PlantedRows.cell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.hypothesis.TrendScale;
import io.ablate4j.trial.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CombinationTest {
  private static final Pair BATCH_NORM = new Pair("regularization", "batch-norm", "none");
  private final List<Cell> cells = new ArrayList<>();

  CombinationTest() {
    for (String model : List.of("mlp", "cnn")) {
      for (String arm : List.of("none", "batch-norm", "dropout", "both")) {
        for (int batch : List.of(8, 32, 256)) {
          cells.add(cell(model, arm, batch));
        }
      }
    }
  }

  @Test
  void a_difference_gives_each_context_the_same_weight() {
    Combination difference = Combination.difference(BATCH_NORM, cells);
    assertThat(difference.weights()).hasSize(12);
    assertThat(difference.weights().get(cell("cnn", "batch-norm", 32)))
        .isCloseTo(1 / 6.0, within(1e-15));
    assertThat(difference.weights().get(cell("mlp", "none", 8))).isCloseTo(-1 / 6.0, within(1e-15));
  }

  @Test
  void where_restricts_the_contexts() {
    Combination difference =
        Combination.of(
            new Prediction(
                BATCH_NORM,
                ContrastMetric.TEST_ACCURACY,
                Expectation.HIGHER,
                .005,
                Map.of("model", List.of("mlp"), "batchSize", List.of("8", "32")),
                Optional.empty()),
            cells);
    assertThat(difference.weights())
        .isEqualTo(
            Map.of(
                cell("mlp", "batch-norm", 8), .5,
                cell("mlp", "batch-norm", 32), .5,
                cell("mlp", "none", 8), -.5,
                cell("mlp", "none", 32), -.5));
  }

  @Test
  void a_context_without_one_of_its_cells_is_left_out() {
    cells.remove(cell("mlp", "none", 8));
    Combination difference = Combination.difference(BATCH_NORM, cells);
    assertThat(difference.weights())
        .hasSize(10)
        .doesNotContainKey(cell("mlp", "batch-norm", 8))
        .containsEntry(cell("mlp", "batch-norm", 32), .2);
    assertThat(Combination.difference(BATCH_NORM, List.of(cell("mlp", "none", 8))).isEmpty())
        .isTrue();
  }

  @Test
  void an_interaction_with_another_factor_is_a_difference_of_differences() {
    Combination interaction =
        Combination.interaction(BATCH_NORM, new Pair("model", "cnn", "mlp"), cells);
    assertThat(interaction.weights()).hasSize(12);
    double third = 1 / 3.0;
    assertThat(interaction.weights())
        .containsEntry(cell("cnn", "batch-norm", 8), third)
        .containsEntry(cell("cnn", "none", 8), -third)
        .containsEntry(cell("mlp", "batch-norm", 8), -third)
        .containsEntry(cell("mlp", "none", 8), third);
  }

  @Test
  void a_second_pair_of_the_same_factor_is_subtracted() {
    Combination interaction =
        Combination.interaction(
            new Pair("regularization", "both", "batch-norm"),
            new Pair("regularization", "dropout", "none"),
            List.of(
                cell("mlp", "none", 8),
                cell("mlp", "batch-norm", 8),
                cell("mlp", "dropout", 8),
                cell("mlp", "both", 8)));
    assertThat(interaction.weights())
        .isEqualTo(
            Map.of(
                cell("mlp", "both", 8), 1.0,
                cell("mlp", "batch-norm", 8), -1.0,
                cell("mlp", "dropout", 8), -1.0,
                cell("mlp", "none", 8), 1.0));
  }

  @Test
  void two_pairs_that_share_a_level_cancel_it() {
    Combination interaction =
        Combination.interaction(
            new Pair("regularization", "both", "none"),
            new Pair("regularization", "dropout", "none"),
            List.of(cell("mlp", "none", 8), cell("mlp", "dropout", 8), cell("mlp", "both", 8)));
    assertThat(interaction.weights())
        .isEqualTo(Map.of(cell("mlp", "both", 8), 1.0, cell("mlp", "dropout", 8), -1.0));
  }

  /** log2 of 8, 32, 256 is 3, 5, 8: mean 16/3, deviations -7/3, -1/3, 8/3, squares 38/3. */
  @Test
  void a_trend_has_the_weights_of_least_squares() {
    Combination trend =
        Combination.trend(
            BATCH_NORM,
            new Across.Trend("batchSize", List.of("8", "32", "256")),
            cells.stream().filter(c -> c.level("model").equals("mlp")).toList());
    assertThat(trend.weights()).hasSize(6);
    double[] byHand = {-7 / 38.0, -1 / 38.0, 8 / 38.0};
    int[] batches = {8, 32, 256};
    for (int i = 0; i < 3; i++) {
      assertThat(trend.weights().get(cell("mlp", "batch-norm", batches[i])))
          .isCloseTo(byHand[i], within(1e-15));
      assertThat(trend.weights().get(cell("mlp", "none", batches[i])))
          .isCloseTo(-byHand[i], within(1e-15));
    }
  }

  /** 8, 32, 256 are 1, 4 and 32 eights: mean 37/3, deviations -34/3, -25/3, 59/3. */
  @Test
  void a_linear_trend_has_the_weights_of_least_squares_on_the_levels_themselves() {
    Combination trend =
        Combination.trend(
            BATCH_NORM,
            new Across.Trend("batchSize", List.of("8", "32", "256"), TrendScale.linear(8)),
            cells.stream().filter(c -> c.level("model").equals("mlp")).toList());
    double squares = (34 * 34 + 25 * 25 + 59 * 59) / 9.0;
    double[] byHand = {-34 / 3.0 / squares, -25 / 3.0 / squares, 59 / 3.0 / squares};
    int[] batches = {8, 32, 256};
    assertThat(trend.weights()).hasSize(6);
    for (int i = 0; i < 3; i++) {
      assertThat(trend.weights().get(cell("mlp", "batch-norm", batches[i])))
          .isCloseTo(byHand[i], within(1e-15));
      assertThat(trend.weights().get(cell("mlp", "none", batches[i])))
          .isCloseTo(-byHand[i], within(1e-15));
    }
  }

  @Test
  void any_weights_of_levels_are_spread_over_the_contexts() {
    Combination main =
        Combination.ofLevels("regularization", Map.of("both", .5, "none", -.5), cells);
    assertThat(main.weights()).hasSize(12);
    assertThat(main.weights().get(cell("cnn", "both", 8))).isCloseTo(1 / 12.0, within(1e-15));
  }

  @Test
  void aTrendOverBatchesTakesTheRatesAlongThatAreZippedWithThem() {
    List<Cell> zipped = new ArrayList<>();
    for (String arm : List.of("none", "batch-norm")) {
      zipped.add(cell("cnn", arm, 2).with("learningRate", "0.01"));
      zipped.add(cell("cnn", arm, 4).with("learningRate", "0.02"));
      zipped.add(cell("cnn", arm, 8).with("learningRate", "0.04"));
    }
    Combination trend =
        Combination.of(
            new Prediction(
                BATCH_NORM,
                ContrastMetric.TEST_ACCURACY,
                Expectation.HIGHER,
                .005,
                Map.of(),
                Optional.of(
                    new Across.Trend("batchSize", List.of("2", "4", "8"), TrendScale.LOG2))),
            zipped);
    // Least squares on 1, 2, 3: a half, nothing and a half.
    assertThat(trend.weights())
        .isEqualTo(
            Map.of(zipped.get(0), .5, zipped.get(2), -.5, zipped.get(3), -.5, zipped.get(5), .5));
  }
}
