package io.ablate4j.cli;

import io.ablate4j.claims.Claim;
import io.ablate4j.claims.ClaimsTable;
import io.ablate4j.claims.Miniature;
import io.ablate4j.folder.ClaimsFolder;
import io.ablate4j.folder.StudyFolder;
import io.ablate4j.forecast.Left;
import io.ablate4j.hypothesis.Hypothesis;
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
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run of all studies that put claims on trial would do: claims, trials, time. */
final class ClaimsPlan {
  private static final String ROW = "%-22s %7s %7s %7s  %-12s %s%n";

  private final StudyOptions options;
  private final Models models;
  private final boolean measured;
  private final PrintWriter out;
  private final ClaimsTable table = ClaimsTable.builtIn();
  private final ClaimsFolder folder;

  /** Of the studies that came before. */
  private final Set<TrialKey> seen = new HashSet<>();

  private final List<PlannedTrial> planned = new ArrayList<>();
  private final List<TrialResult> results = new ArrayList<>();
  private double seconds;
  private int trials;
  private int shared;

  /**
   * @param measured whether networks are measured for some seconds where nothing like them is
   *     stored
   */
  ClaimsPlan(StudyOptions options, Models models, boolean measured, PrintWriter out) {
    this.options = options;
    this.models = models;
    this.measured = measured;
    this.out = out;
    this.folder = ClaimStudies.folder(options);
  }

  /** Prints a line a study. */
  void print(ForeignLoad load) {
    Map<String, CheckedStudy> studies = ClaimStudies.read(options, models);
    Set<String> wanted = ClaimStudies.wanted(options, table, studies);
    out.printf(ROW, "study", "trials", "shared", "stored", "time", "claims");
    for (String name : wanted) {
      line(studies.get(name), load);
      out.flush();
    }
    out.println();
    out.println(
        wanted.size()
            + " studies, "
            + trials
            + " trials, of which "
            + shared
            + " stand in an earlier study as well and are trained once.");
    out.println(
        "Predicted time on "
            + Runtime.getRuntime().availableProcessors()
            + " workers: about "
            + TimeWords.of(seconds)
            + (measured ? "." : ", a rough guess that nothing was measured for."));
  }

  private void line(CheckedStudy study, ForeignLoad load) {
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
    double time = time(study, plan, there, stored, load);
    seen.addAll(keys);
    trials += plan.size();
    shared += (int) twice;
    seconds += time;
    out.printf(
        ROW,
        study.study().name(),
        plan.size(),
        twice,
        done,
        TimeWords.of(time),
        String.join(" ", claims(study)));
  }

  private double time(
      CheckedStudy study,
      Plan plan,
      Set<TrialKey> there,
      Prediction.Stored stored,
      ForeignLoad load) {
    Left left = Left.of(plan, Map.of(), there);
    try (IdleWorkers idle = new IdleWorkers();
        Prediction prediction =
            new Prediction(
                study,
                models,
                plan,
                left,
                new Prediction.Setting(
                    Runtime.getRuntime().availableProcessors(), ClaimsRun.isTimed(study), true),
                new Prediction.Stored(planned, results, stored.timed()),
                options.folders(),
                load,
                idle)) {
      if (measured) {
        prediction.begin();
      }
      return prediction.seconds();
    }
  }

  /** Ids of the claims and miniatures that hypotheses of the study are about. */
  private List<String> claims(CheckedStudy study) {
    Set<String> own =
        study.study().hypotheses().stream().map(Hypothesis::id).collect(Collectors.toSet());
    return Stream.concat(
            table.claims().stream()
                .filter(claim -> claim.hypotheses().stream().anyMatch(own::contains))
                .map(Claim::id),
            table.miniatures().stream()
                .filter(miniature -> miniature.parts().stream().anyMatch(own::contains))
                .map(Miniature::id))
        .toList();
  }
}
