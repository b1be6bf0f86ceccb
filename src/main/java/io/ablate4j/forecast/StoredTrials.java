package io.ablate4j.forecast;

import io.ablate4j.plan.Trial;
import io.ablate4j.trial.Asked;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What the stored trials of this machine took: the median over the trials of each network, so that
 * neither those of a worker that was not warm nor those that others disturbed decide. Trials that
 * diverged or failed, and those of other machines, tell nothing.
 */
final class StoredTrials {
  private static final double MILLIS_A_SECOND = 1e3;

  private final Map<NetworkShape, List<Seen>> seen = new LinkedHashMap<>();
  private final Map<NetworkShape, Trial> examples = new HashMap<>();
  private double checksDone;
  private double checksPlanned;

  /** One trial, in seconds. */
  private record Seen(double step, double image, double fixed) {}

  /**
   * @param trials that may have been trained
   * @param results of them and others
   */
  StoredTrials(Collection<Trial> trials, Collection<TrialResult> results, Machine machine) {
    Map<TrialKey, Trial> byKey = new HashMap<>();
    trials.forEach(trial -> byKey.putIfAbsent(trial.key(), trial));
    for (TrialResult result : results) {
      Trial trial = byKey.get(result.key());
      if (trial != null
          && result.outcome() instanceof Outcome.Completed
          && machine.trained(result.provenance())) {
        add(trial, result);
      }
    }
  }

  private void add(Trial asked, TrialResult result) {
    Trial trial = asked.asking(Asked.of(result.provenance())); // which its spec does not tell
    TrialWork done = TrialWork.done(trial, result);
    double trained = greatest(result, Metric.TRAIN_SECONDS);
    double evaluated = greatest(result, Metric.EVALUATION_SECONDS);
    if (!(done.steps() > 0 && done.images(1) > 0 && trained > 0)) {
      return; // nothing that can be divided by
    }
    double whole =
        seconds(result.provenance()).orElse(trained + evaluated + Speeds.USUAL_FIXED_SECONDS);
    NetworkShape shape = NetworkShape.of(trial);
    examples.putIfAbsent(shape, trial);
    seen.computeIfAbsent(shape, any -> new ArrayList<>())
        .add(
            new Seen(
                trained / done.steps(),
                evaluated / done.images(1),
                Math.max(0, whole - trained - evaluated)));
    if (trial.asked().until().isPresent()) {
      checksDone += done.checked();
      checksPlanned += TrialWork.planned(trial).checked();
    }
  }

  /** From its start to its end. */
  private static OptionalDouble seconds(Provenance provenance) {
    String started = provenance.facts().get("started");
    String finished = provenance.facts().get("finished");
    if (started == null || finished == null) {
      return OptionalDouble.empty();
    }
    try {
      return OptionalDouble.of(
          Duration.between(Instant.parse(started), Instant.parse(finished)).toMillis()
              / MILLIS_A_SECOND);
    } catch (DateTimeException e) {
      return OptionalDouble.empty(); // another executor's, which writes them otherwise
    }
  }

  /** A trial of each network that is known. */
  Collection<Trial> examples() {
    return seen.keySet().stream().map(examples::get).toList();
  }

  /** Of a network that is known. */
  Rates rates(Trial example) {
    List<Seen> all = seen.get(NetworkShape.of(example));
    return new Rates(
        median(all.stream().mapToDouble(Seen::step).toArray()),
        median(all.stream().mapToDouble(Seen::image).toArray()),
        median(all.stream().mapToDouble(Seen::fixed).toArray()));
  }

  /** The share that took place of checks that may end early; empty if there were none. */
  OptionalDouble checksDone() {
    return checksPlanned > 0
        ? OptionalDouble.of(checksDone / checksPlanned)
        : OptionalDouble.empty();
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
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
