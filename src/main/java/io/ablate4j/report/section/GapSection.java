package io.ablate4j.report.section;

import io.ablate4j.analysis.CellSummary;
import io.ablate4j.analysis.Divergence;
import io.ablate4j.analysis.Overall;
import io.ablate4j.analysis.StudyStatus;
import io.ablate4j.analysis.TrialColumn;
import io.ablate4j.analysis.TrialSummary;
import io.ablate4j.figure.Digits;
import io.ablate4j.figure.Figure;
import io.ablate4j.figure.ForestFigure;
import io.ablate4j.figure.Heading;
import io.ablate4j.figure.Profiles;
import io.ablate4j.figure.RowBuilder;
import io.ablate4j.figure.StepFigure;
import io.ablate4j.figure.StripFigure;
import io.ablate4j.figure.Table;
import io.ablate4j.figure.Table.Heads;
import io.ablate4j.figure.Table.Kind;
import io.ablate4j.figure.Table.Row;
import io.ablate4j.figure.Unit;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.report.words.EstimateText;
import io.ablate4j.report.words.FactorWords;
import io.ablate4j.report.words.Numbers;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The generalization gap, and beside it the test accuracy without which it says little. */
public final class GapSection {
  private GapSection() {}

  /** Train minus test accuracy, by cell and over all cells. */
  public static Section of(FigureInputs inputs) {
    return new Section(
        "gap",
        "Generalization gap",
        List.of(
            "The gap is train minus test accuracy ({fig-gap}), both in inference mode. Train accuracy"
                + " is that of a fixed part of the training set. The gap of each seed is drawn as well"
                + " ({fig-gap-seeds}). A small gap is worth something only beside a good test accuracy"
                + " ({fig-accuracy}): a network that has learned nothing has none. So it is also taken"
                + " where all arms have fitted the training data alike ({fig-gap-matched}). The"
                + " share of a model's trials at or above each accuracy shows whether a mean is that of"
                + " most trials or of a few ({fig-profile})."),
        figures(inputs),
        inputs.analysis().status().diverged() == 0
            ? List.of(byCell(inputs), overall(inputs))
            : List.of(byCell(inputs), overall(inputs), divergence(inputs)));
  }

  private static List<Figure> figures(FigureInputs inputs) {
    String against = " against " + inputs.control() + ", paired by seed, 95 % intervals";
    List<Figure> figures = new ArrayList<>();
    figures.add(
        ForestFigure.of(
            inputs.contrasts(
                new Heading(
                    "fig-accuracy",
                    "Test accuracy",
                    "Difference in test accuracy after the last epoch"
                        + against
                        + ". Right of 0 is better. A diverged trial counts as guessing."),
                ContrastMetric.TEST_ACCURACY)));
    figures.add(
        ForestFigure.of(
            inputs.contrasts(
                new Heading(
                    "fig-gap",
                    "Generalization gap",
                    "Difference in train minus test accuracy after the last epoch"
                        + against
                        + ". Left of 0 is less overfitting, or less fitting."),
                ContrastMetric.GAP_ACCURACY)));
    figures.add(
        ForestFigure.of(
            inputs.contrasts(
                new Heading(
                    "fig-gap-matched",
                    "Gap at matched training loss",
                    "The same at the first epoch at which a training loss is reached that all "
                        + inputs.grid().armsInWords()
                        + " of that seed reach. So an arm that merely fits more slowly"
                        + " has no smaller gap here."),
                ContrastMetric.GAP_ACCURACY_MATCHED_LOSS)));
    figures.add(
        StripFigure.of(
            inputs.means(
                new Heading(
                    "fig-gap-seeds",
                    "Gap of each seed",
                    "Train minus test accuracy after the last epoch, a point a seed. Beside them"
                        + " stand mean and 95 % interval."),
                Unit.points("gap, points"),
                TrialColumn.GAP_ACCURACY)));
    figures.add(StepFigure.of(profiles(inputs)));
    return figures;
  }

