package io.ablate4j.benchmark;

import io.ablate4j.StudyMain;
import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Trial;
import io.ablate4j.store.ResultStore;
import io.ablate4j.store.SqliteStore;
import io.ablate4j.study.Overrides;
import io.ablate4j.study.StudyFiles;
import io.ablate4j.study.StudyReader;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Wall time of a whole study: {@code ablate4j run quickstart} as a user starts it, storing and
 * report included, against the same trials in DJL, one a core, with neither store nor report. Both
 * begin with no process running.
 */
final class QuickstartBenchmark {
  private static final double NANOS_A_SECOND = 1e9;
  private static final String STUDY = "quickstart";

  private final int cores;
  private final int seeds;

  /**
   * @param seeds of each cell
   */
  QuickstartBenchmark(int cores, int seeds) {
    this.cores = cores;
    this.seeds = seeds;
  }

  Result run() throws IOException, InterruptedException {
    List<Trial> trials =
        Planner.plan(
            new StudyReader(
                    Models.onClassPath(), Datasets.onClassPath(), new DataFolders(List.of()))
                .read(
                    StudyFiles.resolve(STUDY),
                    new Overrides(OptionalInt.of(seeds), new TreeMap<>())));
    unpackLibrary();
    return new Result(trials.size(), oursInNewFolder(), djl(trials));
  }

  /** Once, so that the time is that of a machine where PyTorch is installed. */
  private static void unpackLibrary() throws IOException {
    try (Fleet fleet = Fleet.start(new Layout(Layout.DJL_MACHINE, Stack.DJL, 1, 1))) {
      fleet.prepare(new BenchmarkCell("mlp", "none", 16), 0);
    }
  }

  /** A study whose trials are stored already would train nothing. */
  private Measured oursInNewFolder() throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("ablate4j-benchmark-");
    try {
      return ours(scratch);
    } finally {
      try (Stream<Path> files = Files.walk(scratch)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private Measured ours(Path scratch) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(WorkerHandle.java(List.of("-XX:+UseSerialGC")));
    command.addAll(
        List.of(
            StudyMain.class.getName(),
            "run",
            STUDY,
            "--seeds",
            String.valueOf(seeds),
            "--workers",
            String.valueOf(cores),
            "--out",
            scratch.toString()));
    long start = System.nanoTime();
    int exit =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD) // it names a report that won't stay
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
            .waitFor();
    double seconds = (System.nanoTime() - start) / NANOS_A_SECOND;
    if (exit != 0) {
      throw new IOException("ablate4j ended with exit code " + exit);
    }
    try (ResultStore store = SqliteStore.open(scratch.resolve(STUDY).resolve("study.db"))) {
      double accuracy =
          store
              .results()
              .flatMap(result -> result.measurements().stream())
              .filter(m -> m.metric() == Metric.ACCURACY && m.split() == Split.TEST)
              .mapToDouble(Measurement::value)
              .average()
              .orElseThrow();
      return new Measured(seconds, accuracy);
    }
  }

  private Measured djl(List<Trial> trials) throws IOException, InterruptedException {
    Queue<Trial> queue = new ConcurrentLinkedQueue<>(trials);
    ExecutorService pool = Executors.newFixedThreadPool(cores);
    long start = System.nanoTime();
    try (Fleet fleet = Fleet.start(new Layout(Layout.DJL_CORE, Stack.DJL, cores, 1))) {
      List<Future<Double>> sums = new ArrayList<>();
      for (WorkerHandle worker : fleet.workers()) {
        sums.add(pool.submit(() -> serve(worker, queue)));
      }
      double sum = 0;
      for (Future<Double> part : sums) {
        sum += part.get();
      }
      return new Measured((System.nanoTime() - start) / NANOS_A_SECOND, sum / trials.size());
    } catch (ExecutionException e) {
      throw new IOException("a trial of DJL failed", e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static double serve(WorkerHandle worker, Queue<Trial> queue) throws IOException {
    double sum = 0;
    for (Trial trial = queue.poll(); trial != null; trial = queue.poll()) {
      worker.request("trial " + trial.specJson());
      sum += Double.parseDouble(worker.reply("trained")[0]);
    }
    return sum;
  }

  /** Wall time, and the mean test accuracy as a check that both learned the same. */
  record Measured(double seconds, double accuracy) {}

  /** Of both. */
  record Result(int trials, Measured ours, Measured djl) {
    /** How many times as fast as DJL. */
    double overDjl() {
      return djl.seconds() / ours.seconds();
    }
  }
}
