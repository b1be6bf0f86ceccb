package io.ablate4j.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Geometric means of the ratios over some cells.
 *
 * @param scope which cells: {@code all} or a network
 * @param overDl4j how many times as fast as DL4J as released
 * @param overDjl how many times as fast as DJL in its better layout
 */
record Summary(String scope, double overDl4j, double overDjl) {
  /** Over all cells, then over those of each network that has some. */
  static List<Summary> of(List<CellResult> results) {
    List<Summary> summaries = new ArrayList<>();
    summaries.add(of("all", results));
    for (String model : BenchmarkCell.MODELS) {
      List<CellResult> own = results.stream().filter(r -> r.cell().model().equals(model)).toList();
      if (!own.isEmpty()) {
        summaries.add(of(model, own));
      }
    }
    return summaries;
  }

  private static Summary of(String scope, List<CellResult> results) {
    return new Summary(
        scope,
        geometricMean(results, CellResult::overDl4j),
        geometricMean(results, CellResult::overDjl));
  }

  private static double geometricMean(
      List<CellResult> results, ToDoubleFunction<CellResult> ratio) {
    return Math.exp(
        results.stream()
            .mapToDouble(r -> Math.log(ratio.applyAsDouble(r)))
            .average()
            .orElseThrow());
  }
}
