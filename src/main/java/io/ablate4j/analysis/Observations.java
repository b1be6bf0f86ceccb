package io.ablate4j.analysis;

import io.ablate4j.analysis.Observation.Limit;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Reading;
import io.ablate4j.stats.Paired;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.TargetLevel;
import io.ablate4j.trial.TestReading;
import io.ablate4j.trial.TrialNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All observations of one contrast metric, by cell and replicate. The replicate is the seed; for
 * the cost of a step, which does not depend on the seed, it is the timing round.
 */
final class Observations implements Observed {
  /** What the trials and timing rounds of a study are read with. */
  interface Source {
    /** What an accuracy of a cell is worth without having learned anything. */
    Guessing guessing(Cell cell);

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
  private final Source source;
  private final long[] replicates;

  /** Of seconds: trials whose steps are known, but not what a step of their cell costs. */
  private final Map<Cell, Set<Long>> untimed = new HashMap<>();

  /** Of seconds: logarithms of the milliseconds of a step by timing round. */
  private final Map<Cell, Map<Long, Double>> costs = new HashMap<>();

  Observations(ContrastMetric metric, List<TrialSummary> rows, Source source) {
    this.source = source;
    if (metric.reading() == Reading.STEP_COST) {
      rows.stream()
          .map(row -> row.planned().cell())
          .distinct()
          .forEach(
              cell -> {
                Map<Long, Observation> rounds = new HashMap<>();
                logCosts(cell, source)
                    .forEach((round, log) -> rounds.put(round, new Observation(log, false)));
                byCell.put(cell, rounds);
              });
    } else {
      for (TrialSummary row : rows) {
        Cell cell = row.planned().cell();
        long seed = row.planned().seed();
        if (metric.reading() == Reading.SECONDS) {
          costs.computeIfAbsent(cell, c -> logCosts(c, source));
        }
        trials.computeIfAbsent(cell, c -> new HashMap<>()).put(seed, row);
        read(metric, row, source)
            .ifPresent(o -> byCell.computeIfAbsent(cell, c -> new HashMap<>()).put(seed, o));
      }
    }
    replicates =
        metric.reading() == Reading.STEP_COST
            ? byCell.values().stream()
                .flatMap(rounds -> rounds.keySet().stream())
                .distinct()
                .mapToLong(Long::longValue)
                .sorted()
                .toArray()
            : rows.stream().mapToLong(row -> row.planned().seed()).distinct().sorted().toArray();
  }

  private Optional<Observation> read(ContrastMetric metric, TrialSummary row, Source source) {
    if (!row.isCompleted() && !row.isDiverged()) {
      return Optional.empty();
    }
    return switch (metric.reading()) {
      // F1 of guessing is at most its accuracy, and that where classes are of one size.
      case ACCURACY -> accuracy(row, value(row, metric), source);
      case ERROR -> error(row, source);
      case LOSS -> loss(row, value(row, metric));
      case GAP -> gap(row, source);
      case PLAIN -> completed(row, TrialColumn.of(metric));
      case STEPS -> steps(row, source, metric.number().flatMap(TrialNumber::target).orElseThrow());
      case AFTER_INTERVENTION -> recovery(row, source);
      case SECONDS -> seconds(row, source);
      case DIVERGENCE -> Optional.of(new Observation(row.isDiverged() ? 1 : 0, false));
      case PROBE, TRIAL -> ofClass(row, metric);
      case REACHED -> reached(row, metric);
      case STEP_COST -> throw new IllegalStateException("timing rounds are no trials");
      case LEVELS -> throw new IllegalStateException("a trial has one level of each factor");
    };
  }

  /** What every trial has at its end has a column; the rest stands by its word. */
  private static OptionalDouble value(TrialSummary row, ContrastMetric metric) {
    return metric.derived().isPresent() || metric.number().get() instanceof TestReading
        ? row.value(metric)
        : row.value(TrialColumn.of(metric));
  }

  /** Unknown where the target is. */
  private static Optional<Observation> reached(TrialSummary row, ContrastMetric metric) {
    TargetLevel level =
        metric == ContrastMetric.REACHED_EASIER_TARGET ? TargetLevel.EASIER : TargetLevel.MAIN;
    return row.timeTo(level).map(time -> new Observation(time.reached() ? 1 : 0, false));
  }

  /** That of a trial that diverged is that of guessing. */
  private static Optional<Observation> accuracy(
      TrialSummary row, OptionalDouble value, Source source) {
    Guessing guessing = source.guessing(row.planned().cell());
    return (row.isDiverged() ? guessing.accuracy() : value)
        .stream()
            .mapToObj(share -> new Observation(share, false, limit(share, guessing)))
            .findFirst();
  }

  /** Its logarithm; nothing of a trial that gets all right. */
  private static Optional<Observation> error(TrialSummary row, Source source) {
    return accuracy(row, row.value(TrialColumn.TEST_ACCURACY), source)
        .filter(o -> o.value() < 1)
        .map(o -> new Observation(Math.log(1 - o.value()), false, o.limit()));
  }

  private static Limit limit(double accuracy, Guessing guessing) {
    return accuracy >= 1
        ? Limit.TOO_EASY
        : accuracy <= 0 || guessing.isNoBetter(accuracy) ? Limit.TOO_HARD : Limit.NONE;
  }

