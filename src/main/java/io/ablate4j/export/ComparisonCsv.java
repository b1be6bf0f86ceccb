package io.ablate4j.export;

import io.ablate4j.analysis.CellSummary;
import io.ablate4j.analysis.PairedContrast;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.StudyComparison;
import io.ablate4j.analysis.StudyComparison.CellPair;
import io.ablate4j.analysis.TrialColumn;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.TestReading;
import io.ablate4j.trial.TimingRound.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Two studies side by side, a row a cell and metric. {@code in} is {@code both}, {@code A} or
 * {@code B}; {@code a} and {@code b} are means over the seeds, or for the cost of a step medians
 * over rounds; the effect is B less A, or the logarithm of B over A.
 */
public final class ComparisonCsv {
  private ComparisonCsv() {}

  /**
   * Writes the file, replacing what was there.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(StudyComparison comparison, Path file) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    List<String> factors = new ArrayList<>(FactorColumns.factors(comparison.first()));
    FactorColumns.factors(comparison.second()).stream()
        .filter(factor -> !factors.contains(factor))
        .forEach(factors::add);
    List<String> header = new ArrayList<>(factors.stream().map(Roles::column).toList());
    header.add("in");
    header.addAll(List.of("same_key", "same_bits", "a", "b"));
    header.addAll(ContrastRows.SEEN);
    rows.add(header);
    for (CellPair pair : comparison.shared()) {
      for (PairedContrast contrast : pair.contrasts()) {
        List<String> row = start(pair.cell(), factors, "both");
        row.add(Integer.toString(pair.sameKey()));
        row.add(Integer.toString(pair.sameBits()));
        row.add(mean(pair.first(), contrast.metric()));
        row.add(mean(pair.second(), contrast.metric()));
        row.addAll(ContrastRows.seen(contrast));
        rows.add(row);
      }
      String before = stepMillis(comparison.first(), pair.cell());
      String after = stepMillis(comparison.second(), pair.cell());
      if (!before.isEmpty() && !after.isEmpty()) {
        List<String> row = start(pair.cell(), factors, "both");
        row.addAll(List.of("", "", before, after));
        row.addAll(ContrastRows.ofStepCost(pair.stepCost()));
        rows.add(row);
      }
    }
    comparison.onlyFirst().forEach(cell -> rows.add(pad(start(cell, factors, "A"), header.size())));
    comparison
        .onlySecond()
        .forEach(cell -> rows.add(pad(start(cell, factors, "B"), header.size())));
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    CsvTable.write(file, rows);
  }

  private static List<String> start(Cell cell, List<String> factors, String in) {
    List<String> row = new ArrayList<>(FactorColumns.levels(cell, factors));
    row.add(in);
    return row;
  }

  private static List<String> pad(List<String> row, int columns) {
    while (row.size() < columns) {
      row.add("");
    }
    return row;
  }

  /** Of the seeds that have it, whether the other study has them or not. */
  private static String mean(CellSummary cell, ContrastMetric metric) {
    return switch (metric.reading()) {
      case DIVERGENCE ->
          cell.ran() == 0 ? "" : CsvTable.number((double) cell.diverged() / cell.ran());
      case PROBE, TRIAL -> CsvTable.number(cell.spread(metric).mean());
      // A mean over those that reached the target alone would flatter who rarely does.
      case STEPS, SECONDS, AFTER_INTERVENTION -> "";
      default ->
          CsvTable.number(
              (metric.number().get() instanceof TestReading
                      ? cell.spread(metric)
                      : cell.spread(TrialColumn.of(metric)))
                  .mean());
    };
  }

  private static String stepMillis(StudyAnalysis analysis, Cell cell) {
    return CsvTable.number(
        analysis
            .timing()
            .cost(cell, Layout.ONE_THREAD)
            .map(cost -> cost.stepMillis().value())
            .orElse(OptionalDouble.empty()));
  }
}
