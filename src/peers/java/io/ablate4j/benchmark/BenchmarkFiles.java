package io.ablate4j.benchmark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes what was measured: a row a cell, a row a round, and the means. */
final class BenchmarkFiles {
  private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  private final Path folder;

  /**
   * @param folder made if it isn't there
   */
  BenchmarkFiles(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  void write(List<CellResult> results) throws IOException {
    try (CSVPrinter cells = open("cells.csv")) {
      cells.printRecord(
          "model",
          "regularization",
          "batch",
          "activation",
          "parameters",
          Layout.ABLATE4J,
          Layout.DL4J,
          Layout.DJL_CORE,
          Layout.DJL_MACHINE,
          "times_dl4j",
          "times_djl",
          "share_of_peak",
          "processor_share");
      for (CellResult r : results) {
        cells.printRecord(
            r.cell().model(),
            r.cell().regularization(),
            r.cell().batch(),
            r.cell().activation(),
            r.parameters(),
            decimal(r.ours(), 1),
            decimal(r.dl4j(), 1),
            decimal(r.median(Layout.DJL_CORE), 1),
            decimal(r.median(Layout.DJL_MACHINE), 1),
            decimal(r.overDl4j(), 3),
            decimal(r.overDjl(), 3),
            Double.isNaN(r.shareOfPeak()) ? "" : decimal(r.shareOfPeak(), 3),
            decimal(r.processorShare(), 3));
      }
    }
    try (CSVPrinter rounds = open("rounds.csv")) {
      rounds.printRecord(
          "model",
          "regularization",
          "batch",
          "activation",
          "layout",
          "round",
          "images_per_second",
          "processor_share");
      for (CellResult result : results) {
        for (Map.Entry<String, List<Speed>> layout : result.rounds().entrySet()) {
          for (int i = 0; i < layout.getValue().size(); i++) {
            rounds.printRecord(
                result.cell().model(),
                result.cell().regularization(),
                result.cell().batch(),
                result.cell().activation(),
                layout.getKey(),
                i + 1,
                decimal(layout.getValue().get(i).imagesPerSecond(), 1),
                decimal(layout.getValue().get(i).processorShare(), 3));
          }
        }
      }
    }
    try (CSVPrinter means = open("means.csv")) {
      means.printRecord("scope", "times_dl4j", "times_djl");
      for (Summary summary : Summary.of(results)) {
        means.printRecord(
            summary.scope(), decimal(summary.overDl4j(), 3), decimal(summary.overDjl(), 3));
      }
    }
  }

  /** The quickstart's wall times, two rows a seed. */
  void write(QuickstartBenchmark.Result result) throws IOException {
    try (CSVPrinter times = open("quickstart.csv")) {
      times.printRecord("seed", "stack", "trials", "seconds", "mean_test_accuracy", "times_djl");
      for (QuickstartBenchmark.Turn turn : result.turns()) {
        times.printRecord(
            turn.seed(),
            Layout.ABLATE4J,
            turn.trials(),
            decimal(turn.ours().seconds(), 2),
            decimal(turn.ours().accuracy(), 4),
            decimal(turn.overDjl(), 3));
        times.printRecord(
            turn.seed(),
            Layout.DJL_CORE,
            turn.trials(),
            decimal(turn.djl().seconds(), 2),
            decimal(turn.djl().accuracy(), 4),
            decimal(1, 3));
      }
    }
  }

  void writePage(String name, String html) throws IOException {
    Files.writeString(page(name), html);
  }

  /** Where a page of that name is. */
  Path page(String name) {
    return folder.resolve(name);
  }

  private CSVPrinter open(String name) throws IOException {
    BufferedWriter writer = Files.newBufferedWriter(folder.resolve(name), StandardCharsets.UTF_8);
    return new CSVPrinter(writer, CSV);
  }

  private static String decimal(double value, int places) {
    return String.format(Locale.ROOT, "%." + places + "f", value);
  }
}
