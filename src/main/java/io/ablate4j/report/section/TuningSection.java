package io.ablate4j.report.section;

import io.ablate4j.figure.Digits;
import io.ablate4j.figure.RowBuilder;
import io.ablate4j.figure.Table;
import io.ablate4j.figure.Table.Kind;
import io.ablate4j.figure.Table.Row;
import io.ablate4j.report.words.EstimateText;
import io.ablate4j.report.words.Numbers;
import io.ablate4j.report.words.Wording;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.tuning.Choice;
import io.ablate4j.trial.tuning.Tuned;
import io.ablate4j.trial.tuning.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which levels cells got by their tuning seeds. */
public final class TuningSection {
  private static final int DECIMALS = 3;

  private TuningSection() {}

  /** Nothing if the study tunes no factor. */
  public static Optional<Section> of(FigureInputs inputs) {
    Tuned tuned = inputs.analysis().tuned();
    return tuned
        .tuning()
        .map(
            tuning ->
                new Section(
                    "tuned",
                    "Tuned settings",
                    List.of(
                        "Cells whose "
                            + Roles.inWords(tuning.factor())
                            + " is called tuned had it chosen from "
                            + Wording.join(tuning.grid())
                            + ", by the mean "
                            + Roles.inWords(tuning.metric().replace('-', ' '))
                            + " after the last epoch over "
                            + EstimateText.count(tuning.seeds(), "tuning seed")
                            + " of "
                            + (tuning.seeds() == 1 ? "its" : "their")
                            + " own; a trial that diverged counts as guessing, and of equal means the"
                            + " smaller level is taken. These "
                            + EstimateText.count(tuned.tuningTrials().size(), "trial")
                            + " are in no other table, figure or contrast. Results at a fixed level"
                            + " and at a tuned one answer different questions."),
                    List.of(),
                    List.of(table(inputs, tuned, tuning))));
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
      add(row, choice.chosen(), tuning);
      row.add(choice.runnerUp(tuning).map(Choice.Tried::level).orElse("–"));
      add(row, choice.runnerUp(tuning), tuning);
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
  private static void add(RowBuilder row, Optional<Choice.Tried> tried, Tuning tuning) {
    boolean isShare = tuning.higherIsBetter();
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
