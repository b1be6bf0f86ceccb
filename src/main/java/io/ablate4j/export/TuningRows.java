package io.ablate4j.export;

import io.ablate4j.analysis.Pick;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.trial.tuning.Choice;
import io.ablate4j.trial.tuning.Tuned;
import io.ablate4j.trial.tuning.Tuning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The trials that only serve the choice of a level. They are in no other table. The level is the
 * one that was tried; {@code chosen} says whether cells that are called tuned got it, or whether a
 * hypothesis that asks for the best level got it.
 */
final class TuningRows {
  private TuningRows() {}

  static List<List<String>> of(StudyAnalysis analysis, List<TrialResult> results) {
    Tuned tuned = analysis.tuned();
    Metric by = Metric.ofWord(tuned.metric().substring(Tuning.SPLIT.length()));
    Map<TrialKey, TrialResult> byKey = new HashMap<>();
    results.forEach(result -> byKey.put(result.key(), result));
    Map<Cell, Boolean> chosen = chosen(analysis);
    List<String> factors = FactorColumns.factors(analysis);
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("trial_key", "study"));
    factors.stream().map(Roles::column).forEach(header::add);
    header.addAll(List.of("seed", "outcome", "metric", "value", "chosen"));
    rows.add(header);
    for (PlannedTrial trial : tuned.tuningTrials()) {
      Optional<TrialResult> result = Optional.ofNullable(byKey.get(trial.key()));
      List<String> row = new ArrayList<>();
      row.add(trial.key().sha256());
      row.add(analysis.study().name());
      row.addAll(FactorColumns.levels(trial.cell(), factors));
      row.add(Long.toString(trial.seed()));
      row.add(result.map(found -> found.outcome().word()).orElse("not-run"));
      row.add(tuned.metric());
      row.add(
          CsvTable.number(
              result.map(found -> Tuning.value(found, by)).orElse(OptionalDouble.empty())));
      row.add(Optional.ofNullable(chosen.get(trial.cell())).map(String::valueOf).orElse(""));
      rows.add(row);
    }
    return rows;
  }

  /** Whether a cell was taken from among others; nothing of one that nobody chose from. */
  private static Map<Cell, Boolean> chosen(StudyAnalysis analysis) {
    Tuned tuned = analysis.tuned();
    Map<Cell, Boolean> chosen = new HashMap<>();
    if (tuned.tuning().isPresent()) {
      Tuning tuning = tuned.tuning().get();
      tuned
          .levels()
          .forEach(
              (cell, taken) ->
                  tuning
                      .grid()
                      .forEach(
                          level ->
                              chosen.put(cell.with(tuning.factor(), level), level.equals(taken))));
      return chosen;
    }
    for (Pick pick : analysis.picks()) {
      Optional<Choice.Tried> best = pick.chosen(tuned.higherIsBetter());
      for (Choice.Tried tried : pick.tried()) {
        chosen.merge(
            pick.cell().with(pick.factor(), tried.level()),
            tried.equals(best.orElse(null)),
            Boolean::logicalOr);
      }
    }
    return chosen;
  }
}
