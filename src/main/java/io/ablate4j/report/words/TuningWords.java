package io.ablate4j.report.words;

import io.ablate4j.analysis.Pick;
import io.ablate4j.analysis.StudyAnalysis;
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

/** What is said of levels that tuning seeds have chosen. */
public final class TuningWords {
  private TuningWords() {}

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
              + EstimateText.count(edges.size(), "cell")
              + " of "
              + tuned.choices().size()
              + " ("
              + words(edges)
              + "): a level beyond may be better. The grid is not widened by itself.");
    }
    List<Pick> picks = analysis.picks();
    List<Pick> outer = picks.stream().filter(p -> p.isAtEdge(tuned.higherIsBetter())).toList();
    if (!outer.isEmpty()) {
      threats.add(
          "Edge of the levels: the best level is the least or the greatest of those that were"
              + " tried, "
              + EstimateText.count(outer.size(), "time")
              + " of "
              + picks.size()
              + " ("
              + outer.stream()
                  .map(pick -> best(pick, tuned.higherIsBetter()))
                  .collect(Collectors.joining("; "))
              + "): a level beyond may be better.");
    }
    List<Pick> none = picks.stream().filter(pick -> pick.problem().isPresent()).toList();
    if (!none.isEmpty()) {
      threats.add(
          "Best levels: "
              + none.stream()
                  .map(pick -> pick.where() + ": " + pick.problem().orElseThrow())
                  .collect(Collectors.joining("; "))
              + ". Hypotheses that ask for the best level there lack it.");
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

  private static String best(Pick pick, boolean higherIsBetter) {
    return pick.where() + ": " + pick.chosen(higherIsBetter).orElseThrow().level();
  }

  private static String words(List<Choice> choices) {
    return choices.stream()
        .map(choice -> Roles.inWords(choice.cell()) + ": " + choice.level().orElseThrow())
        .collect(Collectors.joining("; "));
  }

  /**
   * That fixed and tuned settings are kept apart, or that all are tuned, as a sentence after
   * others; empty if the study tunes nothing, or compares the levels of what it tunes.
   *
   * @param paired the levels of each factor that is averaged over
   */
  public static String scope(StudyRecord study, Map<String, Set<String>> paired) {
    Optional<String> tuned = Tuning.of(study).map(Tuning::factor);
    Set<String> levels = tuned.map(paired::get).orElse(Set.of());
    if (!levels.contains(Cell.TUNED)) {
      return "";
    }
    String factor = Roles.inWords(tuned.orElseThrow());
    return List.of(Cell.TUNED).equals(study.factors().get(tuned.orElseThrow()))
        ? " All cells have a tuned " + factor + "."
        : " What was seen at a fixed "
            + factor
            + " and at a tuned one is kept apart: no mean goes over both.";
  }

  /**
   * What stands before a number that is of one kind of levels: such as "fixed learning rate: ".
   *
   * @param setting as {@link StudyAnalysis#setting} has it
   */
  public static String label(StudyAnalysis analysis, String setting) {
    return setting.isEmpty() ? "" : setting(analysis, setting) + ": ";
  }

  /** Such as "fixed learning rate". */
  public static String setting(StudyAnalysis analysis, String setting) {
    return setting + " " + Roles.inWords(analysis.partlyTuned().orElseThrow());
  }

  /** Whether arms had settings of their own, as a sentence. */
  static String inWords(StudyRecord study) {
    return Tuning.of(study)
        .map(
            tuning ->
                "Of each cell that is called tuned the "
                    + Roles.inWords(tuning.factor())
                    + " was tuned, and nothing else.")
        .orElse(
            Tuning.seedsOfCells(study) == 0
                ? "Nothing was tuned."
                : "Nothing was tuned but where a hypothesis asks for the best level.");
  }
}
