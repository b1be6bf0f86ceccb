package io.ablate4j.cli;

import io.ablate4j.claims.ClaimsTable;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.folder.ClaimsFolder;
import io.ablate4j.folder.StudyFolder;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Plan;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Trial;
import io.ablate4j.run.SiblingResults;
import io.ablate4j.store.ResultStore;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.timing.ForeignLoad;
import io.ablate4j.trial.Asked;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TrialKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs all studies that put claims on trial. The hypotheses of all of them are registered before
 * the first trial of any, also where only some are run: else a family whose cells another study has
 * trained would be beforehand in name alone.
 */
final class ClaimsRun {
  private static final double NANOS_A_SECOND = 1e9;

  private final StudyRun run;
  private final StudyOptions options;
  private final Models models;
  private final PrintWriter out;
  private final PrintWriter err;
  private final ClaimsTable table = ClaimsTable.builtIn();
  private final ClaimsFolder folder;

  ClaimsRun(StudyRun run, StudyOptions options, Models models, PrintWriter out, PrintWriter err) {
    this.run = run;
    this.options = options;
    this.models = models;
    this.out = out;
    this.err = err;
    this.folder = ClaimStudies.folder(options);
  }

  /** The page over all claims. */
  ClaimsFolder folder() {
    return folder;
  }

  /**
   * Registers all, and runs those that were asked for.
   *
   * @param timed whether steps are timed in studies that ask what they cost
   * @return an exit code
   */
  int run(boolean timed, ForeignLoad load) throws IOException {
    Map<String, CheckedStudy> studies = ClaimStudies.read(options, models);
    Set<String> wanted = ClaimStudies.wanted(options, table, studies);
    register(studies);
    ClaimsLeft left = left(wanted, studies, load);
    Map<String, String> here = NativeRuntime.start(1).facts();
    int code = ExitCode.DONE;
    int number = 0;
    for (String name : wanted) {
      CheckedStudy study = studies.get(name);
      StudyFolder own = folder.study(study.study().name());
      takeOver(study, own, here);
      number++;
      ClaimsLeft.Current current = left.begin();
      long start = System.nanoTime();
      int ended =
          run.run(
              new StudyRun.Order(
                  study,
                  own,
                  Optional.empty(),
                  timed,
                  new StudyRun.Place(
                      study.study().name() + " (" + number + " of " + wanted.size() + ")",
                      true,
                      current::inWords)),
              load);
      current.ended((System.nanoTime() - start) / NANOS_A_SECOND);
      code = Math.max(code, ended);
      folder.write(table);
    }
    out.println("All claims: " + folder.page());
    return code;
  }

  /** Guessed from what is stored, and nothing is measured: each study measures its own. */
  private ClaimsLeft left(Set<String> wanted, Map<String, CheckedStudy> studies, ForeignLoad load) {
    ClaimsForecast forecast = new ClaimsForecast(options, models, false, load);
    Map<String, Double> guesses = new LinkedHashMap<>();
    wanted.forEach(name -> guesses.put(name, forecast.next(studies.get(name)).seconds()));
    err.println(
        "All studies: a rough guess of "
            + TimeWords.of(guesses.values().stream().mapToDouble(Double::doubleValue).sum())
            + ". Each one predicts its own time as it begins.");
    return new ClaimsLeft(guesses);
  }

  /** Those that have no trial yet; what others have registered stays. */
  private void register(Map<String, CheckedStudy> studies) {
    int hypotheses = 0;
    for (CheckedStudy study : studies.values()) {
      StudyFolder own = folder.study(study.study().name());
      hypotheses += study.study().hypotheses().size();
      if (own.hasStore()) {
        continue;
      }
      Plan plan = Planner.of(study);
      StudyRecord record = run.record(study, "");
      RegistrationAhead.of(study, record, plan, own, err::println);
    }
    err.println(
        "Registered before the first trial: "
            + hypotheses
            + " hypotheses of "
            + studies.size()
            + " studies in "
            + folder.path());
  }

  /** What other studies have trained already. */
  private void takeOver(CheckedStudy study, StudyFolder own, Map<String, String> here) {
    Map<TrialKey, Asked> asked = new LinkedHashMap<>();
    for (Trial trial : Planner.of(study).trials()) {
      asked.put(trial.key(), trial.asked());
    }
    int copied = 0;
    try (StudyFolder.Lock lock = own.lock();
        ResultStore store = own.open(err::println, lock)) {
      for (StudyFolder sibling : folder.siblings(own)) {
        try (ResultStore other = sibling.openToRead(err::println)) {
          copied += SiblingResults.copy(store, asked.keySet(), asked, other, here);
        }
      }
    }
    if (copied > 0) {
      err.println(
          study.study().name()
              + ": "
              + copied
              + (copied == 1 ? " trial is" : " trials are")
              + " taken over from the other studies.");
    }
  }
}
