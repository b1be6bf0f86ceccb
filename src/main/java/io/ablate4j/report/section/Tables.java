package io.ablate4j.report.section;

import io.ablate4j.analysis.CellSummary;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.TrialColumn;
import io.ablate4j.analysis.TrialSummary;
import io.ablate4j.figure.Digits;
import io.ablate4j.figure.RowBuilder;
import io.ablate4j.figure.Table;
import io.ablate4j.figure.Table.Heads;
import io.ablate4j.figure.Table.Kind;
import io.ablate4j.figure.Table.Row;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.TrialMetrics;
import io.ablate4j.report.words.FactWords;
import io.ablate4j.report.words.Numbers;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Quantity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/** The tables of trials and of their provenance. */
public final class Tables {
  /** A column of trials, and what it is called above its numbers. */
  private record Shown(String head, TrialColumn column) {}

  private static final List<Shown> SHOWN =
      List.of(
          new Shown("Epochs", TrialColumn.EPOCHS),
          new Shown("Train, %", TrialColumn.TRAIN_ACCURACY),
          new Shown("Validation, %", TrialColumn.VALIDATION_ACCURACY),
          new Shown("Test, %", TrialColumn.TEST_ACCURACY),
          new Shown("Balanced, %", TrialColumn.TEST_BALANCED_ACCURACY),
          new Shown("Macro F1, %", TrialColumn.TEST_MACRO_F1),
          new Shown("Gap, points", TrialColumn.GAP_ACCURACY),
          new Shown("Best epoch", TrialColumn.BEST_EPOCH),
          new Shown("Steps to target", TrialColumn.STEPS_TO_TARGET),
          new Shown("Images/s in training", TrialColumn.IMAGES_PER_SECOND),
          new Shown("Training, s", TrialColumn.TRAIN_SECONDS));

  private final StudyAnalysis analysis;
  private final Grid grid;

  /** Of an analysis whose cells are laid out so. */
  public Tables(StudyAnalysis analysis, Grid grid) {
    this.analysis = analysis;
    this.grid = grid;
  }

  /** By cell in the study's order, then seed. */
  public Table trials() {
    List<Cell> order = grid.cells().stream().map(CellSummary::cell).toList();
    List<Row> rows = new ArrayList<>();
    analysis.trials().stream()
        .sorted(
            Comparator.<TrialSummary>comparingInt(t -> order.indexOf(t.planned().cell()))
                .thenComparingLong(t -> t.planned().seed()))
        .forEach(trial -> rows.add(row(trial)));
    return new Table(
        "Accuracies at the last epoch"
            + (isUnbalanced() ? ", balanced accuracy and macro F1 on the test set" : "")
            + ". Gap is train minus test accuracy. Images a second and seconds"
            + " were read off the training, with other trials running beside it. – where"
            + " undefined.",
        grid.heads()
            .and(Kind.NAME, "Seed")
            .and(Kind.TEXT, "Outcome")
            .and(Kind.NUMBER, shown().map(Shown::head).toArray(String[]::new))
            .and(
                Kind.NUMBER,
                TrialMetrics.contrasts().stream().map(Tables::head).toArray(String[]::new))
            .and(Kind.TEXT, "Key")
            .columns(),
        rows);
  }

  private Row row(TrialSummary trial) {
    RowBuilder cells = new RowBuilder().addAll(grid.names(trial.planned().cell()));
    cells.add(String.valueOf(trial.planned().seed()));
    cells.add(
        trial.reason().isEmpty()
            ? trial.outcomeWord()
            : trial.outcomeWord() + ": " + trial.reason());
    shown()
        .map(Shown::column)
        .forEach(
            column -> {
              Quantity quantity = column.number().quantity();
              boolean isShare = quantity == Quantity.SHARE;
              add(
                  cells,
                  trial.value(column),
                  isShare
                      ? Numbers::percent
                      : quantity == Quantity.SECONDS ? Numbers::significant : Numbers::whole,
                  isShare ? Digits::allPercent : Digits::all);
            });
    for (ContrastMetric metric : TrialMetrics.contrasts()) {
      boolean isShare = metric.scale() == ContrastMetric.Scale.SHARE;
      add(
          cells,
          trial.value(metric),
          isShare ? Numbers::percent : Numbers::significant,
          isShare ? Digits::allPercent : Digits::all);
    }
    cells.add(trial.planned().key().shortForm());
    return cells.row(trial.isCompleted() ? "" : "bad");
  }

  private static String head(ContrastMetric metric) {
    String name = metric.name();
    return Character.toUpperCase(name.charAt(0))
        + name.substring(1)
        + switch (metric.scale()) {
          case SHARE -> ", %";
          case NATS -> ", nats";
          case RATIO, NUMBER -> "";
        };
  }

  /** Where classes are of one size, means over them say what test accuracy says. */
  private boolean isUnbalanced() {
    return analysis.study().isUnbalanced();
  }

  private Stream<Shown> shown() {
    return SHOWN.stream().filter(each -> isUnbalanced() || !each.column.number().isByClass());
  }

  private static void add(
      RowBuilder cells,
      OptionalDouble value,
      DoubleFunction<String> format,
      DoubleFunction<String> all) {
    cells.add(
        Numbers.orDash(value, format), value.isPresent() ? all.apply(value.getAsDouble()) : "");
  }

  /** Each fact with its value, or its values and how many trials have each. */
  public static Table provenance(SortedMap<String, SortedMap<String, Integer>> facts) {
    List<Row> rows = new ArrayList<>();
    List<String> order = new ArrayList<>(facts.keySet());
    order.sort(Comparator.comparing(FactWords::name, String.CASE_INSENSITIVE_ORDER));
    order.forEach(
        fact -> {
          String name = FactWords.name(fact);
          SortedMap<String, Integer> values = facts.get(fact);
          if (values.size() <= MANY) {
            new TreeMap<>(values)
                .forEach(
                    (value, trials) ->
                        rows.add(
                            new Row(
                                "",
                                List.of(
                                    name, FactWords.value(fact, value), String.valueOf(trials)))));
          } else {
            int trials = values.values().stream().mapToInt(Integer::intValue).sum();
            String range =
                values.size() + " values, from " + values.firstKey() + " to " + values.lastKey();
            rows.add(new Row("", List.of(name, range, String.valueOf(trials))));
          }
        });
    return new Table(
        "What the trials were run with, and how many trials say so.",
        Heads.of(Kind.NAME, "Fact").and(Kind.TEXT, "Value").and(Kind.NUMBER, "Trials").columns(),
        rows);
  }

  /** Facts with more values than this, such as times, are reported as a range. */
  private static final int MANY = 6;
}
