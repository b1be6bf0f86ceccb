package io.ablate4j.study;

import io.ablate4j.data.DatasetSpec;
import io.ablate4j.factor.Axis;
import io.ablate4j.factor.Factor;
import io.ablate4j.factor.Factors;
import io.ablate4j.factor.Optimizer;
import io.ablate4j.factor.Strength;
import io.ablate4j.factor.TrialSettings;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is asked.
 *
 * @param name its name, also that of its folder under {@code reports/}
 * @param description what it asks, may be empty
 * @param dataset the data
 * @param factors in the order of {@link Factors#ALL}: those that every cell has, and those of the
 *     others that have a level besides their usual one; one level where the study does not vary it;
 *     last the strengths that its regularizations name
 * @param exclude combinations left out of the grid, factor name to level as text; a cell is left
 *     out if it has all levels of an entry
 * @param seeds replicates of each cell, seeds 1 to this number
 * @param budget of each trial
 * @param optimizer of each trial
 * @param target what "learned" means, for steps to target; if empty, it is derived from the results
 * @param checkExamples trained examples from one check whether the target is reached to the next
 * @param engine what carries out the training steps
 * @param probes ids of what else is measured after each epoch, in the order of the file
 * @param hypotheses what is expected to come of it, written down before the first trial
 */
public record Study(
    String name,
    String description,
    DatasetSpec dataset,
    List<Axis<?>> factors,
    List<Map<String, String>> exclude,
    int seeds,
    Budget budget,
    Optimizer optimizer,
    Optional<Target> target,
    int checkExamples,
    EngineChoice engine,
    List<String> probes,
    List<Hypothesis> hypotheses) {
  public Study {
    probes = List.copyOf(probes);
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(engine, "engine");
    factors = List.copyOf(factors);
    hypotheses = List.copyOf(hypotheses);
    exclude = exclude.stream().map(Map::copyOf).toList();
    List<Factor<?>> there =
        factors.stream()
            .<Factor<?>>map(Axis::factor)
            .filter(factor -> !(factor instanceof Strength))
            .toList();
    if (!there.containsAll(Factors.EVERYWHERE)
        || !there.equals(Factors.ALL.stream().filter(there::contains).toList())) {
      throw new IllegalArgumentException("a study has each factor once, in order: " + factors);
    }
    if (checkExamples < 1) {
      throw new IllegalArgumentException("no check every " + checkExamples + " examples");
    }
    if (seeds < 1) {
      throw new IllegalArgumentException("a study needs at least one seed, not " + seeds);
    }
  }

  /** The same study, expecting something else. */
  Study withHypotheses(List<Hypothesis> others) {
    return new Study(
        name,
        description,
        dataset,
        factors,
        exclude,
        seeds,
        budget,
        optimizer,
        target,
        checkExamples,
        engine,
        probes,
        others);
  }

  /** The same study, carried out by another engine. */
  Study withEngine(EngineChoice other) {
    return new Study(
        name,
        description,
        dataset,
        factors,
        exclude,
        seeds,
        budget,
        optimizer,
        target,
        checkExamples,
        other,
        probes,
        hypotheses);
  }

  /** The levels of a factor, in the study's order; none if the study has it at its usual level. */
  @SuppressWarnings("unchecked") // a factor's levels are of its type by construction
  public <T> List<T> levels(Factor<T> factor) {
    return factors.stream()
        .filter(axis -> axis.factor().equals(factor))
        .findFirst()
        .map(axis -> (List<T>) axis.levels())
        .orElse(List.of());
  }

  /** Every cell that is not excluded, model by model, then regularization, batch size and so on. */
  public List<Cell> cells() {
    List<Map<String, String>> combinations = List.of(Map.of());
    for (Axis<?> axis : factors) {
      List<Map<String, String>> longer =
          new ArrayList<>(combinations.size() * axis.levels().size());
      for (Map<String, String> combination : combinations) {
        for (String word : words(axis, combination)) {
          Map<String, String> levels = new LinkedHashMap<>(combination);
          levels.put(axis.factor().name(), word);
          longer.add(levels);
        }
      }
      combinations = longer;
    }
    return combinations.stream()
        .map(this::whereTheyExist)
        .distinct()
        .filter(levels -> !isExcluded(levels))
        .map(Cell::of)
        .toList();
  }

  /** With no level of factors that do not exist beside the others. */
  private Map<String, String> whereTheyExist(Map<String, String> levels) {
    Map<String, String> existing = new LinkedHashMap<>(levels);
    for (Axis<?> axis : factors) {
      if (!axis.factor().existsBeside(existing)) {
        existing.put(axis.factor().name(), Cell.ABSENT);
      }
    }
    return existing;
  }

  /** Of a factor that the combination's regularization does not have, that of an absent one. */
  private List<String> words(Axis<?> axis, Map<String, String> combination) {
    String arm = combination.get(Factors.REGULARIZATION.name());
    return levels(Factors.REGULARIZATION).stream()
            .filter(level -> level.name().equals(arm))
            .allMatch(axis.factor()::isIn)
        ? axis.words()
        : List.of(Cell.ABSENT);
  }

  /** What the levels of a cell make of its trials. */
  public TrialSettings settings(Cell cell) {
    TrialSettings.Builder settings = new TrialSettings.Builder(dataset, optimizer);
    factors.forEach(axis -> axis.apply(cell, settings));
    return settings.build();
  }

  /** Whether the cell with these levels, as text, by factor name, is left out of the grid. */
  boolean isExcluded(Map<String, String> levels) {
    return exclude.stream().anyMatch(entry -> levels.entrySet().containsAll(entry.entrySet()));
  }
}
