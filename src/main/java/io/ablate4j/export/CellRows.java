package io.ablate4j.export;

import io.ablate4j.analysis.CellSummary;
import io.ablate4j.analysis.Divergence;
import io.ablate4j.analysis.Spread;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.TargetReach;
import io.ablate4j.analysis.TrialColumn;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.Interval;
import io.ablate4j.trial.TargetLevel;
import io.ablate4j.trial.TimingRound.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the seeds of each cell say together: counts, share that diverged, mean steps to each target
 * (restricted to the budget), cost of a step, and number, mean and standard deviation of every
 * column of the trials and of what classes bring.
 */
final class CellRows {
  private static final List<String> COUNTS =
      List.of("planned", "completed", "diverged", "failed", "not_run", "reached");

  private CellRows() {}

  static List<List<String>> of(StudyAnalysis analysis) {
    List<List<String>> rows = new ArrayList<>();
    List<String> factors = FactorColumns.factors(analysis);
    List<String> header = new ArrayList<>(FactorColumns.heads(analysis));
    header.addAll(COUNTS);
    for (String estimate : estimates()) {
      header.addAll(List.of(estimate, estimate + "_low", estimate + "_high"));
    }
    for (TrialColumn column : TrialColumn.values()) {
      header.addAll(
          List.of(column.word() + "_n", column.word() + "_mean", column.word() + "_deviation"));
    }
    for (ContrastMetric metric : analysis.further()) {
      String name = CsvTable.column(metric);
      header.addAll(List.of(name + "_n", name + "_mean", name + "_deviation"));
    }
    rows.add(header);
    List<Divergence> divergence = analysis.divergence();
    List<List<TargetReach>> reach = new ArrayList<>();
    for (TargetLevel level : TargetLevel.values()) {
      reach.add(analysis.reach(level));
    }
    for (int i = 0; i < analysis.cells().size(); i++) {
      CellSummary cell = analysis.cells().get(i);
      List<String> row = new ArrayList<>(FactorColumns.levels(cell.cell(), factors));
      row.addAll(
          List.of(
              Integer.toString(cell.planned()),
              Integer.toString(cell.completed()),
              Integer.toString(cell.diverged()),
              Integer.toString(cell.failed()),
              Integer.toString(cell.notRun()),
              Integer.toString(cell.reached())));
      Divergence rate = divergence.get(i);
      row.add(rate.ran() == 0 ? "" : CsvTable.number((double) rate.diverged() / rate.ran()));
      row.add(rate.rate().map(Interval::low).map(CsvTable::number).orElse(""));
      row.add(rate.rate().map(Interval::high).map(CsvTable::number).orElse(""));
      for (List<TargetReach> level : reach) {
        add(row, level.get(i).restrictedMean());
      }
      for (Layout layout : Layout.values()) {
        add(
            row,
            analysis
                .timing()
                .cost(cell.cell(), layout)
                .map(cost -> cost.stepMillis())
                .orElse(Estimate.notEstimable(0, "not timed")));
      }
      for (TrialColumn column : TrialColumn.values()) {
        add(row, cell.spread(column));
      }
      for (ContrastMetric metric : analysis.further()) {
        add(row, cell.spread(metric));
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<String> estimates() {
    List<String> names = new ArrayList<>(List.of("divergence"));
    for (TargetLevel level : TargetLevel.values()) {
      names.add("restricted_steps_" + level.name().toLowerCase(Locale.ROOT));
    }
    for (Layout layout : Layout.values()) {
      names.add("step_millis_" + layout.word().replace('-', '_'));
    }
    return names;
  }

  private static void add(List<String> row, Spread spread) {
    row.add(Integer.toString(spread.n()));
    row.add(CsvTable.number(spread.mean()));
    row.add(CsvTable.number(spread.standardDeviation()));
  }

  private static void add(List<String> row, Estimate estimate) {
    row.add(CsvTable.number(estimate.value()));
    row.add(estimate.interval().map(Interval::low).map(CsvTable::number).orElse(""));
    row.add(estimate.interval().map(Interval::high).map(CsvTable::number).orElse(""));
  }
}
