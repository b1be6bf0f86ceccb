package io.ablate4j.analysis;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.trial.Arms;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.StudyRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Every contrast a study's grid allows, without having been asked. */
final class Effects {
  /** What interactions and trends are worked out for: one metric a question. */
  static final List<ContrastMetric> MAIN =
      List.of(
          ContrastMetric.TEST_ACCURACY,
          ContrastMetric.GAP_ACCURACY,
          ContrastMetric.STEPS_TO_TARGET);

  private final List<Cell> cells;
  private final Function<ContrastMetric, Observations> observations;
  private final Settings settings;
  private final String compared;
  private final List<String> arms;
  private final String control;
  private final List<Supplier<Effect>> found = new ArrayList<>();

  private Effects(
      StudyRecord study, List<Cell> cells, Function<ContrastMetric, Observations> observations) {
    this.cells = cells;
    this.observations = observations;
    settings = Settings.of(study, cells);
    compared = cells.isEmpty() ? Roles.ARM : cells.get(0).compared();
    arms = levels(compared);
    control = Arms.control(arms);
  }

  static List<Effect> of(
      StudyRecord study, List<Cell> cells, Function<ContrastMetric, Observations> observations) {
    Effects effects = new Effects(study, cells, observations);
    effects.againstControl(metrics(study));
    if (study.compared().equals(Roles.ARM)) {
      Factorial.of(study, effects.arms).forEach(effects::factorial);
    }
    if (!study.compared().equals(Roles.BATCH_SIZE)) {
      effects.batchTrends();
    }
    if (!study.compared().equals(Roles.MODEL)) {
      effects.modelInteractions();
    }
    effects.singleChanges();
    // Each is pure and has its own random stream, so that any number of threads gives the same.
    return effects.found.parallelStream().map(Supplier::get).toList();
  }

  /** What arms are compared on unasked: all metrics of trials, then the study's own probes. */
  private static List<ContrastMetric> metrics(StudyRecord study) {
    return Stream.concat(
            ContrastMetric.all().stream()
                .filter(Predicate.not(ContrastMetric::isOnlyAsked))
                .filter(metric -> !metric.isByClass() || study.isUnbalanced()),
            StudyAnalysis.probes(study).stream())
        .toList();
  }

  private List<String> levels(String factor) {
    Set<String> levels = new LinkedHashSet<>();
    cells.forEach(cell -> levels.add(cell.level(factor)));
    return List.copyOf(levels);
  }

  private List<String> others() {
    return arms.stream().filter(Predicate.not(control::equals)).toList();
  }

  /**
   * Every context, every model, and the whole grid; of the latter two what is at fixed levels and
   * what is at tuned ones apart.
   *
   * @param own the arms that are set against one another
   */
  private Map<Map<String, String>, List<Cell>> scopes(Collection<String> own) {
    Map<Map<String, String>, List<Cell>> scopes = new LinkedHashMap<>();
    for (Cell cell : cells) {
      Map<String, String> context = new LinkedHashMap<>();
      context.putAll(cell.withoutArm().levels());
      scopes.computeIfAbsent(context, c -> new ArrayList<>()).add(cell);
    }
    scopes.forEach((levels, scope) -> scope.addAll(controlsBeside(scope)));
    int contexts = scopes.size();
    scopes.putAll(parted(models(), own));
    if (contexts > 1) {
      scopes.putAll(settings.parts(Map.of(), cells, own));
    }
    return scopes;
  }

  private Map<Map<String, String>, List<Cell>> parted(
      Map<Map<String, String>, List<Cell>> scopes, Collection<String> own) {
    Map<Map<String, String>, List<Cell>> parted = new LinkedHashMap<>();
    scopes.forEach((levels, scope) -> parted.putAll(settings.parts(levels, scope, own)));
    return parted;
  }

  /** The control of arms that have a factor which it does not have. */
  private List<Cell> controlsBeside(List<Cell> scope) {
    return scope.stream().anyMatch(cell -> cell.arm().equals(control))
        ? List.of()
        : Contexts.beside(scope.get(0), control, cells).stream().toList();
  }

  /** None where models are what is compared. */
  private Map<Map<String, String>, List<Cell>> models() {
    Map<Map<String, String>, List<Cell>> models = new LinkedHashMap<>();
    if (compared.equals(Roles.MODEL)) {
      return models;
    }
    for (String model : levels(Roles.MODEL)) {
      models.put(
          Map.of(Roles.MODEL, model),
          cells.stream().filter(c -> c.level(Roles.MODEL).equals(model)).toList());
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
      Observations read = observations.apply(metric);
      found.add(
          () ->
              new Effect(kind, arm, levels, against, PairedContrast.of(metric, combination, read)));
    }
  }

  private void againstControl(List<ContrastMetric> metrics) {
    Map<String, Map<Map<String, String>, List<Cell>>> byArm = new LinkedHashMap<>();
    others().forEach(arm -> byArm.put(arm, scopes(List.of(arm, control))));
    Set<Map<String, String>> all = new LinkedHashSet<>();
    byArm.values().forEach(scopes -> all.addAll(scopes.keySet()));
    for (Map<String, String> levels : all) {
      for (String arm : others()) {
        List<Cell> scope = byArm.get(arm).getOrDefault(levels, List.of());
        Combination difference = Combination.difference(new Pair(compared, arm, control), scope);
        for (ContrastMetric metric : metrics) {
          add(Effect.Kind.AGAINST_CONTROL, arm, levels, "", metric, difference);
        }
      }
    }
  }

