package io.ablate4j.analysis;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.trial.Cell;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Every contrast a study's grid allows, without having been asked. */
final class Effects {
  private static final String MODEL = "model";
  private static final String REGULARIZATION = "regularization";
  private static final String BATCH_SIZE = "batchSize";

  private static final String NONE = "none";
  private static final String BATCH_NORM = "batch-norm";
  private static final String DROPOUT = "dropout";
  private static final String BOTH = "both";

  /** What interactions and trends are told of: one metric a question. */
  static final List<ContrastMetric> MAIN =
      List.of(
          ContrastMetric.TEST_ACCURACY,
          ContrastMetric.GAP_ACCURACY,
          ContrastMetric.STEPS_TO_TARGET);

  private final List<Cell> cells;
  private final Function<ContrastMetric, Observations> observations;
  private final List<String> arms;
  private final String control;
  private final List<Effect> found = new ArrayList<>();

  private Effects(List<Cell> cells, Function<ContrastMetric, Observations> observations) {
    this.cells = cells;
    this.observations = observations;
    arms = levels(REGULARIZATION);
    control = control(arms);
  }

  /** What the others are compared with: {@code none}, or the first level. */
  static String control(Collection<String> regularizations) {
    return regularizations.contains(NONE)
        ? NONE
        : regularizations.stream().findFirst().orElse(NONE);
  }

  static List<Effect> of(List<Cell> cells, Function<ContrastMetric, Observations> observations) {
    Effects effects = new Effects(cells, observations);
    effects.againstControl();
    effects.factorial();
    effects.batchTrends();
    effects.modelInteractions();
    return List.copyOf(effects.found);
  }

  private List<String> levels(String factor) {
    Set<String> levels = new LinkedHashSet<>();
    cells.forEach(cell -> levels.add(cell.level(factor)));
    return List.copyOf(levels);
  }

  private List<String> others() {
    return arms.stream().filter(Predicate.not(control::equals)).toList();
  }

  /** Every context, every model, and the whole grid. */
  private Map<Map<String, String>, List<Cell>> scopes() {
    Map<Map<String, String>, List<Cell>> scopes = new LinkedHashMap<>();
    for (Cell cell : cells) {
      Map<String, String> context = new LinkedHashMap<>();
      Cell.FACTORS.stream()
          .filter(Predicate.not(REGULARIZATION::equals))
          .forEach(factor -> context.put(factor, cell.level(factor)));
      scopes.computeIfAbsent(context, c -> new ArrayList<>()).add(cell);
    }
    int contexts = scopes.size();
    scopes.putAll(models());
    if (contexts > 1) {
      scopes.put(Map.of(), cells);
    }
    return scopes;
  }

  private Map<Map<String, String>, List<Cell>> models() {
    Map<Map<String, String>, List<Cell>> models = new LinkedHashMap<>();
    for (String model : levels(MODEL)) {
      models.put(
          Map.of(MODEL, model), cells.stream().filter(c -> c.model().equals(model)).toList());
    }
    return models;
  }

  private void add(
      Effect.Kind kind,
      String arm,
      Map<String, String> levels,
      String against,
      ContrastMetric metric,
      Combination combination) {
    if (!combination.isEmpty()) {
      found.add(
          new Effect(
              kind,
              arm,
              levels,
              against,
              PairedContrast.of(metric, combination, observations.apply(metric))));
    }
  }

  private void againstControl() {
    scopes()
        .forEach(
            (levels, scope) -> {
              for (String arm : others()) {
                Combination difference =
                    Combination.difference(new Pair(REGULARIZATION, arm, control), scope);
                for (ContrastMetric metric : ContrastMetric.values()) {
                  add(Effect.Kind.AGAINST_CONTROL, arm, levels, "", metric, difference);
                }
              }
            });
  }

