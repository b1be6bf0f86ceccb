package io.ablate4j.forecast;

import io.ablate4j.data.DataFolders;
import io.ablate4j.worker.IdleWorkers;
import io.ablate4j.worker.Pinning;
import io.ablate4j.worker.WorkerMain;
import io.ablate4j.worker.WorkerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Starts worker processes, and leaves them to whoever trains next. */
final class WorkerWorkshop implements Workshop {
  private static final double NANOS_A_SECOND = 1e9;

  private final String classPath;
  private final DataFolders folders;
  private final IdleWorkers idle;
  private final List<Future<Bench>> starting = new ArrayList<>();
  private final List<Bench> ready = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile boolean closed;
  private volatile long lastReady;
  private long opened;

  /**
   * @param classPath of the workers: ours and the user's
   * @param idle takes them
   */
  WorkerWorkshop(String classPath, DataFolders folders, IdleWorkers idle) {
    this.classPath = classPath;
    this.folders = folders;
    this.idle = idle;
  }

  @Override
  public void open(int number) {
    opened = System.nanoTime();
    lastReady = opened;
    for (List<String> prefix : Pinning.prefixes(number)) {
      starting.add(threads.submit(() -> start(prefix)));
    }
  }

  private Bench start(List<String> prefix) throws IOException {
    WorkerProcess worker = WorkerProcess.start(prefix, classPath, folders, WorkerMain.JVM_OPTIONS);
    lastReady = Math.max(lastReady, System.nanoTime());
    if (closed) {
      worker.end("nothing is measured any more");
    }
    return new WorkerBench(
        worker, () -> idle.keep(prefix, worker), () -> worker.end("something in it went wrong"));
  }

  @Override
  public List<Bench> benches() {
    for (Future<Bench> each : starting) {
      try {
        ready.add(each.get());
      } catch (ExecutionException e) {
        // What cannot be started is told by who trains, for whom it matters.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    return List.copyOf(ready);
  }

  @Override
  public double startSeconds() {
    return (lastReady - opened) / NANOS_A_SECOND;
  }

  @Override
  public void close() {
    closed = true;
    ready.forEach(Bench::close);
    ready.clear();
    threads.shutdownNow();
  }
}
