package io.ablate4j.run;

import io.ablate4j.data.DataFolders;
import io.ablate4j.plan.Trial;
import io.ablate4j.worker.Closing;
import io.ablate4j.worker.IdleWorkers;
import io.ablate4j.worker.RunInterrupted;
import io.ablate4j.worker.Vigil;
import io.ablate4j.worker.WorkerMain;
import io.ablate4j.worker.WorkerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The workers that carry out a run's trials: starts them, and ends all there are. */
final class Crew {
  /** In a row, after which nobody believes that the next start will do better. */
  private static final int MOST_FAILED_STARTS = 3;

  /**
   * A step, or making a network, takes longer than the longest in trials of the same model that are
   * done only if it is stuck: arms differ by less than three times, and machines get slower.
   */
  private static final int LONGEST_STEPS = 30;

  /** Of the timeout; for a model of which no trial is done. */
  private static final int TIMEOUT_SHARE = 4;

  private final String classPath;
  private final DataFolders folders;
  private final Function<Trial, Duration> timeout;
  private final Duration stillness;
  private final IdleWorkers idle;
  private final Set<WorkerProcess> alive = ConcurrentHashMap.newKeySet();
  private final Map<String, Duration> longestStill = new ConcurrentHashMap<>();
  private final AtomicInteger failedStarts = new AtomicInteger();
  private final Closing closing = new Closing();

  /**
   * @param timeout how long a trial may take
   * @param idle workers that need not be started
   */
  Crew(
      String classPath,
      DataFolders folders,
      Function<Trial, Duration> timeout,
      Duration stillness,
      IdleWorkers idle) {
    this.classPath = classPath;
    this.folders = folders;
    this.timeout = timeout;
    this.stillness = stillness;
    this.idle = idle;
  }

  /**
   * Takes an idle worker, or starts one.
   *
   * @throws IOException if it cannot be started
   * @throws ExecutorUnavailable if none could be for some time
   * @throws RunInterrupted if the run has ended
   */
  WorkerProcess start(List<String> prefix) throws IOException {
    WorkerProcess worker;
    try {
      Optional<WorkerProcess> ready = idle.take(prefix).filter(WorkerProcess::isAlive);
      worker =
          ready.isPresent()
              ? ready.get()
              : WorkerProcess.start(prefix, classPath, folders, WorkerMain.JVM_OPTIONS, stillness);
    } catch (IOException e) {
      if (closing.hasBegun()) {
        throw new RunInterrupted("the run has ended");
      }
      if (failedStarts.incrementAndGet() >= MOST_FAILED_STARTS) {
        throw new ExecutorUnavailable(
            "No worker can be started: " + e.getMessage(),
            "memory is short, or a class on the class path ends what loads it.");
      }
      throw e;
    }
    failedStarts.set(0);
    alive.add(worker);
    if (closing.hasBegun()) {
      worker.end("the run has ended");
      throw new RunInterrupted("the run has ended");
    }
    return worker;
  }

  /** Takes one off the list, which is dead or somebody else's now. */
  void release(WorkerProcess worker) {
    alive.remove(worker);
  }

  /** How long a trial may take. */
  Vigil.Limits limits(Trial trial) {
    Duration most = timeout.apply(trial);
    return new Vigil.Limits(
        stillness,
        most,
        "timeout: not done after " + Vigil.words(most),
        () -> step(trial.model(), most));
  }

  private Duration step(String model, Duration most) {
    Duration longest = longestStill.get(model);
    return longest == null ? most.dividedBy(TIMEOUT_SHARE) : longest.multipliedBy(LONGEST_STEPS);
  }

  /** Takes note of the longest time without a step in a trial that is done. */
  void learn(Trial trial, Duration still) {
    longestStill.merge(trial.model(), still, (a, b) -> a.compareTo(b) > 0 ? a : b);
  }

  Closing closing() {
    return closing;
  }

  /** Ends all of them at once. */
  void close() {
    closing.begin();
    for (WorkerProcess worker : new ArrayList<>(alive)) {
      worker.end("the run has ended");
    }
  }
}
