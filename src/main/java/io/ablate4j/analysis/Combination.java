package io.ablate4j.analysis;

import io.ablate4j.hypothesis.Compared;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.stats.LeastSquares;
import io.ablate4j.trial.Cell;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A linear combination of cells, worked out inside each replicate: a difference of two levels, a
 * difference of differences, or a least-squares slope. Each context (the levels of all factors that
 * are not contrasted) has the same weight.
 *
 * @param factor whose levels are compared
 * @param ofEffects whether effects are compared with one another (interaction, trend), or an arm
 *     with a number: that they are equal does not make arms equal
 * @param units the weights by cell in each context
 */
record Combination(String factor, boolean ofEffects, List<Map<Cell, Double>> units) {
  /** Of weights that add up to nothing, rounding is what remains. */
  private static final double NOTHING = 1e-12;

  Combination {
    units = List.copyOf(units);
  }

  /** By cell, over all contexts; the positive ones are the side that is spoken of. */
  Map<Cell, Double> weights() {
    Map<Cell, Double> weights = new LinkedHashMap<>();
    for (Map<Cell, Double> unit : units) {
      unit.forEach((cell, weight) -> weights.merge(cell, weight / units.size(), Double::sum));
    }
    return weights;
  }

  /** The same over some of its contexts. */
  Combination over(List<Map<Cell, Double>> some) {
    return new Combination(factor, ofEffects, some);
  }

  /** No context has all the cells it takes. */
  boolean isEmpty() {
    return units.isEmpty();
  }

  /** One cell less another one that differs from it in that factor. */
  static Combination difference(String factor, Cell cell, Cell other) {
    Map<Cell, Double> weights = new LinkedHashMap<>();
    weights.put(cell, 1.0);
    weights.put(other, -1.0);
    return new Combination(factor, false, List.of(weights));
  }

  /** The contrast of a prediction on the cells that are made for it, see {@link Made}. */
  static Combination of(Prediction prediction, Collection<Cell> cells) {
    Compared pair = prediction.compare();
    List<Term> terms;
    if (prediction.across().isEmpty()) {
      terms =
          List.of(
              new Term(Map.of(pair.factor(), pair.level()), 1),
              new Term(Map.of(pair.factor(), control(pair)), -1));
    } else {
      terms =
          prediction.across().get() instanceof Across.Interaction interaction
              ? terms(pair, interaction.pair())
              : terms(pair, (Across.Trend) prediction.across().get());
    }
    boolean ofEffects = prediction.across().isPresent() || pair instanceof Compared.AgainstNumber;
    Combination found =
        of(cells, prediction.ofContexts(), pair.factor(), ofEffects, terms, Set.of());
    // What a study zips with a compared factor goes along with it; the study was read so.
    return found.isEmpty()
        ? of(
            cells,
            prediction.ofContexts(),
            pair.factor(),
            ofEffects,
            terms,
            Contexts.goingWith(contrasted(terms), cells))
        : found;
  }

  private static Set<String> contrasted(List<Term> terms) {
    Set<String> contrasted = new HashSet<>();
    terms.forEach(term -> contrasted.addAll(term.levels().keySet()));
    return contrasted;
  }

  private static String control(Compared compared) {
    return compared instanceof Compared.AgainstNumber ? Made.NUMBER : compared.control();
  }

  /** Level less control in every context. */
  static Combination difference(Pair pair, Collection<Cell> cells) {
    return of(
        cells,
        Map.of(),
        pair.factor(),
        false,
        List.of(
            new Term(Map.of(pair.factor(), pair.level()), 1),
            new Term(Map.of(pair.factor(), pair.control()), -1)));
  }

  /** Any weights over the levels of one factor. */
  static Combination ofLevels(String factor, Map<String, Double> weights, Collection<Cell> cells) {
    List<Term> terms = new ArrayList<>();
    weights.forEach((level, weight) -> terms.add(new Term(Map.of(factor, level), weight)));
    return of(cells, Map.of(), factor, false, terms);
  }

  /** See {@link Across.Interaction}. */
  static Combination interaction(Pair pair, Pair across, Collection<Cell> cells) {
    return of(cells, Map.of(), pair.factor(), true, terms(pair, across));
  }

