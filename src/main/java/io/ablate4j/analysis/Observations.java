package io.ablate4j.analysis;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.trial.Cell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All observations of one contrast metric, by cell and replicate. The replicate is the seed; for
 * the cost of a step, which does not depend on the seed, it is the timing round.
 */
final class Observations {
  /** What the trials and timing rounds of a study are read with. */
  interface Source {
    /** Accuracy of guessing, 0 to 1; empty if unknown. */
    OptionalDouble chance();

    /** Steps of a trial of that cell that uses its whole budget; empty if none ever did. */
    OptionalDouble budgetSteps(Cell cell);

    /**
     * Median milliseconds of a step in the timing pass, one thread; empty of fewer than {@link
     * TimingAnalysis#LEAST_ROUNDS} undisturbed rounds.
     */
    OptionalDouble stepMillis(Cell cell);

    /** Milliseconds of a step by undisturbed timing round, one thread. */
    Map<Long, Double> stepMillisByRound(Cell cell);
  }

  private final Map<Cell, Map<Long, Observation>> byCell = new HashMap<>();
  private final Map<Cell, Map<Long, TrialSummary>> trials = new HashMap<>();
  private final long[] replicates;

  Observations(ContrastMetric metric, List<TrialSummary> rows, Source source) {
    if (metric == ContrastMetric.STEP_MILLIS) {
      rows.stream()
          .map(row -> row.planned().cell())
          .distinct()
          .forEach(
              cell -> {
                Map<Long, Observation> rounds = new HashMap<>();
                source
                    .stepMillisByRound(cell)
                    .forEach(
                        (round, millis) ->
                            rounds.put(round, new Observation(Math.log(millis), false)));
                byCell.put(cell, rounds);
              });
    } else {
      for (TrialSummary row : rows) {
        Cell cell = row.planned().cell();
        long seed = row.planned().seed();
        trials.computeIfAbsent(cell, c -> new HashMap<>()).put(seed, row);
        read(metric, row, source)
            .ifPresent(o -> byCell.computeIfAbsent(cell, c -> new HashMap<>()).put(seed, o));
      }
    }
    replicates =
        metric == ContrastMetric.STEP_MILLIS
            ? byCell.values().stream()
                .flatMap(rounds -> rounds.keySet().stream())
                .distinct()
                .mapToLong(Long::longValue)
                .sorted()
                .toArray()
            : rows.stream().mapToLong(row -> row.planned().seed()).distinct().sorted().toArray();
  }

  private static Optional<Observation> read(
      ContrastMetric metric, TrialSummary row, Source source) {
    if (!row.isCompleted() && !row.isDiverged()) {
      return Optional.empty();
    }
    return switch (metric) {
      case TEST_ACCURACY -> accuracy(row, TrialColumn.TEST_ACCURACY, source);
      case PROBE_TRAIN_ACCURACY -> accuracy(row, TrialColumn.TRAIN_ACCURACY, source);
      case PROBE_VALIDATION_ACCURACY -> accuracy(row, TrialColumn.VALIDATION_ACCURACY, source);
      case PROBE_TRAIN_LOSS -> completed(row, TrialColumn.TRAIN_LOSS);
      case PROBE_VALIDATION_LOSS -> completed(row, TrialColumn.VALIDATION_LOSS);
      case PROBE_TEST_LOSS -> completed(row, TrialColumn.TEST_LOSS);
      case GAP_ACCURACY -> completed(row, TrialColumn.GAP_ACCURACY);
      case GAP_ACCURACY_BEST_EPOCH -> completed(row, TrialColumn.GAP_ACCURACY_BEST_EPOCH);
      case GAP_ACCURACY_MATCHED_LOSS -> completed(row, TrialColumn.GAP_ACCURACY_MATCHED_LOSS);
      case GAP_LOSS -> completed(row, TrialColumn.GAP_LOSS);
      case GAP_LOSS_BEST_EPOCH -> completed(row, TrialColumn.GAP_LOSS_BEST_EPOCH);
      case GAP_LOSS_MATCHED_LOSS -> completed(row, TrialColumn.GAP_LOSS_MATCHED_LOSS);
      case STEPS_TO_TARGET -> steps(row, source, TargetLevel.MAIN);
      case STEPS_TO_EASIER_TARGET -> steps(row, source, TargetLevel.EASIER);
      case STEPS_TO_HARDER_TARGET -> steps(row, source, TargetLevel.HARDER);
      case SECONDS_TO_TARGET -> seconds(row, source);
      case DIVERGENCE -> Optional.of(new Observation(row.isDiverged() ? 1 : 0, false));
      case STEP_MILLIS -> throw new IllegalStateException("timing rounds are no trials");
    };
  }

  /** That of a trial that diverged is that of guessing. */
  private static Optional<Observation> accuracy(
      TrialSummary row, TrialColumn column, Source source) {
    return row.isDiverged() ? plain(source.chance()) : plain(row.value(column));
  }

  private static Optional<Observation> completed(TrialSummary row, TrialColumn column) {
    return row.isCompleted() ? plain(row.value(column)) : Optional.empty();
  }

  private static Optional<Observation> plain(OptionalDouble value) {
    return value.isPresent()
        ? Optional.of(new Observation(value.getAsDouble(), false))
        : Optional.empty();
  }

  /**
   * A trial that did not get there counts as the whole budget, and as censored; also one that
   * diverged, whether it had been there before or not: what it learned is lost.
   */
  private static Optional<Observation> steps(TrialSummary row, Source source, TargetLevel level) {
    Optional<TimeToTarget> time = row.timeTo(level);
    if (time.isEmpty()) {
      return Optional.empty();
    }
    if (time.get().reached()) {
      return Optional.of(new Observation(Math.log(time.get().steps()), false));
    }
    double budget =
        Math.max(source.budgetSteps(row.planned().cell()).orElse(0), time.get().steps());
    return budget > 0 ? Optional.of(new Observation(Math.log(budget), true)) : Optional.empty();
  }

  /** Its logarithm is that of the steps plus that of what a step costs. */
  private static Optional<Observation> seconds(TrialSummary row, Source source) {
    OptionalDouble millis = source.stepMillis(row.planned().cell());
    return millis.isEmpty()
        ? Optional.empty()
        : steps(row, source, TargetLevel.MAIN)
            .map(
                o ->
                    new Observation(
                        o.value() + Math.log(millis.getAsDouble() / 1000), o.censored()));
  }

  /** Every replicate the study asks for, ascending. */
  long[] replicates() {
    return replicates.clone();
  }

  Optional<Observation> at(Cell cell, long replicate) {
    return Optional.ofNullable(byCell.getOrDefault(cell, Map.of()).get(replicate));
  }

  /** The trial behind an observation; none behind a timing round. */
  Optional<TrialSummary> trial(Cell cell, long replicate) {
    return Optional.ofNullable(trials.getOrDefault(cell, Map.of()).get(replicate));
  }
}
