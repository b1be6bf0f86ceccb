package io.ablate4j.report;

import io.ablate4j.analysis.CellSummary;
import io.ablate4j.analysis.Spread;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.TargetLevel;
import io.ablate4j.analysis.TrialColumn;
import io.ablate4j.analysis.TrialSummary;
import io.ablate4j.report.figure.Table;
import io.ablate4j.report.figure.Table.Column;
import io.ablate4j.report.figure.Table.Kind;
import io.ablate4j.report.figure.Table.Row;
import io.ablate4j.trial.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/** The tables by cell and by trial. */
final class Tables {
  private final StudyAnalysis analysis;
  private final Grid grid;

  Tables(StudyAnalysis analysis, Grid grid) {
    this.analysis = analysis;
    this.grid = grid;
  }

  /** A column of a table by cell. */
  private record Shown(String head, TrialColumn column, Function<Spread, String> format) {}

  Table accuracy() {
    Function<Spread, String> percent = spread -> Numbers.spread(spread, Numbers::percent);
    Function<Spread, String> nats = spread -> Numbers.spread(spread, v -> Numbers.fixed(v, 3));
    Function<Spread, String> epochs = spread -> Numbers.spread(spread, v -> Numbers.fixed(v, 1));
    String note =
        analysis.status().diverged() == 0
            ? ""
            : StudyAnalysis.chance(analysis.study()).isPresent()
                ? " Diverged trials stay in test accuracy at chance and are in no other column."
                : " The number of classes is unknown, so diverged trials are only counted.";
    return byCell(
        "Accuracy in %, gaps and losses: mean ± standard deviation over seeds; – where not"
            + " estimable."
            + note,
        List.of(
            new Shown("Test accuracy", TrialColumn.TEST_ACCURACY, percent),
            new Shown("Validation accuracy", TrialColumn.VALIDATION_ACCURACY, percent),
            new Shown("Train accuracy", TrialColumn.TRAIN_ACCURACY, percent),
            new Shown("Gap, points", TrialColumn.GAP_ACCURACY, percent),
            new Shown("Gap in loss, nats", TrialColumn.GAP_LOSS, nats),
            new Shown("Test loss, nats", TrialColumn.TEST_LOSS, nats),
            new Shown("Best epoch", TrialColumn.BEST_EPOCH, epochs)),
        false);
  }

  Table speed() {
    Function<Spread, String> whole = spread -> Numbers.spread(spread, Numbers::whole);
    List<Shown> shown = new ArrayList<>();
    boolean target =
        analysis.targets().values().stream().anyMatch(t -> t.value(TargetLevel.MAIN).isPresent());
    if (target) {
      shown.add(new Shown("Steps to target", TrialColumn.STEPS_TO_TARGET, whole));
    }
    shown.add(new Shown("Step, ms", TrialColumn.STEP_MILLIS, Numbers::significantSpread));
    shown.add(new Shown("Images a second", TrialColumn.IMAGES_PER_SECOND, whole));
    shown.add(new Shown("Training, s", TrialColumn.TRAIN_SECONDS, Numbers::significantSpread));
    return byCell(
        "Speed: mean ± standard deviation over seeds; – where not estimable."
            + (target ? " Steps to the target are over the seeds that reached it." : ""),
        shown,
        target);
  }

  private Table byCell(String caption, List<Shown> shown, boolean reached) {
    List<Column> columns = new ArrayList<>();
    grid.heads().forEach(head -> columns.add(new Column(head, Kind.NAME)));
    columns.add(new Column("Seeds", Kind.NUMBER));
    if (reached) {
      columns.add(new Column("Reached", Kind.NUMBER));
    }
    shown.forEach(s -> columns.add(new Column(s.head(), Kind.NUMBER)));
    columns.add(new Column("Not completed", Kind.TEXT));
    List<Row> rows = new ArrayList<>();
    for (CellSummary cell : grid.cells()) {
      List<String> row = new ArrayList<>(grid.names(cell.cell()));
      row.add(cell.completed() + " of " + cell.planned());
      if (reached) {
        row.add(cell.reached() + " of " + cell.ran());
      }
      shown.forEach(s -> row.add(s.format().apply(cell.spread(s.column()))));
      row.add(missing(cell));
      rows.add(new Row(cell.completed() < cell.planned() ? "bad" : "", row));
    }
    return new Table(caption, columns, rows);
  }

