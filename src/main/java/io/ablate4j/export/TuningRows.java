package io.ablate4j.export;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
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
 * one that was tried; {@code chosen} says whether cells that are called tuned got it.
 */
final class TuningRows {
  private TuningRows() {}

  static List<List<String>> of(StudyAnalysis analysis, List<TrialResult> results) {
    Tuned tuned = analysis.tuned();
    Tuning tuning = tuned.tuning().orElseThrow();
    Map<TrialKey, TrialResult> byKey = new HashMap<>();
    results.forEach(result -> byKey.put(result.key(), result));
    Map<Cell, String> levels = tuned.levels();
    List<String> factors = FactorColumns.factors(analysis);
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("trial_key", "study"));
    factors.stream().map(Roles::column).forEach(header::add);
    header.addAll(List.of("seed", "outcome", "metric", "value", "chosen"));
    rows.add(header);
    for (PlannedTrial trial : tuned.tuningTrials()) {
      Optional<TrialResult> result = Optional.ofNullable(byKey.get(trial.key()));
      String chosen = levels.get(trial.cell().with(tuning.factor(), Cell.TUNED));
      List<String> row = new ArrayList<>();
      row.add(trial.key().sha256());
      row.add(analysis.study().name());
      row.addAll(FactorColumns.levels(trial.cell(), factors));
      row.add(Long.toString(trial.seed()));
      row.add(result.map(found -> found.outcome().word()).orElse("not-run"));
      row.add(tuning.metric());
      row.add(CsvTable.number(result.map(tuning::value).orElse(OptionalDouble.empty())));
      row.add(
          chosen == null
              ? ""
              : Boolean.toString(chosen.equals(trial.cell().level(tuning.factor()))));
      rows.add(row);
    }
    return rows;
  }
}
