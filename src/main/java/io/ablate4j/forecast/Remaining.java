package io.ablate4j.forecast;

import io.ablate4j.plan.Trial;
import io.ablate4j.trial.TrialKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * How long a run that goes on will still take: the prediction of its trials, times how much longer
 * those that are done have taken than predicted. At first the prediction counts for more than they
 * do, so that a single slow one changes little.
 */
public final class Remaining {
  /** Of all that is predicted: so much is taken to have gone as predicted, before anything has. */
  private static final double FAITH = .1;

  private final ToDoubleFunction<Trial> warmSeconds;
  private final Makespan makespan;
  private final DoubleUnaryOperator after;
  private final Map<TrialKey, Double> seconds = new HashMap<>();
  private final Deque<Trial> waiting = new ArrayDeque<>();
  private final Map<TrialKey, Running> running = new LinkedHashMap<>();
  private double predicted;
  private double actual;

  private record Running(Trial trial, double start) {}

  /**
   * @param warmSeconds that a trial is predicted to take in a warm worker
   * @param makespan of the workers, before the first trial
   * @param after seconds after the trials, for the timing pass and the report, by how many times as
   *     long as predicted trials have taken
   */
  Remaining(ToDoubleFunction<Trial> warmSeconds, Makespan makespan, DoubleUnaryOperator after) {
    this.warmSeconds = warmSeconds;
    this.makespan = makespan;
    this.after = after;
  }

  /**
   * Some trials begin; there may be others later.
   *
   * @param trials in the order in which they run
   * @param workers that run at the same time
   * @param now in seconds, by any clock
   */
  public void begin(List<Trial> trials, int workers, double now) {
    waiting.clear();
    waiting.addAll(trials);
    running.clear();
    makespan.await();
    trials.forEach(
        trial -> seconds.put(trial.key(), makespan.add(warmSeconds.applyAsDouble(trial))));
    double faith = FAITH * trials.stream().mapToDouble(this::predicted).sum();
    actual += faith * ratio(); // of those before, if there were any
    predicted += faith;
    for (int worker = 0; worker < workers; worker++) {
      next(now);
    }
  }

  private double predicted(Trial trial) {
    return seconds.getOrDefault(trial.key(), 0.0);
  }

  private void next(double now) {
    Trial trial = waiting.poll();
    if (trial != null) {
      running.put(trial.key(), new Running(trial, now));
    }
  }

  /**
   * A trial has ended, and its worker has taken the next one.
   *
   * @param whole whether it used its budget: others tell nothing of the time it takes
   */
  public void ended(Trial trial, boolean whole, double now) {
    Running ended = running.remove(trial.key());
    if (ended == null) { // carried out in another order
      waiting.removeIf(other -> other.key().equals(trial.key()));
    } else {
      if (whole) {
        predicted += predicted(trial);
        actual += now - ended.start;
      }
      next(now);
    }
  }

  /** How many times as long as predicted trials take, as far as is known. */
  double ratio() {
    return predicted > 0 && actual > 0 ? actual / predicted : 1;
  }

  /** Seconds until all is done. */
  public double seconds(double now) {
    double ratio = ratio();
    PriorityQueue<Double> free = new PriorityQueue<>();
    for (Running each : running.values()) {
      free.add(Math.max(0, ratio * predicted(each.trial) - (now - each.start)));
    }
    if (free.isEmpty()) {
      return after.applyAsDouble(ratio);
    }
    for (Trial trial : waiting) {
      free.add(free.remove() + ratio * predicted(trial));
    }
    return free.stream().mapToDouble(Double::doubleValue).max().orElse(0)
        + after.applyAsDouble(ratio);
  }
}
