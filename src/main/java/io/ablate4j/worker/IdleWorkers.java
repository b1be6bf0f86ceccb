package io.ablate4j.worker;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Collectors;

/**
 * Workers whose trials are done, kept for whoever needs one next: they are started, and their JVM
 * has compiled what training uses.
 */
public final class IdleWorkers implements AutoCloseable {
  private final Map<List<String>, Queue<WorkerProcess>> byPrefix = new HashMap<>();
  private boolean closed;

  /**
   * Takes a worker in.
   *
   * @param prefix of its command, which binds it to its processor
   */
  public synchronized void keep(List<String> prefix, WorkerProcess worker) {
    if (closed) {
      worker.dismiss();
    } else {
      byPrefix.computeIfAbsent(prefix, any -> new ArrayDeque<>()).add(worker);
    }
  }

  /** Hands out one that was started with this prefix, if there is one. */
  public synchronized Optional<WorkerProcess> take(List<String> prefix) {
    return Optional.ofNullable(byPrefix.getOrDefault(prefix, new ArrayDeque<>()).poll());
  }

  /** Whether there is one for each of these. */
  public synchronized boolean has(List<List<String>> prefixes) {
    return prefixes.stream()
        .collect(Collectors.groupingBy(prefix -> prefix, Collectors.counting()))
        .entrySet()
        .stream()
        .allMatch(
            wanted ->
                byPrefix.getOrDefault(wanted.getKey(), new ArrayDeque<>()).size()
                    >= wanted.getValue());
  }

  /** Lets those that are left end. */
  @Override
  public synchronized void close() {
    closed = true;
    byPrefix.values().forEach(workers -> workers.forEach(WorkerProcess::dismiss));
    byPrefix.clear();
  }
}