  /** Such as "1 diverged, 2 not run"; empty if all completed. */
  private static String missing(CellSummary cell) {
    List<String> parts = new ArrayList<>();
    if (cell.diverged() > 0) {
      parts.add(cell.diverged() + " diverged");
    }
    if (cell.failed() > 0) {
      parts.add(cell.failed() + " failed");
    }
    if (cell.notRun() > 0) {
      parts.add(cell.notRun() + " not run");
    }
    return String.join(", ", parts);
  }

  /** By cell in the study's order, then seed. */
  Table trials() {
    List<Column> columns = new ArrayList<>();
    grid.heads().forEach(head -> columns.add(new Column(head, Kind.NAME)));
    columns.add(new Column("Seed", Kind.NAME));
    columns.add(new Column("Outcome", Kind.TEXT));
    for (String head :
        List.of(
            "Epochs",
            "Train, %",
            "Validation, %",
            "Test, %",
            "Gap, points",
            "Best epoch",
            "Steps to target",
            "Images a second",
            "Training, s")) {
      columns.add(new Column(head, Kind.NUMBER));
    }
    columns.add(new Column("Key", Kind.TEXT));
    List<Cell> order = grid.cells().stream().map(CellSummary::cell).toList();
    List<Row> rows = new ArrayList<>();
    analysis.trials().stream()
        .sorted(
            Comparator.<TrialSummary>comparingInt(t -> order.indexOf(t.planned().cell()))
                .thenComparingLong(t -> t.planned().seed()))
        .forEach(trial -> rows.add(row(trial)));
    return new Table(
        "Accuracies at the last epoch; gap is train minus test accuracy; – where undefined.",
        columns,
        rows);
  }

  private Row row(TrialSummary trial) {
    List<String> cells = new ArrayList<>(grid.names(trial.planned().cell()));
    cells.add(String.valueOf(trial.planned().seed()));
    cells.add(
        trial.reason().isEmpty()
            ? trial.outcomeWord()
            : trial.outcomeWord() + ": " + trial.reason());
    cells.add(number(trial, TrialColumn.EPOCHS, Numbers::whole));
    cells.add(number(trial, TrialColumn.TRAIN_ACCURACY, Numbers::percent));
    cells.add(number(trial, TrialColumn.VALIDATION_ACCURACY, Numbers::percent));
    cells.add(number(trial, TrialColumn.TEST_ACCURACY, Numbers::percent));
    cells.add(number(trial, TrialColumn.GAP_ACCURACY, Numbers::percent));
    cells.add(number(trial, TrialColumn.BEST_EPOCH, Numbers::whole));
    cells.add(number(trial, TrialColumn.STEPS_TO_TARGET, Numbers::whole));
    cells.add(number(trial, TrialColumn.IMAGES_PER_SECOND, Numbers::whole));
    cells.add(number(trial, TrialColumn.TRAIN_SECONDS, Numbers::significant));
    cells.add(trial.planned().key().shortForm());
    return new Row(trial.isCompleted() ? "" : "bad", cells);
  }

  private static String number(
      TrialSummary trial, TrialColumn column, DoubleFunction<String> format) {
    return Numbers.orDash(trial.value(column), format);
  }

  /** Each fact with its value, or its values and how many trials have each. */
  static Table provenance(SortedMap<String, SortedMap<String, Integer>> facts) {
    List<Row> rows = new ArrayList<>();
    facts.forEach(
        (name, values) -> {
          if (values.size() <= MANY) {
            new TreeMap<>(values)
                .forEach(
                    (value, trials) ->
                        rows.add(new Row("", List.of(name, value, String.valueOf(trials)))));
          } else {
            int trials = values.values().stream().mapToInt(Integer::intValue).sum();
            String range =
                values.size() + " values, " + values.firstKey() + " to " + values.lastKey();
            rows.add(new Row("", List.of(name, range, String.valueOf(trials))));
          }
        });
    return new Table(
        "What the trials were run with",
        List.of(
            new Column("Fact", Kind.NAME),
            new Column("Value", Kind.TEXT),
            new Column("Trials", Kind.NUMBER)),
        rows);
  }

  /** Facts with more values than this, such as times, are told as a range. */
  private static final int MANY = 6;
}
