package io.ablate4j.report.section;

import io.ablate4j.analysis.Effect;
import io.ablate4j.analysis.PairedContrast;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.figure.Digits;
import io.ablate4j.figure.RowBuilder;
import io.ablate4j.figure.Table;
import io.ablate4j.figure.Table.Heads;
import io.ablate4j.figure.Table.Kind;
import io.ablate4j.figure.Table.Row;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.report.words.EstimateText;
import io.ablate4j.report.words.FactorWords;
import io.ablate4j.report.words.Numbers;
import io.ablate4j.report.words.Wording;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.tuning.Choice;
import io.ablate4j.trial.tuning.Tuned;
import io.ablate4j.trial.tuning.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which levels cells got by their tuning seeds, and what arms do at fixed and at tuned ones. */
public final class TuningSection {
  private static final int DECIMALS = 3;

  /** What the first screen answers, and how its numbers are headed. */
  private record Measure(ContrastMetric metric, String head) {}

  private static final List<Measure> MEASURES =
      List.of(
          new Measure(ContrastMetric.TEST_ACCURACY, "Test accuracy, points"),
          new Measure(ContrastMetric.GAP_ACCURACY, "Gap, points"),
          new Measure(ContrastMetric.STEPS_TO_TARGET, "Steps to target, ratio"));

  private TuningSection() {}

  /** Nothing if the study has no tuning seeds. */
  public static Optional<Section> of(FigureInputs inputs) {
    Tuned tuned = inputs.analysis().tuned();
    if (tuned.tuning().isEmpty()) {
      return BestSection.of(inputs.analysis());
    }
    Tuning tuning = tuned.tuning().get();
    List<Table> tables = new ArrayList<>();
    sideBySide(inputs).ifPresent(tables::add);
    tables.add(table(inputs, tuned, tuning));
    BestSection.table(inputs.analysis()).ifPresent(tables::add);
    return Optional.of(
        new Section("tuned", "Tuned settings", List.of(how(tuned, tuning)), List.of(), tables));
  }

  private static String how(Tuned tuned, Tuning tuning) {
    String factor = Roles.inWords(tuning.factor());
    return "The "
        + factor
        + " of a cell that is called tuned was chosen from "
        + Wording.join(tuning.grid())
        + ". The level with the best mean "
        + Roles.inWords(tuning.metric().replace('-', ' '))
        + " after the last epoch was taken, over "
        + EstimateText.count(tuning.seeds(), "tuning seed")
        + " of "
        + (tuning.seeds() == 1 ? "its" : "their")
        + " own. A trial that diverged counts as guessing. Of equal means the smaller level is taken."
        + " These "
        + EstimateText.count(tuned.tuningTrials().size(), "trial")
        + " are in no other table, figure or contrast. Results at a fixed "
        + factor
        + " and at a tuned one answer different questions.";
  }

  /** What each arm does at fixed levels beside what it does at tuned ones, if there are both. */
  private static Optional<Table> sideBySide(FigureInputs inputs) {
    StudyAnalysis analysis = inputs.analysis();
    if (analysis.partlyTuned().isEmpty() || inputs.others().isEmpty()) {
      return Optional.empty();
    }
    List<Row> rows = new ArrayList<>();
    for (Measure measure : MEASURES) {
      for (String arm : inputs.others()) {
        RowBuilder row = new RowBuilder();
        row.add(measure.head());
        row.add(arm);
        for (String setting : List.of(Cell.FIXED, Cell.TUNED)) {
          Optional<PairedContrast> contrast =
              analysis.overallEffect(arm, measure.metric(), setting).map(Effect::contrast);
          EstimateText.add(row, contrast);
          row.add(contrast.map(c -> String.valueOf(c.pairs())).orElse(Digits.UNDEFINED));
        }
        rows.add(row.row(""));
      }
    }
    String factor = Roles.inWords(analysis.partlyTuned().get());
    return Optional.of(
        new Table(
            "Fixed and tuned "
                + factor
                + " side by side: the answers as numbers. Each "
                + FactorWords.singular(analysis.study().compared())
                + " against "
                + inputs.control()
                + " with the same setting: difference or ratio with 95 % interval, paired by seed."
                + " – where not estimable. Not adjusted for their number.",
            Heads.of(Kind.NAME, "Measure", inputs.grid().arms())
                .and(
                    Kind.NUMBER,
                    "Fixed " + factor,
                    "Seeds, fixed",
                    "Tuned " + factor,
                    "Seeds, tuned")
                .columns(),
            rows));
  }

  private static Table table(FigureInputs inputs, Tuned tuned, Tuning tuning) {
    List<Row> rows = new ArrayList<>();
    for (Choice choice : tuned.choices()) {
      RowBuilder row =
          new RowBuilder()
              .addAll(
                  inputs
                      .grid()
                      .names(choice.cell().comparing(inputs.analysis().study().compared())));
      row.add(choice.level().orElse("–"));
      add(row, choice.chosen(), tuning.higherIsBetter());
      row.add(choice.runnerUp(tuning).map(Choice.Tried::level).orElse("–"));
      add(row, choice.runnerUp(tuning), tuning.higherIsBetter());
      int diverged = choice.tried().stream().mapToInt(Choice.Tried::diverged).sum();
      row.add(choice.level().isPresent() ? diverged + " of " + choice.trials() : "–");
      row.add(choice.problem().orElseGet(() -> choice.isAtEdge() ? "on the edge of the grid" : ""));
      rows.add(row.row(choice.level().isEmpty() ? "bad" : ""));
    }
    String mean =
        "Mean " + tuning.metric().replace('-', ' ') + (tuning.higherIsBetter() ? ", %" : ", nats");
    return new Table(
        "The " + Roles.inWords(tuning.factor()) + " of each tuned cell, and the next best.",
        inputs
            .grid()
            .heads()
            .and(Kind.NUMBER, "Chosen", mean, "Runner-up", "Its mean", "Diverged")
            .and(Kind.TEXT, "Notice")
            .columns(),
        rows);
  }

  /** Shares in per cent, as everywhere; losses in nats. */
  static void add(RowBuilder row, Optional<Choice.Tried> tried, boolean isShare) {
    row.add(
        tried
            .map(Choice.Tried::mean)
            .map(mean -> isShare ? Numbers.percent(mean) : Numbers.fixed(mean, DECIMALS))
            .orElse("–"),
        tried
            .map(Choice.Tried::mean)
            .map(mean -> isShare ? Digits.allPercent(mean) : Digits.all(mean))
            .orElse(""));
  }
}
