package io.ablate4j.forecast;

import java.util.PriorityQueue;

/**
 * How long workers are busy with trials that they take in their order, each as soon as it has done
 * the one before: as {@code WorkersExecutor} does.
 */
final class Makespan {
  private final WarmUp warmUp;
  private final PriorityQueue<Worker> workers = new PriorityQueue<>();
  private double end;

  private record Worker(double free, double age) implements Comparable<Worker> {
    @Override
    public int compareTo(Worker other) {
      return Double.compare(free, other.free);
    }
  }

  /**
   * @param number of workers, at least 1
   * @param age of each, in seconds of work
   */
  Makespan(int number, double age, WarmUp warmUp) {
    if (number < 1) {
      throw new IllegalArgumentException("no trial runs on " + number + " workers");
    }
    this.warmUp = warmUp;
    for (int worker = 0; worker < number; worker++) {
      workers.add(new Worker(0, age));
    }
  }

  /**
   * The next trial.
   *
   * @param warmSeconds that it takes in a warm worker
   * @return the seconds it takes
   */
  double add(double warmSeconds) {
    Worker next = workers.remove();
    double seconds = warmUp.seconds(next.age, warmSeconds);
    workers.add(new Worker(next.free + seconds, next.age + warmSeconds));
    end = Math.max(end, next.free + seconds);
    return seconds;
  }

  /** No trial begins before all so far are done, as where the next ones follow from them. */
  void await() {
    for (Worker worker : workers.toArray(Worker[]::new)) {
      workers.remove(worker);
      workers.add(new Worker(end, worker.age));
    }
  }

  /** When all are done, in seconds. */
  double seconds() {
    return end;
  }
}
