package io.ablate4j.report;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.figure.Cells;
import io.ablate4j.figure.Digits;
import io.ablate4j.figure.Table;
import io.ablate4j.figure.Table.Kind;
import io.ablate4j.figure.Table.Row;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.tuning.Choice;
import io.ablate4j.trial.tuning.Tuned;
import io.ablate4j.trial.tuning.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which levels cells got by their tuning seeds. */
final class TuningPart {
  private static final int DECIMALS = 3;

  private TuningPart() {}

  /** Nothing if the study tunes no factor. */
  static Optional<Part> of(Scene scene) {
    Tuned tuned = scene.analysis().tuned();
    return tuned
        .tuning()
        .map(
            tuning ->
                new Part(
                    "tuned",
                    "Tuned settings",
                    List.of(
                        "Cells whose "
                            + Roles.inWords(tuning.factor())
                            + " is called tuned had it chosen from "
                            + Answers.join(tuning.grid())
                            + ", by the mean "
                            + Roles.inWords(tuning.metric().replace('-', ' '))
                            + " after the last epoch over "
                            + Told.count(tuning.seeds(), "tuning seed")
                            + " of "
                            + (tuning.seeds() == 1 ? "its" : "their")
                            + " own; a trial that diverged counts as guessing, and of equal means the"
                            + " smaller level is taken. These "
                            + Told.count(tuned.tuningTrials().size(), "trial")
                            + " are in no other table, figure or contrast. Results at a fixed level"
                            + " and at a tuned one answer different questions."),
                    List.of(),
                    List.of(table(scene, tuned, tuning))));
  }

  private static Table table(Scene scene, Tuned tuned, Tuning tuning) {
    List<Row> rows = new ArrayList<>();
    for (Choice choice : tuned.choices()) {
      Cells row =
          new Cells()
              .addAll(
                  scene.grid().names(choice.cell().comparing(scene.analysis().study().compared())));
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
        scene
            .grid()
            .heads()
            .and(Kind.NUMBER, "Chosen", mean, "Runner-up", "Its mean", "Diverged")
            .and(Kind.TEXT, "Notice")
            .columns(),
        rows);
  }

  /** Shares in per cent, as everywhere; losses in nats. */
  private static void add(Cells row, Optional<Choice.Tried> tried, Tuning tuning) {
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

  /** What a choice leaves in doubt. */
  static List<String> threats(StudyAnalysis analysis) {
    List<String> threats = new ArrayList<>();
    Tuned tuned = analysis.tuned();
    List<Choice> edges = tuned.choices().stream().filter(Choice::isAtEdge).toList();
    if (!edges.isEmpty()) {
      threats.add(
          "Edge of the grid: the best "
              + Roles.inWords(tuned.tuning().orElseThrow().factor())
              + " lies on the edge of what was tried in "
              + Told.count(edges.size(), "cell")
              + " of "
              + tuned.choices().size()
              + " ("
              + words(edges)
              + "): a level beyond may be better. The grid is not widened by itself.");
    }
    List<Choice> open = tuned.choices().stream().filter(c -> c.level().isEmpty()).toList();
    if (!open.isEmpty()) {
      threats.add(
          "Tuning: "
              + open.stream()
                  .map(
                      choice ->
                          Roles.inWords(choice.cell()) + ": " + choice.problem().orElseThrow())
                  .collect(Collectors.joining("; "))
              + ". Such cells have not run at a tuned level.");
    }
    return threats;
  }

  private static String words(List<Choice> choices) {
    return choices.stream()
        .map(choice -> Roles.inWords(choice.cell()) + ": " + choice.level().orElseThrow())
        .collect(Collectors.joining("; "));
  }

  /**
   * Whether means go over fixed and tuned settings, as a sentence after others; empty if the study
   * tunes nothing, or compares the levels of what it tunes.
   *
   * @param paired the levels of each factor that is averaged over
   */
  static String scope(StudyRecord study, Map<String, Set<String>> paired) {
    Optional<String> tuned = Tuning.of(study).map(Tuning::factor);
    Set<String> levels = tuned.map(paired::get).orElse(Set.of());
    if (!levels.contains(Cell.TUNED)) {
      return "";
    }
    String factor = Roles.inWords(tuned.orElseThrow());
    return levels.size() == 1
        ? " All cells have a tuned " + factor + "."
        : " The means go over cells with a fixed "
            + factor
            + " and with a tuned one; the tables tell them apart.";
  }

  /** Whether arms had settings of their own, as the end of a sentence. */
  static String inWords(StudyRecord study) {
    return Tuning.of(study)
        .map(
            tuning ->
                "of each cell that is called tuned the "
                    + Roles.inWords(tuning.factor())
                    + " was tuned, and nothing else.")
        .orElse("nothing was tuned.");
  }
}