  /** See {@link Across.Trend}. */
  static Combination trend(Pair pair, Across.Trend trend, Collection<Cell> cells) {
    return of(cells, Map.of(), pair.factor(), true, terms(pair, trend));
  }

  /** A cell of each context, by the levels that tell it from the others, and its weight. */
  private record Term(Map<String, String> levels, double weight) {}

  private static List<Term> terms(Compared pair, Pair across) {
    if (pair.factor().equals(across.factor())) {
      return List.of(
          new Term(Map.of(pair.factor(), pair.level()), 1),
          new Term(Map.of(pair.factor(), pair.control()), -1),
          new Term(Map.of(pair.factor(), across.level()), -1),
          new Term(Map.of(pair.factor(), across.control()), 1));
    }
    return List.of(
        new Term(Map.of(pair.factor(), pair.level(), across.factor(), across.level()), 1),
        new Term(Map.of(pair.factor(), pair.control(), across.factor(), across.level()), -1),
        new Term(Map.of(pair.factor(), pair.level(), across.factor(), across.control()), -1),
        new Term(Map.of(pair.factor(), pair.control(), across.factor(), across.control()), 1));
  }

  /** Least squares on the places of the levels; nothing is a slope where one has none. */
  private static List<Term> terms(Compared pair, Across.Trend trend) {
    double[] weights = LeastSquares.weights(trend.positions());
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      String level = trend.levels().get(i);
      terms.add(new Term(Map.of(pair.factor(), pair.level(), trend.factor(), level), weights[i]));
      terms.add(
          new Term(Map.of(pair.factor(), pair.control(), trend.factor(), level), -weights[i]));
    }
    return terms;
  }

  private static Combination of(
      Collection<Cell> cells,
      Map<String, List<String>> where,
      String comparedFactor,
      boolean ofEffects,
      List<Term> terms) {
    return of(cells, where, comparedFactor, ofEffects, terms, Set.of());
  }

  /**
   * @param along factors whose levels may differ as well, for they go with the contrasted ones
   */
  private static Combination of(
      Collection<Cell> cells,
      Map<String, List<String>> where,
      String comparedFactor,
      boolean ofEffects,
      List<Term> terms,
      Set<String> along) {
    if (terms.stream().anyMatch(term -> !Double.isFinite(term.weight()))) {
      return new Combination(comparedFactor, ofEffects, List.of());
    }
    Set<String> contrasted = contrasted(terms);
    Set<String> apart = new HashSet<>(along);
    apart.addAll(contrasted);
    Collection<List<Cell>> contexts =
        Contexts.of(cells.stream().filter(cell -> isIn(cell, where, contrasted)).toList(), apart)
            .values();
    Set<Map<Cell, Double>> seen = new HashSet<>();
    List<Map<Cell, Double>> whole = new ArrayList<>();
    for (List<Cell> context : contexts) {
      Map<Cell, Double> found = new LinkedHashMap<>();
      int missing = 0;
      for (Term term : terms) {
        List<Cell> fitting = context.stream().filter(c -> fits(c, term.levels())).toList();
        missing += fitting.isEmpty() ? 1 : 0;
        // Two terms may speak of one cell, as in (both - none) - (dropout - none).
        fitting.forEach(c -> found.merge(c, term.weight(), Double::sum));
      }
      if (missing == 0) {
        found.values().removeIf(weight -> Math.abs(weight) < NOTHING);
        // Cells without a factor are in several contexts, and may be all that is compared there.
        if (!found.isEmpty() && seen.add(found)) {
          whole.add(Collections.unmodifiableMap(found));
        }
      }
    }
    return new Combination(comparedFactor, ofEffects, whole);
  }

  /** A contrasted factor is restricted by the contrast itself. */
  private static boolean isIn(Cell cell, Map<String, List<String>> where, Set<String> contrasted) {
    return where.entrySet().stream()
        .allMatch(
            entry ->
                contrasted.contains(entry.getKey())
                    || entry.getValue().stream()
                        .anyMatch(level -> Contexts.has(cell, entry.getKey(), level)));
  }

  private static boolean fits(Cell cell, Map<String, String> levels) {
    return levels.entrySet().stream()
        .allMatch(entry -> Contexts.has(cell, entry.getKey(), entry.getValue()));
  }
}