  private static Profiles profiles(FigureInputs inputs) {
    List<Profiles.Panel> panels = new ArrayList<>();
    for (Map.Entry<String, Predicate<Cell>> pool : inputs.pools().entrySet()) {
      List<Profiles.Line> lines = new ArrayList<>();
      for (String arm : inputs.analysis().arms()) {
        List<List<Double>> bySeed = accuracies(inputs, pool.getValue(), arm);
        if (!bySeed.isEmpty()) {
          lines.add(Profiles.Line.counting(arm, bySeed));
        }
      }
      panels.add(new Profiles.Panel(pool.getKey(), lines));
    }
    return new Profiles(
        new Heading(
            "fig-profile",
            "Typical or lucky?",
            "Share of a model's trials with a test accuracy at or above a threshold, with 95 % bands"
                + " by resampling seeds. A line further up and to the right is better."),
        Unit.percent("test accuracy, %"),
        inputs.looks(),
        panels);
  }

  /** Of the pool's trials under an arm, seed by seed; one that diverged counts as guessing. */
  private static List<List<Double>> accuracies(
      FigureInputs inputs, Predicate<Cell> pool, String arm) {
    SortedMap<Long, List<Double>> bySeed = new TreeMap<>();
    for (TrialSummary trial : inputs.analysis().trials()) {
      Cell cell = trial.planned().cell();
      if (pool.test(cell) && cell.arm().equals(arm)) {
        (trial.isDiverged()
                ? inputs.analysis().study().dataOf(cell).chance()
                : trial.value(TrialColumn.TEST_ACCURACY))
            .ifPresent(
                accuracy ->
                    bySeed
                        .computeIfAbsent(trial.planned().seed(), seed -> new ArrayList<>())
                        .add(accuracy));
      }
    }
    return List.copyOf(bySeed.values());
  }

  private static Table byCell(FigureInputs inputs) {
    StudyStatus status = inputs.analysis().status();
    boolean isWhole = status.completed() == status.planned();
    List<Row> rows = new ArrayList<>();
    for (CellSummary cell : inputs.grid().cells()) {
      RowBuilder row = new RowBuilder().addAll(inputs.grid().names(cell.cell()));
      row.add(cell.completed() + " of " + cell.planned());
      for (TrialColumn column :
          List.of(
              TrialColumn.TEST_ACCURACY,
              TrialColumn.TRAIN_ACCURACY,
              TrialColumn.GAP_ACCURACY,
              TrialColumn.GAP_ACCURACY_BEST_EPOCH,
              TrialColumn.GAP_ACCURACY_MATCHED_LOSS)) {
        row.add(
            Numbers.spread(cell.spread(column), Numbers::percent),
            Numbers.exactSpread(cell.spread(column), Digits::allPercent));
      }
      row.add(
          Numbers.spread(cell.spread(TrialColumn.GAP_LOSS), v -> Numbers.fixed(v, 3)),
          Numbers.exactSpread(cell.spread(TrialColumn.GAP_LOSS), Digits::all));
      row.add(
          Numbers.spread(cell.spread(TrialColumn.BEST_EPOCH), v -> Numbers.fixed(v, 1)),
          Numbers.exactSpread(cell.spread(TrialColumn.BEST_EPOCH), Digits::all));
      if (!isWhole) {
        row.add(notCompleted(cell));
      }
      rows.add(row.row(cell.completed() < cell.planned() ? "bad" : ""));
    }
    Heads heads =
        inputs
            .grid()
            .heads()
            .and(
                Kind.NUMBER,
                "Seeds",
                "Test accuracy, %",
                "Train accuracy, %",
                "Gap, points",
                "Gap at best epoch",
                "Gap at matched loss",
                "Gap in loss, nats",
                "Best epoch");
    return new Table(
        "Accuracy and gaps by cell: mean ± standard deviation over seeds, or the value of the one"
            + " seed; – where not estimable. The"
            + " best epoch is the first with the highest validation accuracy."
            + (status.diverged() == 0
                ? ""
                : " A trial that diverged is in the test accuracy, as guessing, and in nothing"
                    + " else."),
        (isWhole ? heads : heads.and(Kind.TEXT, "Not completed")).columns(),
        rows);
  }

