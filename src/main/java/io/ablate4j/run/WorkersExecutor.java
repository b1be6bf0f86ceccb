package io.ablate4j.run;

import io.ablate4j.data.DataFolders;
import io.ablate4j.plan.Trial;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.worker.IdleWorkers;
import io.ablate4j.worker.Pinning;
import io.ablate4j.worker.RunInterrupted;
import io.ablate4j.worker.WorkerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Long-lived worker processes with one native thread each, one trial at a time, all cores in use:
 * up to twice the images a second of one trial on all cores. A worker that dies takes only its
 * trial with it, as failed; another one takes its place.
 */
public final class WorkersExecutor implements TrialExecutor {
  private final int workers;
  private final IdleWorkers idle;
  private final Crew crew;

  /**
   * @param workers processes at the same time, at least 1
   * @param classPath of the workers: ours and the user's
   * @param timeout after which a trial is given up as failed
   * @param idle gives workers that are there already, and takes them when all trials are done
   */
  public WorkersExecutor(
      int workers, String classPath, DataFolders folders, Duration timeout, IdleWorkers idle) {
    this(workers, classPath, folders, trial -> timeout, idle, WorkerProcess.STILLNESS);
  }

  /**
   * The same, with patience of one's own.
   *
   * @param stillness without a sign of life or without progress, after which a worker hangs
   */
  WorkersExecutor(
      int workers,
      String classPath,
      DataFolders folders,
      Function<Trial, Duration> timeout,
      IdleWorkers idle,
      Duration stillness) {
    if (workers < 1) {
      throw new IllegalArgumentException("no trial runs on " + workers + " workers");
    }
    this.workers = workers;
    this.crew = new Crew(classPath, folders, timeout, stillness, idle);
    this.idle = idle;
  }

  @Override
  public int parallelism() {
    return workers;
  }

  @Override
  public void run(List<Trial> trials, Consumer<TrialResult> sink) {
    Queue<Trial> queue = new ConcurrentLinkedQueue<>(trials);
    int threads = Math.min(workers, trials.size());
    if (threads == 0) {
      return;
    }
    Consumer<TrialResult> oneAtATime =
        result -> {
          synchronized (sink) {
            sink.accept(result);
          }
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CompletionService<Void> loops = new ExecutorCompletionService<>(pool);
    try {
      for (List<String> prefix : Pinning.prefixes(threads)) {
        loops.submit(
            () -> {
              serve(prefix, queue, oneAtATime);
              return null;
            });
      }
      for (int i = 0; i < threads; i++) {
        loops.take().get();
      }
    } catch (ExecutionException e) {
      close();
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new RunInterrupted("interrupted");
    } finally {
      pool.shutdownNow();
    }
  }

  private void serve(List<String> prefix, Queue<Trial> queue, Consumer<TrialResult> sink) {
    try (Seat seat = new Seat(crew, prefix)) {
      for (Trial trial = queue.poll(); trial != null; trial = queue.poll()) {
        sink.accept(seat.carryOut(trial));
      }
      seat.leaveTo(idle);
    }
  }

  @Override
  public void close() {
    crew.close();
  }
}
