package io.ablate4j.report;

import io.ablate4j.StudyMain;
import io.ablate4j.analysis.AnalysisBenchmark;
import io.ablate4j.analysis.SyntheticStudy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A benchmark, not a test: how long a report takes to be made, by the command, and to be
 * interactive in Chromium, and how large it is. {@code scripts/benchmark-report} runs it.
 */
public final class ReportBenchmark {
  private static final int VISITS = 5;

  private ReportBenchmark() {}

  /** {@code FOLDER}, where the studies go. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    measure(
        "the default grid (192 trials x 5 epochs)",
        folder.resolve("default"),
        new SyntheticStudy.Builder()
            .models("mlp", "cnn", "inception")
            .batchSizes(16, 64)
            .seeds(8)
            .epochs(5)
            .build());
    measure(
        "1,008 trials x 50 epochs",
        folder.resolve("large"),
        new SyntheticStudy.Builder()
            .models("mlp", "cnn", "inception")
            .batchSizes(8, 32, 128)
            .seeds(28)
            .epochs(50)
            .build());
  }

  private static void measure(String what, Path folder, SyntheticStudy study)
      throws IOException, InterruptedException {
    AnalysisBenchmark.write(Files.createDirectories(folder).resolve("study.db"), study);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            StudyMain.class.getName(),
            "report",
            folder.toString());
    long start = System.nanoTime();
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (exit != 0) {
      throw new IOException(String.join(" ", command) + " ended with exit code " + exit);
    }
    Path page = folder.resolve("index.html");
    System.out.printf(
        Locale.ROOT,
        "%s: made in %.1f s; %.2f MB, and %d files of figures; interactive within %s%n",
        what,
        seconds,
        Files.size(page) / 1e6,
        files(folder.resolve("figures")),
        visits(page));
  }

  private static int files(Path folder) {
    String[] names = folder.toFile().list();
    return names == null ? 0 : names.length;
  }

  /** Milliseconds until the page is loaded and its scripts have run, of several visits. */
  private static String visits(Path page) throws IOException {
    double[] millis = new double[VISITS];
    try (Browser browser = Browser.start()) {
      for (int i = 0; i < VISITS; i++) {
        browser.open(page);
        millis[i] =
            browser.number("return performance.getEntriesByType('navigation')[0].loadEventEnd");
      }
    }
    Arrays.sort(millis);
    return String.format(
        Locale.ROOT, "%.0f ms (%.0f to %.0f)", millis[VISITS / 2], millis[0], millis[VISITS - 1]);
  }
}
