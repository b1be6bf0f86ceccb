package io.ablate4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.DerivedMetrics;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Reducers;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.tuning.Choice;
import io.ablate4j.trial.tuning.Standing;
import io.ablate4j.trial.tuning.Tuned;
import io.ablate4j.trial.tuning.Tuning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The best arm, and the best level, which are chosen on other seeds than those that are seen. */
class MadeTest {
  private static final List<String> ARMS = List.of("none", "batch-norm", "dropout");

  private static Cell cell(String model, String arm, String rate) {
    Map<String, String> levels = new LinkedHashMap<>();
    levels.put("model", model);
    levels.put("regularization", arm);
    levels.put("learningRate", rate);
    return Cell.of(levels);
  }

  private static final List<Cell> CELLS = cells();

  private static List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (String model : List.of("mlp", "cnn")) {
      ARMS.forEach(arm -> cells.add(cell(model, arm, Cell.TUNED)));
    }
    return cells;
  }

  /** What each arm gave on the tuning seeds, in the order of {@link #CELLS}. */
  private static Tuned tuned(double... means) {
    List<Choice> choices = new ArrayList<>();
    for (int i = 0; i < means.length; i++) {
      boolean isChosen = !Double.isNaN(means[i]);
      choices.add(
          new Choice(
              CELLS.get(i),
              isChosen
                  ? List.of(new Choice.Tried("0.001", means[i], 0), new Choice.Tried("0.01", .1, 0))
                  : List.of(),
              isChosen ? Optional.of("0.001") : Optional.empty(),
              6,
              0,
              0));
    }
    return new Tuned(
        Optional.of(new Tuning("learningRate", List.of("0.001", "0.01"), 3, Metric.ACCURACY)),
        choices,
        List.of(),
        List.of(),
        List.of());
  }

  /** The place of the arm in tenths, and the replicate in thousandths; more for the cnn. */
  private record Planted() implements Observed {
    @Override
    public long[] replicates() {
      return new long[] {1, 2, 3};
    }

    @Override
    public Optional<Observation> at(Cell cell, long replicate) {
      double value =
          .1 * ARMS.indexOf(cell.arm())
              + .001 * replicate
              + (cell.level("model").equals("cnn") ? .5 : 0);
      return Optional.of(new Observation(value, false));
    }

    @Override
    public List<TrialSummary> trials(Cell cell, long replicate) {
      return List.of();
    }

    @Override
    public OptionalDouble budgetSteps(Cell cell) {
      return OptionalDouble.empty();
    }

    @Override
    public boolean lacksCostOnly(Set<Cell> cells, long replicate) {
      return false;
    }

    @Override
    public double costVariance(Map<Cell, Double> weights) {
      return 0;
    }
  }

  private static Prediction best(ContrastMetric metric, Map<String, List<String>> where) {
    return new Prediction(
        new Prediction.Pair("regularization", Tuned.BEST, "batch-norm"),
        metric,
        Expectation.HIGHER,
        .005,
        where,
        Optional.empty());
  }

  private static PairedContrast contrast(Prediction part, Tuned tuned) {
    Made made = Made.of(part, CELLS, metric -> new Planted(), tuned);
    return PairedContrast.of(part.metric(), Combination.of(part, made.cells()), made);
  }

  /** In the mlp dropout is best (.2 - .1), in the cnn none is (0 - .1). */
  @Test
  void theBestArmIsChosenInEachContext() {
    Tuned tuned = tuned(.7, .8, .9, .9, .8, .7);
    Prediction all = best(ContrastMetric.TEST_ACCURACY, Map.of());
    PairedContrast contrast = contrast(all, tuned);
    assertThat(contrast.scope().all()).isEqualTo(2);
    assertThat(contrast.differences().values())
        .hasSize(3)
        .allSatisfy(d -> assertThat(d).isCloseTo(0, within(1e-12)));
    Prediction mlp = best(ContrastMetric.TEST_ACCURACY, Map.of("model", List.of("mlp")));
    assertThat(contrast(mlp, tuned).differences().get(2L)).isCloseTo(.1, within(1e-12));
    Made made = Made.of(mlp, CELLS, metric -> new Planted(), tuned);
    assertThat(made.behind(Combination.of(mlp, made.cells()).weights().keySet()))
        .containsExactlyInAnyOrder(CELLS.get(1), CELLS.get(2));
  }

  @Test
  void anArmThatIsBestItselfHasNoRegret() {
    Tuned tuned = tuned(.7, .9, .8, .7, .9, .8);
    assertThat(contrast(best(ContrastMetric.TEST_ACCURACY, Map.of()), tuned).differences().values())
        .containsOnly(0.0);
  }

  /** Without the choice of one arm nobody knows which is best. */
  @Test
  void aContextWithoutAllChoicesHasNoBestArm() {
    Tuned tuned = tuned(.7, Double.NaN, .9, .9, .8, .7);
    assertThat(contrast(best(ContrastMetric.TEST_ACCURACY, Map.of()), tuned).scope().all())
        .isEqualTo(1);
  }

  /** What each arm gave at .001 and .01, on the tuning seeds of all cells. */
  private static Tuned standings(double... means) {
    List<Standing> standings = new ArrayList<>();
    for (int i = 0; i < means.length; i++) {
      OptionalDouble mean =
          Double.isNaN(means[i]) ? OptionalDouble.empty() : OptionalDouble.of(means[i]);
      standings.add(new Standing(RATES.get(i), mean, 0, 3, 0, mean.isEmpty() ? 1 : 0));
    }
    return new Tuned(Optional.empty(), List.of(), standings, List.of(), List.of());
  }

  private static final List<Cell> RATES = rates();

  private static List<Cell> rates() {
    List<Cell> cells = new ArrayList<>();
    for (String arm : ARMS) {
      List.of("0.01", "0.001").forEach(rate -> cells.add(cell("mlp", arm, rate)));
    }
    return cells;
  }

  /** A level of .01 adds .03 to what {@link Planted} has. */
  private static Observed planted() {
    return new Observed() {
      private final Planted plain = new Planted();

      @Override
      public long[] replicates() {
        return plain.replicates();
      }

      @Override
      public Optional<Observation> at(Cell cell, long replicate) {
        double more = cell.level("learningRate").equals("0.01") ? .03 : 0;
        return plain.at(cell, replicate).map(seen -> new Observation(seen.value() + more, false));
      }

      @Override
      public List<TrialSummary> trials(Cell cell, long replicate) {
        return List.of();
      }

      @Override
      public OptionalDouble budgetSteps(Cell cell) {
        return OptionalDouble.empty();
      }

      @Override
      public boolean lacksCostOnly(Set<Cell> cells, long replicate) {
        return false;
      }

      @Override
      public double costVariance(Map<Cell, Double> weights) {
        return 0;
      }
    };
  }

  private static PairedContrast contrastOfRates(Prediction part, Tuned tuned) {
    Made made = Made.of(part, RATES, metric -> planted(), tuned);
    return PairedContrast.of(part.metric(), Combination.of(part, made.cells()), made);
  }

  private static Prediction atBest(String level, String control, List<String> rates) {
    return new Prediction(
        new Prediction.Pair("regularization", level, control),
        DerivedMetrics.over(
            ContrastMetric.TEST_ACCURACY, "learningRate", Reducers.find("best").orElseThrow()),
        Expectation.HIGHER,
        .005,
        rates.isEmpty() ? Map.of() : Map.of("learningRate", rates),
        Optional.empty());
  }

  /** None does best at .01 there (.03), batch norm at .001 (.1); no test number has a say. */
  @Test
  void eachArmIsSeenAtTheLevelThatDidBestOnTheTuningSeeds() {
    Tuned tuned = standings(.8, .7, .6, .9, .5, .5);
    Prediction part = atBest("batch-norm", "none", List.of());
    assertThat(contrastOfRates(part, tuned).differences().get(1L)).isCloseTo(.07, within(1e-12));
    // Of equal ones the smaller.
    assertThat(contrastOfRates(atBest("dropout", "none", List.of()), tuned).differences().get(1L))
        .isCloseTo(.2 - .03, within(1e-12));
    List<Pick> picks = Picks.of(List.of(PlantedRows.hypothesis("h", "f", part)), RATES, tuned);
    assertThat(picks)
        .extracting(pick -> pick.where() + " " + pick.chosen(true).orElseThrow().level())
        .containsExactly("mlp, none 0.01", "mlp, batch-norm 0.001");
    assertThat(picks)
        .allMatch(pick -> pick.isAtEdge(true))
        .extracting(pick -> pick.runnerUp(true).orElseThrow().mean())
        .containsExactly(.7, .6);
  }

  @Test
  void theBestArmAtItsBestLevelIsTheBestOfAll() {
    Tuned tuned = standings(.8, .7, .6, .9, .5, .95);
    Prediction part = atBest(Tuned.BEST, "batch-norm", List.of());
    assertThat(contrastOfRates(part, tuned).differences().get(2L)).isCloseTo(.1, within(1e-12));
    Prediction higher = atBest(Tuned.BEST, "batch-norm", List.of("0.01"));
    assertThat(contrastOfRates(higher, tuned).differences().get(2L)).isCloseTo(-.1, within(1e-12));
  }

  /** Over two rates of equal weight none has .75, batch norm .77, dropout .5. */
  @Test
  void anArmIsJudgedByTheMeanWhereAMeanIsCompared() {
    Prediction mean =
        new Prediction(
            new Prediction.Pair("regularization", Tuned.BEST, "dropout"),
            DerivedMetrics.over(
                ContrastMetric.TEST_ACCURACY, "learningRate", Reducers.find("mean").orElseThrow()),
            Expectation.HIGHER,
            .005,
            Map.of(),
            Optional.empty());
    assertThat(contrastOfRates(mean, standings(.8, .7, .64, .9, .5, .5)).differences().get(3L))
        .isCloseTo(-.1, within(1e-12));
  }

  @Test
  void withoutAllTuningTrialsNothingIsBest() {
    Tuned tuned = standings(.8, Double.NaN, .6, .9, .5, .5);
    Prediction part = atBest("batch-norm", "none", List.of());
    assertThat(contrastOfRates(part, tuned).scope().all()).isZero();
    assertThat(Picks.of(List.of(PlantedRows.hypothesis("h", "f", part)), RATES, tuned).get(0))
        .satisfies(
            pick -> {
              assertThat(pick.problem()).contains("tuning incomplete: 1 of 3 trials not run");
              assertThat(pick.chosen(true)).isEmpty();
              assertThat(pick.isAtEdge(true)).isFalse();
            });
  }

  @Test
  void theBestLevelIsTheOneThatWasTuned() {
    ContrastMetric atBest =
        DerivedMetrics.over(
            ContrastMetric.TEST_ACCURACY, "learningRate", Reducers.find("best").orElseThrow());
    List<Cell> cells = new ArrayList<>(CELLS);
    ARMS.forEach(arm -> cells.add(cell("mlp", arm, "0.001")));
    Prediction part =
        new Prediction(
            new Prediction.Pair("regularization", "dropout", "none"),
            atBest,
            Expectation.HIGHER,
            .005,
            Map.of(),
            Optional.empty());
    Made made = Made.of(part, cells, metric -> new Planted(), tuned(.7, .8, .9, .9, .8, .7));
    assertThat(made.behind(made.cells())).containsExactlyInAnyOrderElementsOf(CELLS);
    PairedContrast contrast = PairedContrast.of(atBest, Combination.of(part, made.cells()), made);
    assertThat(contrast.differences().get(1L)).isCloseTo(.2, within(1e-12));
  }
}
