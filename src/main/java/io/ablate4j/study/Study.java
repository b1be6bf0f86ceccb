package io.ablate4j.study;

import io.ablate4j.data.DatasetSpec;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Target;
import java.util.ArrayList;
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
 * @param factors all five factors, in the order of {@link FactorKind#all()}; one level where the
 *     study does not vary it
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
    List<Factor<?>> factors,
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
    if (!factors.stream().map(Factor::kind).toList().equals(FactorKind.all())) {
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

  /** The levels of a factor, in the study's order. */
  @SuppressWarnings("unchecked") // a factor's levels are of its kind's type by construction
  public <T> List<T> levels(FactorKind<T> kind) {
    return factors.stream()
        .filter(factor -> factor.kind().equals(kind))
        .findFirst()
        .map(factor -> (List<T>) factor.levels())
        .orElseThrow();
  }

  /** Every cell that is not excluded, model by model, then regularization, batch size and so on. */
  public List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (String model : levels(FactorKind.MODEL)) {
      for (var regularization : levels(FactorKind.REGULARIZATION)) {
        for (int batchSize : levels(FactorKind.BATCH_SIZE)) {
          for (double learningRate : levels(FactorKind.LEARNING_RATE)) {
            for (int epochs : levels(FactorKind.EPOCHS)) {
              Cell cell = new Cell(model, regularization.name(), batchSize, learningRate, epochs);
              if (!isExcluded(cell)) {
                cells.add(cell);
              }
            }
          }
        }
      }
    }
    return List.copyOf(cells);
  }

  private boolean isExcluded(Cell cell) {
    return isExcluded(levelsOf(cell));
  }

  /** Whether the cell with these levels, as text, by factor name, is left out of the grid. */
  boolean isExcluded(Map<String, String> levels) {
    return exclude.stream().anyMatch(entry -> levels.entrySet().containsAll(entry.entrySet()));
  }

  /** A cell's levels as text, by factor name. */
  public static Map<String, String> levelsOf(Cell cell) {
    return Map.of(
        FactorKind.MODEL.name(), cell.model(),
        FactorKind.REGULARIZATION.name(), cell.regularization(),
        FactorKind.BATCH_SIZE.name(), FactorKind.BATCH_SIZE.word().apply(cell.batchSize()),
        FactorKind.LEARNING_RATE.name(), FactorKind.LEARNING_RATE.word().apply(cell.learningRate()),
        FactorKind.EPOCHS.name(), FactorKind.EPOCHS.word().apply(cell.epochs()));
  }
}