  /** Main effects and interaction of batch norm and dropout. */
  private void factorial(Factorial of) {
    Map<String, Double> batchNorm =
        weights(Map.of(of.both(), .5, of.batchNorm(), .5, of.dropout(), -.5, of.none(), -.5));
    Map<String, Double> dropout =
        weights(Map.of(of.both(), .5, of.dropout(), .5, of.batchNorm(), -.5, of.none(), -.5));
    scopes(List.of(of.both(), of.batchNorm(), of.dropout(), of.none()))
        .forEach(
            (levels, scope) -> {
              Combination ofBatchNorm = Combination.ofLevels(compared, batchNorm, scope);
              Combination ofDropout = Combination.ofLevels(compared, dropout, scope);
              Combination interaction =
                  Combination.interaction(
                      new Pair(compared, of.both(), of.batchNorm()),
                      new Pair(compared, of.dropout(), of.none()),
                      scope);
              for (ContrastMetric metric : MAIN) {
                add(
                    Effect.Kind.MAIN_EFFECT,
                    of.batchNorm(),
                    levels,
                    of.dropout(),
                    metric,
                    ofBatchNorm);
                add(
                    Effect.Kind.MAIN_EFFECT,
                    of.dropout(),
                    levels,
                    of.batchNorm(),
                    metric,
                    ofDropout);
                add(
                    Effect.Kind.INTERACTION,
                    of.interaction(),
                    levels,
                    of.both(),
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
    Map<Map<String, String>, List<Cell>> scopes = new LinkedHashMap<>(models());
    if (scopes.size() != 1) {
      scopes.put(Map.of(), cells);
    }
    scopes.forEach(
        (levels, scope) -> {
          for (String arm : others()) {
            settings
                .parts(levels, scope, List.of(arm, control))
                .forEach((own, cellsOfIt) -> batchTrend(arm, own, cellsOfIt));
          }
        });
  }

  private void batchTrend(String arm, Map<String, String> levels, List<Cell> scope) {
    List<String> batchSizes = sharedBatchSizes(arm, scope);
    if (batchSizes.size() > 1) {
      Combination slope =
          Combination.trend(
              new Pair(compared, arm, control),
              new Across.Trend(Roles.BATCH_SIZE, batchSizes),
              scope);
      for (ContrastMetric metric : MAIN) {
        add(Effect.Kind.BATCH_TREND, arm, levels, "", metric, slope);
      }
    }
  }

  /**
   * The batch sizes, ascending, at which arm and control are there with everything they are there
   * with at any: where cells are excluded, a slope over the others keeps all contexts.
   */
  private List<String> sharedBatchSizes(String arm, List<Cell> scope) {
    Set<Cell> there = new HashSet<>(scope);
    Map<Integer, Set<Cell>> contexts = new TreeMap<>();
    Set<Cell> any = new HashSet<>();
    for (Cell cell : scope) {
      if (cell.arm().equals(arm)
          && there.contains(cell.withArm(control))
          && !cell.level(Roles.BATCH_SIZE).equals(Cell.TUNED)) {
        Cell context = cell.withoutArm().without(Roles.BATCH_SIZE);
        contexts.computeIfAbsent(Roles.batchSize(cell), b -> new HashSet<>()).add(context);
        any.add(context);
      }
    }
    return contexts.entrySet().stream()
        .filter(entry -> entry.getValue().equals(any))
        .map(entry -> String.valueOf(entry.getKey()))
        .toList();
  }

  /** Where each cell differs from the first in one factor, and more than one factor varies. */
  private void singleChanges() {
    if (cells.isEmpty()) {
      return;
    }
    Cell base = cells.get(0);
    Map<Cell, String> changes = new LinkedHashMap<>();
    for (Cell cell : cells.subList(1, cells.size())) {
      List<String> changed = base.differences(cell);
      if (changed.size() != 1) {
        return;
      }
      changes.put(cell, changed.get(0));
    }
    if (Set.copyOf(changes.values()).size() < 2) {
      return;
    }
    changes.forEach(
        (cell, factor) -> {
          if (!factor.equals(compared)) {
            Combination change = Combination.difference(factor, cell, base);
            Map<String, String> level = Map.of(factor, cell.level(factor));
            for (ContrastMetric metric : MAIN) {
              add(Effect.Kind.SINGLE_CHANGE, base.arm(), level, base.level(factor), metric, change);
            }
          }
        });
  }

  private void modelInteractions() {
    List<String> models = levels(Roles.MODEL);
    for (int later = 1; later < models.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        Pair pair = new Pair(Roles.MODEL, models.get(later), models.get(earlier));
        for (String arm : others()) {
          settings
              .parts(Map.of(Roles.MODEL, pair.level()), cells, List.of(arm, control))
              .forEach(
                  (levels, scope) -> {
                    Combination interaction =
                        Combination.interaction(new Pair(compared, arm, control), pair, scope);
                    for (ContrastMetric metric : MAIN) {
                      add(
                          Effect.Kind.MODEL_INTERACTION,
                          arm,
                          levels,
                          pair.control(),
                          metric,
                          interaction);
                    }
                  });
        }
      }
    }
  }
}
