package io.ablate4j.cli;

import io.ablate4j.folder.ClaimsFolder;
import io.ablate4j.folder.StudyFolder;
import io.ablate4j.forecast.Left;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Plan;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Trial;
import io.ablate4j.store.ResultStore;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.timing.ForeignLoad;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.worker.IdleWorkers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How long the studies that put claims on trial take, one after another. What several of them have
 * is counted where it comes first.
 */
final class ClaimsForecast {
  private final StudyOptions options;
  private final Models models;
  private final boolean measured;
  private final ForeignLoad load;
  private final ClaimsFolder folder;

  /** Of the studies that came before. */
  private final Set<TrialKey> seen = new HashSet<>();

  private final List<PlannedTrial> planned = new ArrayList<>();
  private final List<TrialResult> results = new ArrayList<>();

  /**
   * What is left of a study.
   *
   * @param trials that it has
   * @param shared of those that are missing, how many an earlier study has as well
   * @param stored of its trials
   * @param seconds predicted for what is missing
   */
  record Share(int trials, int shared, int stored, double seconds) {}

  /**
   * @param measured whether networks are measured for some seconds where nothing like them is
   *     stored
   */
  ClaimsForecast(StudyOptions options, Models models, boolean measured, ForeignLoad load) {
    this.options = options;
    this.models = models;
    this.measured = measured;
    this.load = load;
    this.folder = ClaimStudies.folder(options);
  }

  /** What is left of the next study, behind those that were asked for before. */
  Share next(CheckedStudy study) {
    Plan plan = Planner.of(study);
    StudyFolder own = folder.study(study.study().name());
    Set<TrialKey> finished = new HashSet<>();
    Prediction.Stored stored = Prediction.Stored.NOTHING;
    if (own.hasStore()) {
      try (ResultStore store = own.openToRead()) {
        stored = Prediction.Stored.of(store);
        finished.addAll(store.finished());
        planned.addAll(stored.planned());
        results.addAll(stored.results());
      }
    }
    List<TrialKey> keys = plan.first().stream().map(Trial::key).toList();
    long done = keys.stream().filter(finished::contains).count();
    long twice =
        keys.stream().filter(seen::contains).filter(key -> !finished.contains(key)).count();
    Set<TrialKey> there = new HashSet<>(finished);
    there.addAll(seen);
    double seconds =
        seconds(
            study,
            plan,
            Left.of(plan, Map.of(), there),
            new Prediction.Stored(planned, results, stored.timed()));
    seen.addAll(keys);
    return new Share(plan.size(), Math.toIntExact(twice), Math.toIntExact(done), seconds);
  }

  private double seconds(CheckedStudy study, Plan plan, Left left, Prediction.Stored known) {
    try (IdleWorkers idle = new IdleWorkers();
        Prediction prediction =
            new Prediction(
                study,
                models,
                plan,
                left,
                Prediction.Setting.ofPlan(study),
                known,
                options.folders(),
                load,
                idle)) {
      if (measured) {
        prediction.begin();
      }
      return prediction.seconds();
    }
  }
}
