package io.ablate4j.analysis;

import io.ablate4j.analysis.PairedContrast.Counts;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Works a contrast out replicate by replicate, over the cells that say something. */
final class Pairing {
  private final ContrastMetric metric;
  private final Combination combination;
  private final Observed observations;
  private final Scope scope;

  private final SortedMap<Long, Double> differences = new TreeMap<>();
  private final List<Long> used = new ArrayList<>();
  private final List<Double> above = new ArrayList<>();
  private final List<Double> below = new ArrayList<>();
  private int untimed;
  private int failed;
  private int diverged;
  private int blown;
  private int censoredAbove;
  private int censoredBelow;
  private int seenAbove;
  private int seenBelow;
  private boolean tooLarge;

  private Pairing(
      ContrastMetric metric, Combination combination, Observed observations, Scope scope) {
    this.metric = metric;
    this.combination = combination;
    this.observations = observations;
    this.scope = scope;
  }

  static PairedContrast of(ContrastMetric metric, Combination combination, Observed observations) {
    List<Map<Cell, Double>> telling = new ArrayList<>();
    List<Scope.LeftOut> leftOut = new ArrayList<>();
    for (Map<Cell, Double> unit : combination.units()) {
      Optional<String> silence =
          contexts(unit.keySet(), combination.factor()).values().stream()
              .flatMap(cells -> Silence.of(metric, cells, observations).stream())
              .findFirst();
      if (silence.isEmpty()) {
        telling.add(unit);
      } else {
        leftOut.add(new Scope.LeftOut(unit.keySet().iterator().next(), silence.get()));
      }
    }
    Scope scope = new Scope(combination.units().size(), leftOut);
    return new Pairing(
            metric,
            telling.isEmpty() ? combination : combination.over(telling),
            observations,
            scope)
        .contrast();
  }

  private PairedContrast contrast() {
    Map<Cell, Double> weights = combination.weights();
    Collection<List<Cell>> contexts = contexts(weights.keySet(), combination.factor()).values();
    for (long replicate : observations.replicates()) {
      if (weights.keySet().stream().allMatch(c -> observations.at(c, replicate).isPresent())
          && !weights.isEmpty()) {
        add(replicate, weights, contexts);
      } else {
        untimed += observations.lacksCostOnly(weights.keySet(), replicate) ? 1 : 0;
        for (Cell cell : weights.keySet()) {
          failed +=
              (int)
                  observations.trials(cell, replicate).stream()
                      .filter(TrialSummary::isFailed)
                      .count();
        }
      }
    }
    int censored = censoredAbove + censoredBelow;
    int uncensored = seenAbove + seenBelow - censored;
    PairedContrast.Sides sides =
        new PairedContrast.Sides(
            PairedContrast.array(above), PairedContrast.array(below), scope, arrivals());
    Counts counts =
        new Counts(
            observations.replicates().length - used.size(),
            untimed,
            failed,
            diverged,
            blown,
            censored);
    if (metric == ContrastMetric.SECONDS_TO_TARGET) {
      PairedContrast.widen(differences, observations.costVariance(weights));
    }
    String nothing = nothing(weights.keySet(), uncensored, contexts.size());
    // What is counted for a trial that fell short is its budget: of effects, and of arms whose
    // budgets differ, that tells in which direction the truth lies, and no more.
    boolean unlike =
        Roles.OF_THE_BUDGET.contains(combination.factor())
            || contexts.stream().anyMatch(this::haveUnlikeBudgets);
    if ((combination.ofEffects() || unlike)
        && censored > 0
        && uncensored > 0
        && nothing.isEmpty()) {
      return PairedContrast.bound(metric, differences, counts, sides, censoredAbove);
    }
    double[] tested =
        censored == 0 ? PairedContrast.array(differences.values()) : rankDifferences(weights);
    return PairedContrast.of(metric, differences, tested, counts, sides, nothing);
  }

  /** Cells may have a part of their budget tuned, and got different ones. */
  private boolean haveUnlikeBudgets(List<Cell> cells) {
    return cells.stream().map(observations::budgetSteps).distinct().count() > 1;
  }

