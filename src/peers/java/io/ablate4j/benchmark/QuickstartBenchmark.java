package io.ablate4j.benchmark;

import io.ablate4j.StudyMain;
import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Trial;
import io.ablate4j.store.ResultStore;
import io.ablate4j.store.SqliteStore;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyFiles;
import io.ablate4j.study.yaml.StudyReader;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Wall time of a whole study, seed by seed in turns, so that what else the machine does meets both:
 * {@code ablate4j run quickstart} as a user starts it, storing and report included, against the
 * same trials in DJL, one a core, with neither store nor report. Each turn begins with no process
 * running; ours goes on with the study of the turns before and so trains the trials of one more
 * seed.
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

  /** Told of all turns so far. */
  @FunctionalInterface
  interface Keeper {
    void keep(Result soFar) throws IOException;
  }

  /**
   * Takes the turns.
   *
   * @param keeper told after each turn, so that a run that is stopped has not measured for nothing
   */
  Result run(PrintWriter console, Keeper keeper) throws IOException, InterruptedException {
    SortedMap<Long, List<Trial>> bySeed =
        Planner.plan(
                new StudyReader(
                        Models.onClassPath(), Datasets.onClassPath(), new DataFolders(List.of()))
                    .read(
                        StudyFiles.resolve(STUDY), Overrides.of(OptionalInt.of(seeds), List.of())))
            .stream()
            .collect(Collectors.groupingBy(Trial::seed, TreeMap::new, Collectors.toList()));
    unpackLibrary();
    // In a new folder: trials that are stored already would not be trained.
    Path scratch = Files.createTempDirectory("ablate4j-benchmark-");
    try {
      List<Turn> turns = new ArrayList<>();
      for (Map.Entry<Long, List<Trial>> seed : bySeed.entrySet()) {
        Measured ours = ours(scratch, turns.size() + 1, seed.getKey(), seed.getValue());
        Turn turn = new Turn(seed.getKey(), seed.getValue().size(), ours, djl(seed.getValue()));
        turns.add(turn);
        console.printf(
            Locale.ROOT,
            "seed %d: ablate4j %.1f s, DJL %.1f s%n",
            turn.seed(),
            turn.ours().seconds(),
            turn.djl().seconds());
        console.flush();
        keeper.keep(new Result(turns));
      }
      return new Result(turns);
    } finally {
      try (Stream<Path> files = Files.walk(scratch)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Once, so that the time is that of a machine where PyTorch is installed. */
  private static void unpackLibrary() throws IOException {
    try (Fleet fleet = Fleet.start(new Layout(Layout.DJL_MACHINE, Stack.DJL, 1, 1))) {
      fleet.prepare(new BenchmarkCell("mlp", "none", 16), 0);
    }
  }

  private Measured ours(Path scratch, int seedsSoFar, long seed, List<Trial> trials)
      throws IOException, InterruptedException {
    Set<TrialKey> keys = trials.stream().map(Trial::key).collect(Collectors.toSet());
    List<String> command = new ArrayList<>(WorkerHandle.java(List.of("-XX:+UseSerialGC")));
    command.addAll(
        List.of(
            StudyMain.class.getName(),
            "run",
            STUDY,
            "--seeds",
            String.valueOf(seedsSoFar),
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
      List<TrialResult> results =
          store.results().filter(result -> keys.contains(result.key())).toList();
      if (results.size() != trials.size()) {
        throw new IOException(
            "ablate4j stored " + results.size() + " of the trials of seed " + seed);
      }
      double accuracy =
          results.stream()
              .mapToDouble(QuickstartBenchmark::testAccuracyAtTheEnd)
              .average()
              .orElseThrow();
      return new Measured(seconds, accuracy);
    }
  }

  private static double testAccuracyAtTheEnd(TrialResult result) {
    return result.measurements().stream()
        .filter(m -> m.metric() == Metric.ACCURACY && m.split() == Split.TEST)
        .max(Comparator.comparingInt(Measurement::epoch))
        .orElseThrow(() -> new IllegalStateException("no test accuracy: " + result.outcome()))
        .value();
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

  /** Wall time, and mean test accuracy at the end as a check that both learned the same. */
  record Measured(double seconds, double accuracy) {}

  /** The trials of one seed. */
  record Turn(long seed, int trials, Measured ours, Measured djl) {
    /** How many times as fast as DJL. */
    double overDjl() {
      return djl.seconds() / ours.seconds();
    }
  }

  /** Of all turns, at least one. */
  record Result(List<Turn> turns) {
    Result {
      turns = List.copyOf(turns);
    }

    int trials() {
      return turns.stream().mapToInt(Turn::trials).sum();
    }

    double median(ToDoubleFunction<Turn> number) {
      double[] sorted = turns.stream().mapToDouble(number).sorted().toArray();
      int middle = sorted.length / 2;
      return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double mean(ToDoubleFunction<Turn> number) {
      return turns.stream().mapToDouble(number).average().orElseThrow();
    }

    double leastOverDjl() {
      return turns.stream().mapToDouble(Turn::overDjl).min().orElseThrow();
    }

    double greatestOverDjl() {
      return turns.stream().mapToDouble(Turn::overDjl).max().orElseThrow();
    }
  }
}
