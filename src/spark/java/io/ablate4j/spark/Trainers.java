package io.ablate4j.spark;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Trial;
import io.ablate4j.plan.TrialSpecJson;
import io.ablate4j.run.InProcessExecutor;
import io.ablate4j.train.DatasetCache;
import io.ablate4j.train.TrialTrainer;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.trial.TrialResultJson;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkEnv;

/**
 * Those who train in an executor's process, each on a thread of its own, as ND4J keeps memory and
 * random numbers by thread, and Spark may give each task another one. There are as many as tasks
 * run at a time, which is one unless the user has Spark do otherwise.
 */
final class Trainers {
  /** After its timeout a trial ends at its next step; a step that takes longer is stuck. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  /** Until the result of the last trial has gone to the driver. */
  private static final long LAST_MILLIS = 2000;

  private static final long TO_STOP_SECONDS = 3;
  private static final int LOST = 3;

  private static Trainers instance;

  private final List<String> folders;
  private final Queue<Seat> free = new ConcurrentLinkedQueue<>();

  private Trainers(List<String> folders) {
    this.folders = folders;
  }

  /** There is one application a process, so its folders are always the same. */
  static synchronized Trainers ofThisProcess(List<String> folders) {
    if (instance == null) {
      instance = new Trainers(folders);
    }
    return instance;
  }

  /**
   * Trains in a thread of ours and waits for it.
   *
   * @return the result as JSON; whatever went wrong in the trial is its outcome
   * @throws InterruptedException if Spark has cancelled the task; then the trial is stopped
   */
  String carryOut(String spec, Duration timeout) throws InterruptedException {
    Trial trial = TrialSpecJson.readRequest(spec);
    Seat seat = free.poll();
    if (seat == null) {
      seat = new Seat(folders);
    }
    Future<TrialResult> training = seat.submit(trial, timeout);
    try {
      TrialResult result = training.get(timeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
      if (seat.isSound()) {
        free.add(seat);
      } else {
        seat.leave();
        endSoon();
      }
      return TrialResultJson.write(result);
    } catch (TimeoutException e) {
      seat.leave();
      endSoon();
      return TrialResultJson.write(
          failed(trial, "timeout: not done after " + timeout.toMinutes() + " min, nor stopped"));
    } catch (ExecutionException e) {
      seat.leave();
      // Not the trial's doing: what is needed to train is not there, or not whole.
      throw new IllegalStateException(e.getCause().toString(), e.getCause());
    } catch (InterruptedException e) {
      seat.stop();
      throw e;
    }
  }

  private static TrialResult failed(Trial trial, String reason) {
    return new TrialResult(
        trial.key(),
        new Outcome.Failed(reason),
        List.of(),
        Provenance.of(Map.of("executor", "spark")));
  }

  /** What ran out of memory, or hangs, is not to have another trial; Spark starts a new process. */
  private static void endSoon() {
    if (SparkEnv.get() == null || SparkEnv.get().executorId().equals("driver")) {
      return; // this process is the run's
    }
    Thread last =
        new Thread(
            () -> {
              try {
                Thread.sleep(LAST_MILLIS);
              } catch (InterruptedException e) {
                // All the sooner.
              }
              Runtime.getRuntime().halt(LOST);
            },
            "last trial");
    last.setDaemon(true);
    last.start();
  }

  /** A thread and the trainer that belongs to it. */
  private static final class Seat {
    private final List<String> folders;
    private final ExecutorService thread;
    private TrialTrainer trainer;

    Seat(List<String> folders) {
      this.folders = folders;
      ClassLoader classes = Trainers.class.getClassLoader();
      thread =
          Executors.newSingleThreadExecutor(
              task -> {
                Thread made = new Thread(task, "trainer");
                made.setDaemon(true);
                made.setContextClassLoader(classes);
                return made;
              });
    }

    Future<TrialResult> submit(Trial trial, Duration timeout) {
      return thread.submit(
          () -> {
            List<TrialResult> results = new ArrayList<>();
            try (InProcessExecutor here = new InProcessExecutor(this::trainer, timeout)) {
              here.run(List.of(trial), results::add);
            }
            return results.get(0);
          });
    }

    private TrialTrainer trainer() {
      if (trainer == null) {
        trainer =
            new TrialTrainer(
                Models.onClassPath(),
                new DatasetCache(
                    Datasets.onClassPath(),
                    new DataFolders(folders.stream().map(Path::of).toList())),
                NativeRuntime.start(1),
                Clock.systemUTC());
      }
      return trainer;
    }

    boolean isSound() {
      return trainer.isSound();
    }

    void leave() {
      thread.shutdownNow();
    }

    /** Waits a moment for its end, so that the next task has the processor to itself. */
    void stop() {
      thread.shutdownNow();
      try {
        thread.awaitTermination(TO_STOP_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
