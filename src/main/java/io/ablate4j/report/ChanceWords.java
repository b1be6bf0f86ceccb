package io.ablate4j.report;

import io.ablate4j.analysis.CellSummary;
import io.ablate4j.analysis.Guessing;
import io.ablate4j.analysis.Spread;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.TrialColumn;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Arms that learned nothing: their gap is small for that reason. */
final class ChanceWords {
  private ChanceWords() {}

  /** Of the two levels of a prediction; empty for an interaction or trend. */
  static String of(StudyAnalysis analysis, Prediction prediction) {
    return prediction.across().isPresent()
        ? ""
        : of(analysis, prediction.compare(), prediction.where());
  }

  /**
   * Such as "The test accuracy of heavy is at chance, 10.3 %."; empty where both have learned
   * something everywhere.
   */
  static String of(StudyAnalysis analysis, Pair pair, Map<String, List<String>> where) {
    Guessing guessing = Guessing.of(analysis.study());
    List<String> sentences = new ArrayList<>();
    for (String level : List.of(pair.level(), pair.control())) {
      List<Spread> accuracies =
          cells(analysis, pair, level, where)
              .map(cell -> cell.spread(TrialColumn.TEST_ACCURACY))
              .filter(spread -> spread.mean().isPresent())
              .toList();
      List<Spread> atChance =
          accuracies.stream()
              .filter(spread -> guessing.isNoBetter(spread.mean().getAsDouble()))
              .toList();
      if (!atChance.isEmpty()) {
        sentences.add(
            "The test accuracy of "
                + level
                + " is at chance"
                + (accuracies.size() == 1
                    ? ", " + Numbers.percent(accuracies.get(0).mean().getAsDouble()) + " %"
                    : " in "
                        + Numbers.whole(atChance.size())
                        + " of "
                        + Told.count(accuracies.size(), "cell"))
                + ": what has learned nothing has no gap.");
      }
    }
    return String.join(" ", sentences);
  }

  private static Stream<CellSummary> cells(
      StudyAnalysis analysis, Pair pair, String level, Map<String, List<String>> where) {
    return analysis.cells().stream()
        .filter(cell -> cell.cell().level(pair.factor()).equals(level))
        // Where every trial diverged there is no gap at all.
        .filter(cell -> cell.completed() > 0)
        .filter(
            cell ->
                where.entrySet().stream()
                    .allMatch(
                        entry ->
                            entry.getKey().equals(pair.factor())
                                || entry.getValue().contains(cell.cell().level(entry.getKey()))));
  }
}
