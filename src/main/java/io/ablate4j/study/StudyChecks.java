package io.ablate4j.study;

import io.ablate4j.data.DataPool;
import io.ablate4j.model.ModelFactory;
import io.ablate4j.model.Models;
import io.ablate4j.regularization.BatchNorm;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.trial.Cell;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What one section alone cannot know. Cells that are excluded may be as wrong as they like. */
final class StudyChecks {
  /** More would not fit into memory, or a lifetime. */
  static final int MAX_TRIALS = 1_000_000;

  private final Study study;
  private final FactorsSection factors;
  private final ExcludeSection exclude;
  private final FoundProblems problems;

  /**
   * @param study as far as its sections are right, with stand-ins for the rest
   */
  StudyChecks(Study study, FactorsSection factors, ExcludeSection exclude, FoundProblems problems) {
    this.study = study;
    this.factors = factors;
    this.exclude = exclude;
    this.problems = problems;
  }

  void check(Optional<Integer> train, Optional<DataPool> pool, Models models) {
    if (isTooLarge(study)) {
      problems.add(
          factors.models().place(),
          "The grid has more than " + MAX_TRIALS + " trials.",
          "use fewer levels or seeds.");
      return;
    }
    List<Cell> cells = study.cells();
    // A level that is broken here may leave cells once it is mended.
    if (cells.isEmpty() && factors.all().stream().allMatch(levels -> levels.broken().isEmpty())) {
      problems.add(exclude.place(), "exclude leaves no cell of the grid.", "take an entry out.");
    }
    train.ifPresent(count -> batchesFit(cells, count));
    train.ifPresent(count -> trialsFit(cells, count));
    denseBatchNormSeesTwo(cells);
    pool.ifPresent(data -> modelsFit(cells, data, models));
  }

  static boolean isTooLarge(Study study) {
    double trials = study.seeds();
    for (Factor<?> factor : study.factors()) {
      trials *= factor.levels().size();
    }
    return trials > MAX_TRIALS;
  }

  private static <T> Set<T> used(List<Cell> cells, Function<Cell, T> level) {
    return cells.stream().map(level).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private void batchesFit(List<Cell> cells, int train) {
    for (int batchSize : used(cells, Cell::batchSize)) {
      if (batchSize > train) {
        problems.add(
            factors.batchSizes().placeOf(batchSize),
            "batchSize " + batchSize + " is larger than the " + train + " training examples.",
            "lower batchSize, or raise dataset.train.");
      }
    }
  }

  /** The first of each number of epochs tells enough. */
  private void trialsFit(List<Cell> cells, int train) {
    Set<Integer> told = new LinkedHashSet<>();
    for (Cell cell : cells) {
      TrialLimits.objection(cell, train, study.checkExamples(), study.probes().size())
          .filter(objection -> told.add(cell.epochs()))
          .ifPresent(
              objection ->
                  problems.add(
                      factors.epochs().placeOf(cell.epochs()), objection, "lower epochs."));
    }
  }

  /**
   * The variance of one value is zero: DL4J's batch-norm then gives its bias, whatever it is fed.
   */
  private void denseBatchNormSeesTwo(List<Cell> cells) {
    // Batch size 1 also stands in for batch sizes that are wrong.
    List<Cell> ofOne =
        cells.stream()
            .filter(cell -> cell.batchSize() == 1)
            .filter(cell -> !factors.batchSizes().places().isEmpty())
            .toList();
    Set<String> names = used(ofOne, Cell::regularization);
    for (Regularization regularization : study.levels(FactorKind.REGULARIZATION)) {
      if (names.contains(regularization.name())
          && regularization.isByKind()
          && regularization.batchNorm().map(BatchNorm::dense).orElse(false)) {
        problems.add(
            factors.batchSizes().placeOf(1),
            "batchSize 1 trains nothing under \""
                + regularization.name()
                + "\": its dense batch-norm would see one example at a time.",
            "exclude { regularization: "
                + regularization.name()
                + ", batchSize: 1 }, or use batch sizes from 2 up.");
      }
    }
  }

  private void modelsFit(List<Cell> cells, DataPool data, Models models) {
    for (String id : used(cells, Cell::model)) {
      if (!factors.models().places().containsKey(id)) {
        continue;
      }
      ModelFactory factory = models.get(id);
      factory
          .objection(data.shape())
          .ifPresent(
              objection ->
                  problems.add(
                      factors.models().placeOf(id),
                      "The model \"" + id + "\" " + objection + ".",
                      "leave it out, or use another dataset."));
    }
  }
}
