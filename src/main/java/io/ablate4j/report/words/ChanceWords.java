package io.ablate4j.report.words;

import io.ablate4j.analysis.CellSummary;
import io.ablate4j.analysis.Guessing;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.TrialColumn;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Arms that learned nothing: their gap is small for that reason. */
public final class ChanceWords {
  private ChanceWords() {}

  /** Of the two levels of a prediction; empty for an interaction or trend. */
  public static String of(StudyAnalysis analysis, Prediction prediction) {
    return prediction.across().isPresent()
        ? ""
        : prediction.pair().map(pair -> of(analysis, pair, prediction.where())).orElse("");
  }

  /**
   * Such as "The test accuracy of heavy is at chance, 10.3 %."; empty where both have learned
   * something everywhere.
   */
  public static String of(StudyAnalysis analysis, Pair pair, Map<String, List<String>> where) {
    List<String> sentences = new ArrayList<>();
    for (String level : List.of(pair.level(), pair.control())) {
      List<CellSummary> accuracies =
          cells(analysis, pair, level, where).filter(cell -> mean(cell).isPresent()).toList();
      List<CellSummary> atChance =
          accuracies.stream().filter(cell -> isAtChance(analysis, cell)).toList();
      if (!atChance.isEmpty()) {
        sentences.add(
            "The test accuracy of "
                + level
                + " is at chance"
                + (accuracies.size() == 1
                    ? ", " + Numbers.percent(mean(accuracies.get(0)).getAsDouble()) + " %"
                    : " in "
                        + Numbers.whole(atChance.size())
                        + " of "
                        + EstimateText.count(accuracies.size(), "cell"))
                + ": what has learned nothing has no gap.");
      }
    }
    return String.join(" ", sentences);
  }

  private static OptionalDouble mean(CellSummary cell) {
    return cell.spread(TrialColumn.TEST_ACCURACY).mean();
  }

  private static boolean isAtChance(StudyAnalysis analysis, CellSummary cell) {
    return Guessing.of(analysis.study().dataOf(cell.cell())).isNoBetter(mean(cell).getAsDouble());
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
