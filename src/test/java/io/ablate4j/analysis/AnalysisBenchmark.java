package io.ablate4j.analysis;

import io.ablate4j.report.HtmlReport;
import io.ablate4j.store.ResultStore;
import io.ablate4j.store.SqliteStore;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A benchmark, not a test: how long a large store takes to be read and analysed, and its report to
 * be written. {@code scripts/benchmark-analysis} writes the store in one process and reads it in
 * another one.
 */
public final class AnalysisBenchmark {
  private AnalysisBenchmark() {}

  /** {@code write FILE SEEDS} (36 cells x seeds, 50 epochs) or {@code read FILE}. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[1]);
    if (arguments[0].equals("write")) {
      write(
          file,
          new SyntheticStudy.Builder()
              .models("mlp", "cnn", "inception")
              .batchSizes(8, 32, 128)
              .seeds(Integer.parseInt(arguments[2]))
              .epochs(50)
              .build());
    } else {
      read(file);
    }
  }

  /** Makes a store of a study that was never run. */
  public static void write(Path file, SyntheticStudy study) throws IOException {
    Files.deleteIfExists(file);
    Map<Object, TrialResult> byKey = new HashMap<>();
    study.results().forEach(result -> byKey.put(result.key(), result));
    try (ResultStore store = SqliteStore.open(file)) {
      store.begin(study.study(), List.of(), study.planned());
      for (PlannedTrial trial : study.planned()) {
        TrialResult result = byKey.get(trial.key());
        if (result != null) {
          store.save(result);
        }
      }
    }
  }

  private static void read(Path file) throws IOException {
    Lap start = Lap.now();
    StudyRows rows;
    try (ResultStore store = SqliteStore.openToRead(file)) {
      rows =
          new StudyRows(
              store.study().orElseThrow(),
              store.registration(),
              store.planned(),
              store.results().toList(),
              store.timing());
    }
    Lap read = Lap.now();
    StudyAnalysis analysis = StudyAnalysis.of(rows);
    Lap analysed = Lap.now();
    Path page = file.resolveSibling(file.getFileName() + "-report").resolve("index.html");
    HtmlReport.write(analysis, page);
    Lap written = Lap.now();
    System.out.printf(
        Locale.ROOT,
        "%,d trials, %,d measurements: read in %s, %,d contrasts and the rest in %s, pages in %s%n",
        analysis.trials().size(),
        rows.results().stream().mapToLong(r -> r.measurements().size()).sum(),
        read.since(start),
        analysis.effects().size(),
        analysed.since(read),
        written.since(analysed));
  }

  /** A moment, by the clock and by the processor time of all threads. */
  private record Lap(long nanos, long cpuMillis) {
    static Lap now() {
      return new Lap(
          System.nanoTime(),
          ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis());
    }

    String since(Lap before) {
      return String.format(
          Locale.ROOT,
          "%.1f s (%.1f s of processor time)",
          (nanos - before.nanos) / 1e9,
          (cpuMillis - before.cpuMillis) / 1e3);
    }
  }
}