  /** A gap between two accuracies that say nothing says nothing either. */
  private static Optional<Observation> gap(TrialSummary row, Source source) {
    Optional<Observation> gap = completed(row, TrialColumn.GAP_ACCURACY);
    Optional<Observation> train = accuracy(row, row.value(TrialColumn.TRAIN_ACCURACY), source);
    Optional<Observation> test = accuracy(row, row.value(TrialColumn.TEST_ACCURACY), source);
    boolean alike = train.map(Observation::limit).equals(test.map(Observation::limit));
    return alike && train.isPresent()
        ? gap.map(o -> new Observation(o.value(), false, train.get().limit()))
        : gap;
  }

  private static Optional<Observation> loss(TrialSummary row, OptionalDouble value) {
    return plain(row.isCompleted() ? value : OptionalDouble.empty())
        .map(o -> o.value() == 0 ? new Observation(0, false, Limit.TOO_EASY) : o);
  }

  /** Unknown of a trial that diverged: what is left of its network was never looked at. */
  private static Optional<Observation> ofClass(TrialSummary row, ContrastMetric metric) {
    OptionalDouble value = row.isCompleted() ? row.value(metric) : OptionalDouble.empty();
    if (metric.scale() == ContrastMetric.Scale.SHARE && value.isPresent()) {
      double share = value.getAsDouble();
      Limit limit = share == 0 ? Limit.LEAST : share == 1 ? Limit.MOST : Limit.NONE;
      return Optional.of(new Observation(share, false, limit));
    }
    if (metric.scale() != ContrastMetric.Scale.RATIO || value.isEmpty()) {
      return plain(value);
    }
    // There is no ratio to or of what is not above 0.
    return value.getAsDouble() > 0
        ? Optional.of(new Observation(Math.log(value.getAsDouble()), false))
        : Optional.empty();
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
      return Optional.of(
          new Observation(
              Math.log(time.get().steps()),
              false,
              time.get().first() ? Limit.TOO_EASY : Limit.NONE));
    }
    double budget =
        Math.max(source.budgetSteps(row.planned().cell()).orElse(0), time.get().steps());
    return budget > 0 ? Optional.of(new Observation(Math.log(budget), true)) : Optional.empty();
  }

  /** As with a target: one that did not get there counts as what was left of the budget. */
  private static Optional<Observation> recovery(TrialSummary row, Source source) {
    if (row.recovery().isEmpty()) {
      return Optional.empty();
    }
    Recovery recovery = row.recovery().get();
    if (recovery.time().reached()) {
      return Optional.of(
          new Observation(
              Math.log(recovery.steps()),
              false,
              recovery.time().first() ? Limit.TOO_EASY : Limit.NONE));
    }
    double left =
        Math.max(
            source.budgetSteps(row.planned().cell()).orElse(0) - recovery.from(), recovery.steps());
    return left > 0 ? Optional.of(new Observation(Math.log(left), true)) : Optional.empty();
  }

  /**
   * Its logarithm is that of the steps plus the mean one of what a step costs, so that ratios of
   * seconds are those of steps times those of costs.
   */
  private Optional<Observation> seconds(TrialSummary row, Source source) {
    Cell cell = row.planned().cell();
    Optional<Observation> steps = steps(row, source, TargetLevel.MAIN);
    if (steps.isEmpty()) {
      return steps;
    }
    if (source.stepMillis(cell).isEmpty()) {
      untimed.computeIfAbsent(cell, c -> new HashSet<>()).add(row.planned().seed());
      return Optional.empty();
    }
    double cost =
        costs.get(cell).values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return steps.map(
        o -> new Observation(o.value() + cost - Math.log(1000), o.censored(), o.limit()));
  }

  private static Map<Long, Double> logCosts(Cell cell, Source source) {
    Map<Long, Double> logs = new TreeMap<>();
    source
        .stepMillisByRound(cell)
        .forEach(
            (round, millis) -> {
              if (millis > 0) {
                logs.put(round, Math.log(millis));
              }
            });
    return logs;
  }

  @Override
  public double costVariance(Map<Cell, Double> weights) {
    if (costs.isEmpty()) {
      return 0;
    }
    Set<Long> rounds = null;
    for (Cell cell : weights.keySet()) {
      Set<Long> own = costs.getOrDefault(cell, Map.of()).keySet();
      if (rounds == null) {
        rounds = new TreeSet<>(own);
      } else {
        rounds.retainAll(own);
      }
    }
    List<Double> differences = new ArrayList<>();
    for (long round : rounds == null ? Set.<Long>of() : rounds) {
      double sum = 0;
      for (Map.Entry<Cell, Double> entry : weights.entrySet()) {
        sum += entry.getValue() * costs.get(entry.getKey()).get(round);
      }
      differences.add(sum);
    }
    return Paired.varianceOfMean(differences.stream().mapToDouble(Double::doubleValue).toArray());
  }

  @Override
  public long[] replicates() {
    return replicates.clone();
  }

  @Override
  public Optional<Observation> at(Cell cell, long replicate) {
    return Optional.ofNullable(byCell.getOrDefault(cell, Map.of()).get(replicate));
  }

  @Override
  public OptionalDouble budgetSteps(Cell cell) {
    return source.budgetSteps(cell);
  }

  @Override
  public boolean lacksCostOnly(Set<Cell> cells, long replicate) {
    return !cells.isEmpty()
        && cells.stream()
            .allMatch(
                cell ->
                    at(cell, replicate).isPresent()
                        || untimed.getOrDefault(cell, Set.of()).contains(replicate));
  }

  @Override
  public List<TrialSummary> trials(Cell cell, long replicate) {
    return trial(cell, replicate).stream().toList();
  }

  /** The one of them; see {@link #trials}. */
  Optional<TrialSummary> trial(Cell cell, long replicate) {
    return Optional.ofNullable(trials.getOrDefault(cell, Map.of()).get(replicate));
  }
}
