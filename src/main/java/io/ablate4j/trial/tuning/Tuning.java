package io.ablate4j.trial.tuning;

import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Quantity;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TrialResult;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;

/**
 * How a study chooses the level of a factor in cells that have it as {@link Cell#TUNED}: the same
 * grid for each of them, on seeds that are never evaluated.
 *
 * @param factor whose level is chosen
 * @param grid the levels that are tried, as words, ascending; at least two numbers
 * @param seeds how many tuning seeds, at least 1
 * @param by what is measured on the validation split after the last epoch, and decides
 */
public record Tuning(String factor, List<String> grid, int seeds, Metric by) {
  /** Evaluation seeds never get so far: a study has at most a million trials. */
  public static final long FIRST_SEED = 1_000_001;

  /** What may decide. */
  public static final List<Metric> METRICS =
      List.of(Metric.ACCURACY, Metric.BALANCED_ACCURACY, Metric.MACRO_F1, Metric.LOSS);

  /** Before the word of a metric: on which split it is measured. */
  public static final String SPLIT = "validation-";

  private static final String FACTOR_FACT = "tuned-factor";
  private static final String GRID_FACT = "tuning-grid";
  private static final String SEEDS_FACT = "tuning-seeds";
  private static final String METRIC_FACT = "tuning-metric";

  public Tuning {
    Objects.requireNonNull(factor, "factor");
    Objects.requireNonNull(by, "by");
    grid = grid.stream().sorted(Comparator.comparingDouble(Double::parseDouble)).toList();
    if (grid.size() < 2 || seeds < 1) {
      throw new IllegalArgumentException(factor + " over " + grid + " on " + seeds + " seeds");
    }
  }

  /** Whether trials of the seed only serve the choice. */
  public static boolean isTuning(long seed) {
    return seed >= FIRST_SEED;
  }

  /** Whether a trial of a study only serves a choice. */
  public static boolean isTuning(StudyRecord study, long seed) {
    return study.facts().containsKey(SEEDS_FACT) && isTuning(seed);
  }

  /** The tuning seeds. */
  public long[] tuningSeeds() {
    return seeds(seeds);
  }

  /** So many tuning seeds. */
  public static long[] seeds(int count) {
    return LongStream.range(FIRST_SEED, FIRST_SEED + count).toArray();
  }

  /** What a record keeps of a study that trains every cell on so many tuning seeds besides. */
  public static Map<String, String> factsOfSeeds(int count) {
    return Map.of(SEEDS_FACT, String.valueOf(count));
  }

  /** On how many tuning seeds a study trains every cell besides; 0 if it does not. */
  public static int seedsOfCells(StudyRecord study) {
    return study.facts().containsKey(FACTOR_FACT)
        ? 0
        : Integer.parseInt(study.facts().getOrDefault(SEEDS_FACT, "0"));
  }

  /** Whether the level of a cell is chosen. */
  public boolean isFor(Cell cell) {
    return Cell.TUNED.equals(cell.levels().get(factor));
  }

  /** Such as "validation-accuracy". */
  public String metric() {
    return SPLIT + by.word();
  }

  /** Of losses the least is best. */
  public boolean higherIsBetter() {
    return by.quantity() == Quantity.SHARE;
  }

  /** Trials that each cell with a chosen level needs for the choice. */
  public int trialsOfCell() {
    return grid.size() * seeds;
  }

  /** What a record keeps of it, among the facts of the study. */
  public Map<String, String> facts() {
    return Map.of(
        FACTOR_FACT,
        factor,
        GRID_FACT,
        String.join(" ", grid),
        SEEDS_FACT,
        String.valueOf(seeds),
        METRIC_FACT,
        metric());
  }

  /** What a record says of it; empty if the study tunes nothing. */
  public static Optional<Tuning> of(StudyRecord study) {
    Map<String, String> facts = study.facts();
    return Optional.ofNullable(facts.get(FACTOR_FACT))
        .map(
            factor ->
                new Tuning(
                    factor,
                    List.of(facts.get(GRID_FACT).split(" ")),
                    Integer.parseInt(facts.get(SEEDS_FACT)),
                    Metric.ofWord(facts.get(METRIC_FACT).substring(SPLIT.length()))));
  }

  /**
   * What decides, as a trial gave it after its last epoch; empty if it diverged, or nothing finite
   * was measured then.
   */
  public OptionalDouble value(TrialResult result) {
    return value(result, by);
  }

  /** The same of a metric. */
  public static OptionalDouble value(TrialResult result, Metric by) {
    if (!(result.outcome() instanceof Outcome.Completed)) {
      return OptionalDouble.empty();
    }
    Measurement last = null;
    for (Measurement m : result.measurements()) {
      if (m.metric() == by
          && m.split() == Split.VALIDATION
          && (last == null || m.epoch() >= last.epoch())) {
        last = m;
      }
    }
    return last == null || !Double.isFinite(last.value())
        ? OptionalDouble.empty()
        : OptionalDouble.of(last.value());
  }
}
