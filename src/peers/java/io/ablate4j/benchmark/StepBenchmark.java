package io.ablate4j.benchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Images a second of the training step, cell by cell. Within a cell the layouts take turns, round
 * by round, so that a machine that gets slower slows all of them; only one of them works at a time.
 */
final class StepBenchmark {
  /** What a new JVM needs with each network until its own code is compiled. */
  private static final double COMPILER_SECONDS = 3;

  private final int rounds;
  private final double seconds;
  private final double warmUpSeconds;
  private final PrintWriter out;

  /**
   * @param rounds measurements of each layout and cell
   * @param seconds of each measurement
   * @param warmUpSeconds of training before the first one
   */
  StepBenchmark(int rounds, double seconds, double warmUpSeconds, PrintWriter out) {
    this.rounds = rounds;
    this.seconds = seconds;
    this.warmUpSeconds = warmUpSeconds;
    this.out = out;
  }

  /** Told of all results so far. */
  @FunctionalInterface
  interface Keeper {
    void keep(List<CellResult> soFar) throws IOException;
  }

  /**
   * Measures the cells in their order.
   *
   * @param keeper told after each cell, so that a run that is stopped has not measured for nothing
   */
  List<CellResult> run(List<BenchmarkCell> cells, List<Layout> layouts, Keeper keeper)
      throws IOException {
    List<Fleet> fleets = new ArrayList<>();
    try {
      for (Layout layout : layouts) {
        Fleet fleet = Fleet.start(layout);
        fleets.add(fleet);
        for (String model : cells.stream().map(BenchmarkCell::model).distinct().toList()) {
          fleet.prepare(new BenchmarkCell(model, "both", 16), COMPILER_SECONDS);
        }
      }
      double peak = peak(fleets);
      List<CellResult> results = new ArrayList<>();
      for (BenchmarkCell cell : cells) {
        CellResult result = measure(cell, fleets, peak);
        results.add(result);
        out.printf(
            Locale.ROOT,
            "%2d/%d %-26s %,9d parameters; images/s: ablate4j %,8.0f  dl4j %,8.0f  djl %,8.0f;"
                + " x dl4j %.2f, x djl %.2f, %.2f of peak%s%n",
            results.size(),
            cells.size(),
            cell,
            result.parameters(),
            result.ours(),
            result.dl4j(),
            result.djl(),
            result.overDl4j(),
            result.overDjl(),
            result.shareOfPeak(),
            result.disturbed() ? " (disturbed)" : "");
        out.flush();
        keeper.keep(results);
      }
      return results;
    } finally {
      for (Fleet fleet : fleets) {
        fleet.close();
      }
    }
  }

  /** Of ablate4j's processes, which are as many as there are cores. */
  private double peak(List<Fleet> fleets) throws IOException {
    for (Fleet fleet : fleets) {
      if (fleet.layout().name().equals(Layout.ABLATE4J)) {
        double peak = fleet.peakGigaflops(seconds);
        out.printf(Locale.ROOT, "Fused multiplications alone: %.0f GFLOP/s%n", peak);
        return peak;
      }
    }
    return Double.NaN;
  }

  private CellResult measure(BenchmarkCell cell, List<Fleet> fleets, double peak)
      throws IOException {
    Map<String, Long> parameters = new LinkedHashMap<>();
    Map<String, List<Speed>> speeds = new LinkedHashMap<>();
    for (Fleet fleet : fleets) {
      parameters.put(fleet.layout().name(), fleet.prepare(cell, warmUpSeconds));
      speeds.put(fleet.layout().name(), new ArrayList<>());
    }
    if (parameters.values().stream().distinct().count() != 1) {
      throw new IllegalStateException(
          cell + " is not the same network everywhere; trainable parameters: " + parameters);
    }
    for (int round = 0; round < rounds; round++) {
      for (Fleet fleet : fleets) {
        speeds.get(fleet.layout().name()).add(fleet.measure(cell.batch(), seconds));
      }
    }
    return new CellResult(cell, parameters.values().iterator().next(), peak, speeds);
  }
}
