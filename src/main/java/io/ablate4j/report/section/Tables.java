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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/** The tables of trials and of their provenance. */
public final class Tables {
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
            + "; gap is train minus test accuracy; images a second and seconds"
            + " were read off the training, with other trials running beside it; – where"
            + " undefined.",
        grid.heads()
            .and(Kind.NAME, "Seed")
            .and(Kind.TEXT, "Outcome")
            .and(Kind.NUMBER, "Epochs", "Train, %", "Validation, %", "Test, %")
            .and(
                Kind.NUMBER,
                isUnbalanced() ? new String[] {"Balanced, %", "Macro F1, %"} : new String[0])
            .and(
                Kind.NUMBER,
                "Gap, points",
                "Best epoch",
                "Steps to target",
                "Images/s in training",
                "Training, s")
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
    add(cells, trial, TrialColumn.EPOCHS, Numbers::whole, Digits::all);
    add(cells, trial, TrialColumn.TRAIN_ACCURACY, Numbers::percent, Digits::allPercent);
    add(cells, trial, TrialColumn.VALIDATION_ACCURACY, Numbers::percent, Digits::allPercent);
    add(cells, trial, TrialColumn.TEST_ACCURACY, Numbers::percent, Digits::allPercent);
    if (isUnbalanced()) {
      add(cells, trial, TrialColumn.TEST_BALANCED_ACCURACY, Numbers::percent, Digits::allPercent);
      add(cells, trial, TrialColumn.TEST_MACRO_F1, Numbers::percent, Digits::allPercent);
    }
    add(cells, trial, TrialColumn.GAP_ACCURACY, Numbers::percent, Digits::allPercent);
    add(cells, trial, TrialColumn.BEST_EPOCH, Numbers::whole, Digits::all);
    add(cells, trial, TrialColumn.STEPS_TO_TARGET, Numbers::whole, Digits::all);
    add(cells, trial, TrialColumn.IMAGES_PER_SECOND, Numbers::whole, Digits::all);
    add(cells, trial, TrialColumn.TRAIN_SECONDS, Numbers::significant, Digits::all);
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

  /** Where classes are of one size, the two say what test accuracy says. */
  private boolean isUnbalanced() {
    return analysis.study().isUnbalanced();
  }

  private static void add(
      RowBuilder cells,
      TrialSummary trial,
      TrialColumn column,
      DoubleFunction<String> format,
      DoubleFunction<String> all) {
    add(cells, trial.value(column), format, all);
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
