package io.ablate4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.hypothesis.TrendScale;
import io.ablate4j.trial.Cell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Contrasts with arms that do not have a factor which others have. */
class ContextsTest {
  private static final Pair AGAINST_NONE = new Pair("regularization", "drop-p", "none");
  private static final List<Cell> CELLS =
      Stream.of("mlp", "cnn")
          .flatMap(
              model ->
                  Stream.of(
                      cell(model, "none", "-"),
                      cell(model, "drop-p", "0.1"),
                      cell(model, "drop-p", "0.2"),
                      cell(model, "drop-p", "0.8"),
                      cell(model, "ghost", "-")))
          .toList();

  private static Cell cell(String model, String arm, String drop) {
    Map<String, String> levels = new LinkedHashMap<>();
    levels.put("model", model);
    levels.put("regularization", arm);
    levels.put("drop", drop);
    return Cell.of(levels);
  }

  private static Map<Cell, Double> weights(
      Pair compare, Map<String, List<String>> where, Optional<Across> across) {
    return Combination.of(
            new Prediction(
                compare, ContrastMetric.TEST_ACCURACY, Expectation.HIGHER, .005, where, across),
            CELLS)
        .weights();
  }

  @Test
  void theControlStandsBesideEachStrengthThatItDoesNotHave() {
    Map<Cell, Double> weights =
        weights(AGAINST_NONE, Map.of("model", List.of("mlp")), Optional.empty());
    assertThat(weights).hasSize(4);
    assertThat(weights.get(cell("mlp", "none", "-"))).isCloseTo(-1, within(1e-15));
    for (String drop : List.of("0.1", "0.2", "0.8")) {
      assertThat(weights.get(cell("mlp", "drop-p", drop))).isCloseTo(1 / 3.0, within(1e-15));
    }
  }

  @Test
  void armsWithoutTheFactorAreComparedOnceAndNotOncePerLevel() {
    Combination ghost = Combination.difference(new Pair("regularization", "ghost", "none"), CELLS);
    assertThat(ghost.units()).hasSize(2);
    assertThat(ghost.weights())
        .isEqualTo(
            Map.of(
                cell("mlp", "ghost", "-"), .5,
                cell("cnn", "ghost", "-"), .5,
                cell("mlp", "none", "-"), -.5,
                cell("cnn", "none", "-"), -.5));
  }

  @Test
  void oneStrengthIsComparedWithTheControlAlone() {
    assertThat(
            weights(
                AGAINST_NONE,
                Map.of("model", List.of("cnn"), "drop", List.of("0.8")),
                Optional.empty()))
        .isEqualTo(Map.of(cell("cnn", "drop-p", "0.8"), 1.0, cell("cnn", "none", "-"), -1.0));
  }

  @Test
  void theControlCancelsOutOfATrendOverTheStrength() {
    Map<Cell, Double> weights =
        weights(
            AGAINST_NONE,
            Map.of("model", List.of("mlp")),
            Optional.of(new Across.Trend("drop", List.of("0.1", "0.2", "0.8"))));
    // About their mean, log2 of the levels are -4/3, -1/3 and 5/3, whose squares add up to 14/3.
    assertThat(weights.keySet())
        .containsExactlyInAnyOrder(
            cell("mlp", "drop-p", "0.1"),
            cell("mlp", "drop-p", "0.2"),
            cell("mlp", "drop-p", "0.8"));
    assertThat(weights.values().stream().mapToDouble(w -> w).sum()).isCloseTo(0, within(1e-12));
    assertThat(weights.get(cell("mlp", "drop-p", "0.1"))).isCloseTo(-4 / 14.0, within(1e-12));
    assertThat(weights.get(cell("mlp", "drop-p", "0.2"))).isCloseTo(-1 / 14.0, within(1e-12));
    assertThat(weights.get(cell("mlp", "drop-p", "0.8"))).isCloseTo(5 / 14.0, within(1e-12));
  }

  @Test
  void theControlCancelsOutOfALinearTrendAsOutOfOneByDoublings() {
    Map<Cell, Double> weights =
        weights(
            AGAINST_NONE,
            Map.of("model", List.of("mlp")),
            Optional.of(
                new Across.Trend("drop", List.of("0.1", "0.2", "0.8"), TrendScale.linear(.1))));
    // About their mean, 1, 2 and 8 tenths are -8/3, -5/3 and 13/3, whose squares add up to 258/9.
    assertThat(weights).hasSize(3);
    assertThat(weights.get(cell("mlp", "drop-p", "0.1"))).isCloseTo(-24 / 258.0, within(1e-12));
    assertThat(weights.get(cell("mlp", "drop-p", "0.2"))).isCloseTo(-15 / 258.0, within(1e-12));
    assertThat(weights.get(cell("mlp", "drop-p", "0.8"))).isCloseTo(39 / 258.0, within(1e-12));
  }

  @Test
  void strengthsAreComparedWhereTheyAre() {
    assertThat(weights(new Pair("drop", "0.8", "0.1"), Map.of(), Optional.empty()))
        .isEqualTo(
            Map.of(
                cell("mlp", "drop-p", "0.8"), .5,
                cell("mlp", "drop-p", "0.1"), -.5,
                cell("cnn", "drop-p", "0.8"), .5,
                cell("cnn", "drop-p", "0.1"), -.5));
  }

  @Test
  void withoutSuchACellContextsAreWhatTheyWere() {
    List<Cell> whole = CELLS.stream().filter(c -> !c.level("drop").equals("-")).toList();
    assertThat(Contexts.of(whole, Set.of("regularization")))
        .hasSize(6)
        .allSatisfy((context, cells) -> assertThat(cells).hasSize(1));
  }
}