  /** Such as "1 diverged, 2 not run"; empty if all completed. */
  private static String notCompleted(CellSummary cell) {
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

  private static Table divergence(FigureInputs inputs) {
    List<Row> rows = new ArrayList<>();
    for (Divergence cell : inputs.analysis().divergence()) {
      RowBuilder row = new RowBuilder().addAll(inputs.grid().names(cell.cell()));
      row.add(cell.diverged() + " of " + cell.ran());
      row.add(
          cell.rate()
              .map(i -> "[" + Numbers.percent(i.low()) + ", " + Numbers.percent(i.high()) + "]")
              .orElse(Digits.UNDEFINED),
          cell.rate().map(rate -> EstimateText.exact(rate, Scale.SHARE)).orElse(""));
      row.add(String.valueOf(cell.onlyHere()));
      row.add(String.valueOf(cell.onlyControl()));
      row.add(
          Numbers.orDash(cell.mcNemar(), Numbers::pValue),
          cell.mcNemar().isPresent() ? Digits.all(cell.mcNemar().getAsDouble()) : "");
      rows.add(row.row(cell.diverged() > 0 ? "bad" : ""));
    }
    return new Table(
        "Divergence: trials whose loss became NaN or infinite or exploded. The rate has Wilson's"
            + " 95 % interval. Seeds that diverged in one arm alone have the exact McNemar test.",
        inputs
            .grid()
            .heads()
            .and(
                Kind.NUMBER,
                "Diverged",
                "Rate, %",
                "Only here",
                "Only under " + inputs.control(),
                "p")
            .columns(),
        rows);
  }

  /** Over which cells the means of all arms do not go. */
  private static String leftOut(FigureInputs inputs) {
    int all = inputs.analysis().cells().size();
    int used = inputs.analysis().overall().stream().mapToInt(Overall::cells).sum();
    return used >= all // of a tuned strength, arms without it are in two rows
        ? ""
        : " Over "
            + Numbers.whole(used)
            + " of "
            + EstimateText.count(all, "cell")
            + ": in the others every trial of every "
            + FactorWords.singular(inputs.analysis().study().compared())
            + " diverged.";
  }

  private static Table overall(FigureInputs inputs) {
    List<Row> rows = new ArrayList<>();
    Optional<String> tuned = inputs.analysis().partlyTuned();
    for (Overall arm : inputs.analysis().overall()) {
      String mean =
          arm.mean().value().isEmpty()
              ? Digits.UNDEFINED
              : Digits.fixed(100 * arm.mean().value().getAsDouble(), 1);
      String interval =
          arm.mean()
              .interval()
              .map(
                  i ->
                      "["
                          + Digits.fixed(100 * i.low(), 1)
                          + ", "
                          + Digits.fixed(100 * i.high(), 1)
                          + "]")
              .orElse(Digits.UNDEFINED);
      rows.add(
          new RowBuilder()
              .addAll(
                  tuned.isPresent()
                      ? List.of(arm.setting(), arm.regularization())
                      : List.of(arm.regularization()))
              .add(
                  mean,
                  arm.mean().value().isPresent()
                      ? EstimateText.exact(arm.mean().value().getAsDouble(), Scale.SHARE)
                      : "")
              .add(interval, EstimateText.exactInterval(arm.mean(), Scale.SHARE).orElse(""))
              .add(
                  EstimateText.of(arm.difference(), Scale.SHARE).withInterval(),
                  EstimateText.exact(arm.difference(), Scale.SHARE))
              .add(String.valueOf(arm.seeds()))
              .add(String.valueOf(arm.accuracies().size()))
              .row(""));
    }
    return new Table(
        caption(inputs),
        Heads.of(
                Kind.NAME,
                tuned.isPresent()
                    ? new String[] {Grid.capital(Roles.inWords(tuned.get())), inputs.grid().arms()}
                    : new String[] {inputs.grid().arms()})
            .and(
                Kind.NUMBER,
                "Interquartile mean, %",
                "95 % interval",
                "Against " + inputs.control() + ", points",
                "Seeds",
                "Trials")
            .columns(),
        rows);
  }

  private static String caption(FigureInputs inputs) {
    return "Over the whole grid: interquartile mean of test accuracy over cells and seeds, 95 % interval"
        + " by resampling seeds jointly in all arms. Descriptive: a grid is no sample of"
        + " networks."
        + inputs
            .analysis()
            .partlyTuned()
            .map(
                factor ->
                    " Cells at a fixed "
                        + Roles.inWords(factor)
                        + " and at a tuned one are not averaged together.")
            .orElse("")
        + leftOut(inputs);
  }
}
