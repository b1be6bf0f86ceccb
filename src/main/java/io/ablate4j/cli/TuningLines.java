package io.ablate4j.cli;

import io.ablate4j.analysis.Pick;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.tuning.Choice;
import io.ablate4j.trial.tuning.Deferred;
import io.ablate4j.trial.tuning.Tuned;
import io.ablate4j.trial.tuning.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What commands say of levels that are chosen on tuning seeds. */
final class TuningLines {
  private TuningLines() {}

  /** How many trials the choice takes, and how many wait for it; nothing if there is none. */
  static List<String> plan(Tuned trials, Set<TrialKey> finished) {
    List<PlannedTrial> own = trials.tuningTrials();
    long stored = own.stream().filter(trial -> finished.contains(trial.key())).count();
    if (trials.tuning().isEmpty()) {
      return own.isEmpty() ? List.of() : List.of(ofAllCells(trials, stored));
    }
    Tuning tuning = trials.tuning().get();
    List<String> lines = new ArrayList<>();
    lines.add(
        "Tuning of "
            + Roles.inWords(tuning.factor())
            + ": "
            + cells(own.size() / tuning.trialsOfCell())
            + " x "
            + tuning.grid().size()
            + " levels x "
            + count(tuning.seeds(), own.size(), stored));
    long waiting = trials.evaluation().stream().filter(Deferred::is).count();
    if (waiting > 0) {
      lines.add(
          "The levels of "
              + waiting
              + " trials follow from the first "
              + (trials.all().size() - waiting)
              + ".");
    }
    lines.addAll(chosen(trials).stream().filter(line -> waiting == 0).toList());
    return lines;
  }

  private static String ofAllCells(Tuned trials, long stored) {
    int cells = trials.standings().size();
    int all = trials.tuningTrials().size();
    return "Best levels are chosen on tuning seeds: "
        + cells(cells)
        + " x "
        + count(all / cells, all, stored);
  }

  private static String cells(int count) {
    return count + (count == 1 ? " cell" : " cells");
  }

  /** Such as "3 tuning seeds = 12 trials more, 0 stored, 12 to run.". */
  private static String count(int seeds, int trials, long stored) {
    return seeds
        + (seeds == 1 ? " tuning seed = " : " tuning seeds = ")
        + trials
        + " trials more, "
        + stored
        + " stored, "
        + (trials - stored)
        + " to run.";
  }

  /** What is best where hypotheses ask for it, or why nothing is. */
  static List<String> picked(List<Pick> picks, Tuned tuned) {
    boolean isHigher = tuned.higherIsBetter();
    return picks.stream()
        .map(
            pick ->
                "Best "
                    + Roles.inWords(pick.factor())
                    + " of "
                    + pick.where()
                    + ": "
                    + pick.chosen(isHigher)
                        .map(
                            best ->
                                best.level()
                                    + " ("
                                    + mean(best, tuned.metric())
                                    + pick.runnerUp(isHigher)
                                        .map(
                                            n ->
                                                "; next "
                                                    + n.level()
                                                    + ", "
                                                    + mean(n, tuned.metric()))
                                        .orElse("")
                                    + ")"
                                    + (pick.isAtEdge(isHigher)
                                        ? ", at the edge of the levels."
                                        : "."))
                        .orElseGet(() -> pick.problem().orElseThrow() + "."))
        .toList();
  }

  /** What was chosen for each cell, or why nothing was. */
  static List<String> chosen(Tuned trials) {
    List<String> lines = new ArrayList<>();
    trials
        .tuning()
        .ifPresent(tuning -> trials.choices().forEach(choice -> lines.add(chosen(choice, tuning))));
    return lines;
  }

  /** What the parts of a study have chosen together, and what is left to do. */
  static List<String> merged(Tuned trials) {
    List<String> lines = new ArrayList<>(chosen(trials));
    if (trials.choices().stream().anyMatch(choice -> choice.level().isPresent())) {
      lines.add("Trials at these levels are left: run the study once more in this folder.");
    }
    return lines;
  }

  private static String chosen(Choice choice, Tuning tuning) {
    String cell = "Tuned: " + Roles.inWords(choice.cell()) + ": ";
    return cell
        + choice
            .chosen()
            .map(
                best ->
                    Roles.inWords(tuning.factor())
                        + " "
                        + best.level()
                        + " ("
                        + mean(best, tuning.metric())
                        + choice
                            .runnerUp(tuning)
                            .map(
                                next ->
                                    "; next " + next.level() + ", " + mean(next, tuning.metric()))
                            .orElse("")
                        + ")"
                        + (choice.isAtEdge() ? ", at the edge of the grid." : "."))
            .orElseGet(() -> choice.problem().orElseThrow() + ".");
  }

  private static String mean(Choice.Tried tried, String metric) {
    return String.format(
        Locale.ROOT,
        "%s %.3f%s",
        metric.replace('-', ' '),
        tried.mean(),
        tried.diverged() == 0 ? "" : ", " + tried.diverged() + " diverged");
  }

  /**
   * Why trials were not run that wait for their level.
   *
   * @param isPart whether other parts of the study train elsewhere
   */
  static Optional<String> waiting(int trials, boolean isPart) {
    if (trials == 0) {
      return Optional.empty();
    }
    return Optional.of(
        isPart
            ? "The levels of "
                + trials
                + " trials of the study follow from the tuning trials of all parts: merge them, then"
                + " run the study in the merged folder."
            : trials + " trials were not run: their levels follow from tuning trials that failed.");
  }
}