  /** Main effects and interaction of BN and Dropout, where all four arms are there. */
  private void factorial() {
    if (!arms.containsAll(List.of(NONE, BATCH_NORM, DROPOUT, BOTH))) {
      return;
    }
    Map<String, Double> batchNorm =
        weights(Map.of(BOTH, .5, BATCH_NORM, .5, DROPOUT, -.5, NONE, -.5));
    Map<String, Double> dropout =
        weights(Map.of(BOTH, .5, DROPOUT, .5, BATCH_NORM, -.5, NONE, -.5));
    scopes()
        .forEach(
            (levels, scope) -> {
              Combination ofBatchNorm = Combination.ofLevels(REGULARIZATION, batchNorm, scope);
              Combination ofDropout = Combination.ofLevels(REGULARIZATION, dropout, scope);
              Combination interaction =
                  Combination.interaction(
                      new Pair(REGULARIZATION, BOTH, BATCH_NORM),
                      new Pair(REGULARIZATION, DROPOUT, NONE),
                      scope);
              for (ContrastMetric metric : MAIN) {
                add(Effect.Kind.MAIN_EFFECT, BATCH_NORM, levels, "", metric, ofBatchNorm);
                add(Effect.Kind.MAIN_EFFECT, DROPOUT, levels, "", metric, ofDropout);
                add(
                    Effect.Kind.INTERACTION,
                    BATCH_NORM + " x " + DROPOUT,
                    levels,
                    "",
                    metric,
                    interaction);
              }
            });
  }

  /** In the order of the levels, so that sums come out the same each time. */
  private Map<String, Double> weights(Map<String, Double> byLevel) {
    Map<String, Double> ordered = new LinkedHashMap<>();
    arms.stream().filter(byLevel::containsKey).forEach(arm -> ordered.put(arm, byLevel.get(arm)));
    return ordered;
  }

  private void batchTrends() {
    List<String> batchSizes =
        cells.stream().map(Cell::batchSize).distinct().sorted().map(String::valueOf).toList();
    if (batchSizes.size() < 2) {
      return;
    }
    Across.Trend trend = new Across.Trend(BATCH_SIZE, batchSizes);
    Map<Map<String, String>, List<Cell>> scopes = new LinkedHashMap<>(models());
    if (scopes.size() > 1) {
      scopes.put(Map.of(), cells);
    }
    scopes.forEach(
        (levels, scope) -> {
          for (String arm : others()) {
            Combination slope =
                Combination.trend(new Pair(REGULARIZATION, arm, control), trend, scope);
            for (ContrastMetric metric : MAIN) {
              add(Effect.Kind.BATCH_TREND, arm, levels, "", metric, slope);
            }
          }
        });
  }

  private void modelInteractions() {
    List<String> models = levels(MODEL);
    for (int later = 1; later < models.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        Pair pair = new Pair(MODEL, models.get(later), models.get(earlier));
        for (String arm : others()) {
          Combination interaction =
              Combination.interaction(new Pair(REGULARIZATION, arm, control), pair, cells);
          for (ContrastMetric metric : MAIN) {
            add(
                Effect.Kind.MODEL_INTERACTION,
                arm,
                Map.of(MODEL, pair.level()),
                pair.control(),
                metric,
                interaction);
          }
        }
      }
    }
  }

  /** Each arm over all cells, on the seeds that are whole. */
  static List<Overall> overall(List<Cell> cells, Observations accuracy) {
    Map<String, List<Cell>> byArm = new LinkedHashMap<>();
    for (Cell cell : cells) {
      byArm.computeIfAbsent(cell.regularization(), a -> new ArrayList<>()).add(cell);
    }
    List<Long> whole = new ArrayList<>();
    for (long seed : accuracy.replicates()) {
      if (cells.stream().allMatch(cell -> accuracy.at(cell, seed).isPresent())) {
        whole.add(seed);
      }
    }
    Map<String, double[][]> values = new LinkedHashMap<>();
    byArm.forEach(
        (arm, armCells) ->
            values.put(
                arm,
                armCells.stream()
                    .map(
                        cell ->
                            whole.stream()
                                .map(seed -> accuracy.at(cell, seed))
                                .map(Optional::orElseThrow)
                                .mapToDouble(Observation::value)
                                .toArray())
                    .toArray(double[][]::new)));
    double[][] control = values.get(control(byArm.keySet()));
    List<Overall> overall = new ArrayList<>();
    values.forEach((arm, numbers) -> overall.add(Overall.of(arm, numbers, control)));
    return overall;
  }
}