  /** A replicate that has an observation of every cell. */
  private void add(long replicate, Map<Cell, Double> weights, Collection<List<Cell>> contexts) {
    double positive = 0;
    double negative = 0;
    Set<Cell> down = new HashSet<>();
    for (Map.Entry<Cell, Double> entry : weights.entrySet()) {
      Cell cell = entry.getKey();
      Observation observation = observations.at(cell, replicate).orElseThrow();
      double weight = entry.getValue();
      positive += weight > 0 ? weight * observation.value() : 0;
      negative -= weight < 0 ? weight * observation.value() : 0;
      seenAbove += weight > 0 ? 1 : 0;
      seenBelow += weight > 0 ? 0 : 1;
      censoredAbove += observation.censored() && weight > 0 ? 1 : 0;
      censoredBelow += observation.censored() && weight <= 0 ? 1 : 0;
      List<TrialSummary> behind = observations.trials(cell, replicate);
      if (!behind.isEmpty() && behind.stream().allMatch(TrialSummary::isDiverged)) {
        down.add(cell);
      }
    }
    double difference = positive - negative;
    if (!Double.isFinite(difference)) {
      tooLarge = true;
      return;
    }
    differences.put(replicate, difference);
    used.add(replicate);
    above.add(positive);
    below.add(negative);
    diverged += down.size();
    blown += (int) contexts.stream().filter(down::containsAll).count();
  }

  private Arrivals arrivals() {
    return metric.reading().isToTarget() && !combination.ofEffects()
        ? new Arrivals(seenAbove - censoredAbove, seenAbove, seenBelow - censoredBelow, seenBelow)
        : Arrivals.NONE;
  }

  /** Why all replicates together say nothing; empty if they do. */
  private String nothing(Set<Cell> cells, int uncensored, int contexts) {
    if (scope.all() > 0 && scope.used() == 0) {
      return scope.leftOut().stream()
          .map(Scope.LeftOut::reason)
          .distinct()
          .collect(Collectors.joining("; or "));
    }
    if (tooLarge) {
      return "numbers too large to be set against one another";
    }
    if (used.isEmpty()) {
      return untimed > 0 || metric == ContrastMetric.STEP_MILLIS
          ? ""
          : Unpaired.of(combination.factor(), cells, observations);
    }
    return uncensored == 0
        ? "no trial reached the target"
        : contexts * used.size() == blown ? Silence.DIVERGED : "";
  }

  /**
   * The same combination of ranks, 0 to 1, taken in each context over both arms and all replicates;
   * censored observations share the worst rank. If the compared arms do not differ in any context,
   * swapping them inside a replicate swaps their ranks and changes nothing else, so the sign-flip
   * test stays exact. It does not for effects that are compared with one another, which may be
   * equal without being zero: those are not ranked.
   */
  private double[] rankDifferences(Map<Cell, Double> weights) {
    double[] ranked = new double[used.size()];
    boolean isShared = weights.keySet().stream().anyMatch(Pairing::isOpen);
    if (isShared) {
      // A cell without a factor is ranked in each of its contexts, with its weight there.
      int units = combination.units().size();
      combination
          .units()
          .forEach(
              unit -> addRanks(List.copyOf(unit.keySet()), cell -> unit.get(cell) / units, ranked));
    } else {
      contexts(weights.keySet(), combination.factor())
          .values()
          .forEach(cells -> addRanks(cells, weights::get, ranked));
    }
    return ranked;
  }

  private static boolean isOpen(Cell cell) {
    return cell.levels().containsValue(Cell.ABSENT);
  }

  private void addRanks(List<Cell> cells, ToDoubleFunction<Cell> weights, double[] ranked) {
    double[] values = new double[cells.size() * used.size()];
    for (int c = 0; c < cells.size(); c++) {
      for (int r = 0; r < used.size(); r++) {
        Observation observation = observations.at(cells.get(c), used.get(r)).orElseThrow();
        values[c * used.size() + r] =
            observation.censored() ? Double.POSITIVE_INFINITY : observation.value();
      }
    }
    double[] ranks = PairedContrast.ranks(values);
    for (int c = 0; c < cells.size(); c++) {
      double weight = weights.applyAsDouble(cells.get(c));
      for (int r = 0; r < used.size(); r++) {
        ranked[r] += weight * ranks[c * used.size() + r] / values.length;
      }
    }
  }

  /** Cells that differ in nothing but the compared factor. */
  private static Map<List<String>, List<Cell>> contexts(Set<Cell> cells, String compared) {
    // Hashed, so that sums over contexts come in the order in which they always came.
    Map<List<String>, List<Cell>> hashed = new HashMap<>();
    Contexts.of(cells, Set.of(compared)).forEach(hashed::put);
    return hashed;
  }
}
