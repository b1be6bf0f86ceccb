package io.ablate4j.analysis;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.trial.Cell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * One cell over its seeds.
 *
 * <p>Spreads are over completed trials. One exception is test accuracy, plain or balanced, and
 * macro F1: a diverged trial stays in them at chance, one over the number of classes, because
 * dropping it would make an unstable cell look as good as its lucky seeds. {@link
 * #testAccuracyAtChance} says how many were put in so; it is zero where the number of classes is
 * unknown, and then diverged trials are only counted. A diverged trial counts as one that did not
 * reach the target, also if it had been there before. Times of trials that unlike processors have
 * trained are in no spread.
 *
 * @param cell its factor levels
 * @param planned trials asked for
 * @param completed trials that used their whole budget
 * @param diverged trials whose loss became NaN, infinite or exploded
 * @param failed trials that could not be carried out
 * @param notRun trials without a result
 * @param testAccuracyAtChance diverged trials that are in the spread of test accuracy
 * @param values what each spread is over, in plan order, hence by seed block
 * @param further the same of what classes bring, by the metric's word
 */
public record CellSummary(
    Cell cell,
    int planned,
    int completed,
    int diverged,
    int failed,
    int notRun,
    int testAccuracyAtChance,
    Map<TrialColumn, List<Double>> values,
    Map<String, List<Double>> further) {
  public CellSummary {
    Objects.requireNonNull(cell, "cell");
    Map<TrialColumn, List<Double>> copy = new EnumMap<>(TrialColumn.class);
    for (TrialColumn column : TrialColumn.values()) {
      copy.put(column, List.copyOf(values.getOrDefault(column, List.of())));
    }
    values = Collections.unmodifiableMap(copy);
    Map<String, List<Double>> copies = new HashMap<>();
    further.forEach((word, numbers) -> copies.put(word, List.copyOf(numbers)));
    further = Collections.unmodifiableMap(copies);
    if (completed + diverged + failed + notRun != planned) {
      throw new IllegalArgumentException("the counts of " + cell + " do not add up to " + planned);
    }
  }

  /**
   * @param rows the trials of {@code cell}, in plan order
   * @param chance accuracy of guessing, 0 to 1; empty if unknown
   * @param timesGoTogether whether all trials of the study ran on the same kind of processor; if
   *     not, no column that measures time has values here
   */
  static CellSummary of(
      Cell cell, List<TrialSummary> rows, OptionalDouble chance, boolean timesGoTogether) {
    Map<TrialColumn, List<Double>> values = new EnumMap<>(TrialColumn.class);
    for (TrialColumn column : TrialColumn.values()) {
      List<Double> numbers = new ArrayList<>();
      for (TrialSummary row : rows) {
        if (column.measuresTime() && !timesGoTogether) {
          continue;
        }
        if (row.isCompleted()) {
          row.value(column).ifPresent(numbers::add);
        } else if (row.isDiverged() && column.number().isGuessed() && isRecorded(rows, column)) {
          chance.ifPresent(numbers::add);
        }
      }
      values.put(column, numbers);
    }
    Map<String, List<Double>> further = new HashMap<>();
    for (TrialSummary row : rows) {
      if (row.isCompleted()) {
        row.further()
            .forEach(
                (word, value) -> further.computeIfAbsent(word, w -> new ArrayList<>()).add(value));
      }
    }
    int completed = (int) rows.stream().filter(TrialSummary::isCompleted).count();
    int diverged = (int) rows.stream().filter(TrialSummary::isDiverged).count();
    int failed = (int) rows.stream().filter(TrialSummary::isFailed).count();
    return new CellSummary(
        cell,
        rows.size(),
        completed,
        diverged,
        failed,
        rows.size() - completed - diverged - failed,
        chance.isPresent() ? diverged : 0,
        values,
        further);
  }

  /** Guesses alone would stand for a cell whose trials were stored before that was measured. */
  private static boolean isRecorded(List<TrialSummary> rows, TrialColumn column) {
    return rows.stream()
        .filter(TrialSummary::isCompleted)
        .allMatch(r -> r.value(column).isPresent());
  }

  /** Mean and scatter of a column over the seeds. */
  public Spread spread(TrialColumn column) {
    return Spread.of(values.get(column).stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Mean and scatter over the seeds of a metric that a class brings. */
  public Spread spread(ContrastMetric metric) {
    return Spread.of(
        further.getOrDefault(metric.word(), List.of()).stream()
            .mapToDouble(Double::doubleValue)
            .toArray());
  }

  /** Trials that ran to an end that says something: completed or diverged. */
  public int ran() {
    return completed + diverged;
  }

  /** Trials that reached the target, out of {@link #ran()}. */
  public int reached() {
    return values.get(TrialColumn.STEPS_TO_TARGET).size();
  }
}
