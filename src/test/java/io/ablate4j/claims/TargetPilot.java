package io.ablate4j.claims;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.factor.Factors;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Trial;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyFiles;
import io.ablate4j.study.yaml.StudyReader;
import io.ablate4j.train.DatasetCache;
import io.ablate4j.train.TrialTrainer;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TrialResult;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What the targets of the claim studies were taken from, before their first run: the best
 * validation accuracy of {@code none}, on seeds that nothing else uses. Prints the median of each
 * cell, and 95 % of it.
 */
public final class TargetPilot {
  /** No study and no tuning gets there. */
  private static final long FIRST_SEED = 900_001;

  private static final int SEEDS = 3;
  private static final double SHARE = 0.95;

  private TargetPilot() {}

  /**
   * @param args names of studies, each with the scale behind a colon if it is not the first one
   */
  public static void main(String[] args) {
    Models models = Models.onClassPath();
    DataFolders folders = DataFolders.of(Optional.empty(), System.getenv());
    TrialTrainer trainer =
        new TrialTrainer(
            models,
            new DatasetCache(Datasets.onClassPath(), folders),
            NativeRuntime.start(1),
            Clock.systemUTC());
    for (String arg : args) {
      String[] parts = arg.split(":", 2);
      Overrides overrides =
          Overrides.of(OptionalInt.empty(), List.of())
              .atScale(parts.length > 1 ? Optional.of(parts[1]) : Optional.empty());
      CheckedStudy checked =
          new StudyReader(models, Datasets.onClassPath(), folders)
              .read(StudyFiles.resolve(parts[0]), overrides);
      System.out.println(arg);
      checked.study().cells().stream()
          .filter(cell -> cell.level(Roles.ARM).equals("none"))
          .flatMap(cell -> checked.study().tried(cell).stream())
          .forEach(cell -> print(cell, best(checked, cell, trainer)));
    }
  }

  /** Of the seeds that completed, ascending. */
  private static List<Double> best(CheckedStudy checked, Cell cell, TrialTrainer trainer) {
    List<Double> best = new ArrayList<>();
    var settings = checked.study().settings(cell);
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      Trial trial =
          new Trial(
              cell,
              seed,
              settings,
              checked.data(settings.dataset()).checksum(),
              checked.study().engine(),
              checked.study().checkExamples(),
              checked.study().asked(settings));
      TrialResult result = trainer.train(trial);
      if (result.outcome() instanceof Outcome.Completed) {
        best.add(
            result.measurements().stream()
                .filter(m -> m.metric() == Metric.ACCURACY && m.split() == Split.VALIDATION)
                .mapToDouble(Measurement::value)
                .max()
                .orElseThrow());
      }
    }
    Collections.sort(best);
    return best;
  }

  private static void print(Cell cell, List<Double> best) {
    Map<String, String> levels = new TreeMap<>(cell.levels());
    levels.remove(Factors.REGULARIZATION.name());
    System.out.println(
        best.isEmpty()
            ? "  " + levels + " diverged"
            : String.format(
                Locale.ROOT,
                "  %s %s median %.3f, 95 %%: %.2f",
                levels,
                best,
                best.get(best.size() / 2),
                SHARE * best.get(best.size() / 2)));
  }
}
