package io.ablate4j.forecast;

import io.ablate4j.plan.Trial;
import io.ablate4j.trial.Asked;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the stored trials of this machine took: the median over the trials of each network, so that
 * those that others disturbed do not decide, as a warm worker would have taken it. Trials that
 * diverged or failed, and those of other machines, tell nothing.
 */
final class StoredTrials {
  private static final double MILLIS_A_SECOND = 1e3;

  /** From one trial's end to another's start: after more the workers are new ones. */
  private static final double BREAK_SECONDS = 2;

  private final Map<NetworkShape, List<Rates>> seen = new LinkedHashMap<>();
  private final Map<NetworkShape, Trial> examples = new HashMap<>();
  private double checksDone;
  private double checksPlanned;

  /**
   * @param trials that may have been trained
   * @param results of them and others
   * @param warmUp of the workers that trained them
   */
  StoredTrials(
      Collection<Trial> trials, Collection<TrialResult> results, Machine machine, WarmUp warmUp) {
    Map<TrialKey, Double> ages = ages(results);
    Map<TrialKey, Trial> byKey = new HashMap<>();
    trials.forEach(trial -> byKey.putIfAbsent(trial.key(), trial));
    for (TrialResult result : results) {
      Trial trial = byKey.get(result.key());
      if (trial != null
          && result.outcome() instanceof Outcome.Completed
          && machine.trained(result.provenance())) {
        add(trial, result, warmUp, ages.getOrDefault(result.key(), 0.0));
      }
    }
  }

  private void add(Trial asked, TrialResult result, WarmUp warmUp, double age) {
    Trial trial = asked.asking(Asked.of(result.provenance())); // which its spec does not tell
    TrialWork done = TrialWork.done(trial, result);
    double trained = greatest(result, Metric.TRAIN_SECONDS);
    double evaluated = greatest(result, Metric.EVALUATION_SECONDS);
    if (!(done.steps() > 0 && done.images(1) > 0 && trained > 0)) {
      return; // nothing that can be divided by
    }
    double whole =
        Times.of(result)
            .map(times -> times.end - times.start)
            .orElse(trained + evaluated + Speeds.USUAL_FIXED_SECONDS);
    double image = Math.max(0, evaluated - done.looks().seconds()) / done.images(1);
    // Rows tell of the first network alone.
    double members =
        (trial.settings().members() - 1) * (trained + image * TrialWork.evaluation(trial));
    double slowness = warmUp.slowness(age + whole / 2);
    NetworkShape shape = NetworkShape.of(trial);
    examples.putIfAbsent(shape, trial);
    seen.computeIfAbsent(shape, any -> new ArrayList<>())
        .add(
            new Rates(
                trained / slowness / done.steps(),
                image / slowness,
                Math.max(0, whole - trained - evaluated - members)));
    if (trial.asked().until().isPresent()) {
      checksDone += done.checked();
      checksPlanned += TrialWork.planned(trial).checked();
    }
  }

  /** When a trial began and ended, in seconds. */
  private record Times(double start, double end) {
    static Optional<Times> of(TrialResult result) {
      Map<String, String> facts = result.provenance().facts();
      if (!facts.containsKey("started") || !facts.containsKey("finished")) {
        return Optional.empty();
      }
      try {
        return Optional.of(
            new Times(
                Instant.parse(facts.get("started")).toEpochMilli() / MILLIS_A_SECOND,
                Instant.parse(facts.get("finished")).toEpochMilli() / MILLIS_A_SECOND));
      } catch (DateTimeException e) {
        return Optional.empty(); // another executor's, which writes them otherwise
      }
    }
  }

  /**
   * How old the worker of each trial was, in seconds: workers begin with their run, and go on
   * without a break.
   */
  private static Map<TrialKey, Double> ages(Collection<TrialResult> results) {
    record Run(TrialKey key, Times times) {}
    List<Run> all =
        results.stream()
            .flatMap(r -> Times.of(r).stream().map(times -> new Run(r.key(), times)))
            .sorted(Comparator.comparingDouble(run -> run.times.start))
            .toList();
    Map<TrialKey, Double> ages = new HashMap<>();
    double begin = 0;
    double end = Double.NEGATIVE_INFINITY;
    for (Run run : all) {
      if (run.times.start > end + BREAK_SECONDS) {
        begin = run.times.start;
      }
      end = Math.max(end, run.times.end);
      ages.put(run.key, run.times.start - begin);
    }
    return ages;
  }

  /** A trial of each network that is known. */
  Collection<Trial> examples() {
    return seen.keySet().stream().map(examples::get).toList();
  }

  /** Of a network that is known. */
  Rates rates(Trial example) {
    return Rates.median(seen.get(NetworkShape.of(example)));
  }

  /** The share that took place of checks that may end early; empty if there were none. */
  OptionalDouble checksDone() {
    return checksPlanned > 0
        ? OptionalDouble.of(checksDone / checksPlanned)
        : OptionalDouble.empty();
  }

  /** The metric's greatest value: sums grow from epoch to epoch. */
  private static double greatest(TrialResult result, Metric metric) {
    return result.measurements().stream()
        .filter(row -> row.metric() == metric)
        .mapToDouble(Measurement::value)
        .filter(Double::isFinite)
        .max()
        .orElse(0);
  }
}
