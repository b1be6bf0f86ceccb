package io.ablate4j.cli;

import io.ablate4j.folder.StudyFolder;
import io.ablate4j.plan.Plan;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.registration.Registration;
import io.ablate4j.store.ResultStore;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.trial.StudyRecord;
import java.util.function.Consumer;

/** Registers a study's hypotheses without training anything, as its first run would. */
final class RegistrationAhead {
  private RegistrationAhead() {}

  /**
   * Writes the study, its plan and its hypotheses to the store of a folder; made if missing.
   *
   * @param notices hears of a store that is locked, or of damaged rows
   * @return what was registered, in a line for people
   * @throws ProblemsException if the store has results already, or somebody else is at work there
   */
  static String of(
      CheckedStudy study,
      StudyRecord record,
      Plan plan,
      StudyFolder folder,
      Consumer<String> notices) {
    if (folder.hasStore()) {
      try (ResultStore store = folder.openToRead(notices)) {
        mustBeEmpty(store, folder);
      }
    }
    try (StudyFolder.Lock lock = folder.lock();
        ResultStore store = folder.open(notices, lock)) {
      mustBeEmpty(store, folder);
      store.begin(record, study.study().hypotheses(), plan.planned());
      folder.writeYaml(record.yaml());
      OwnNetworks.write(study, folder);
      return line(store.registration(), folder);
    }
  }

  private static void mustBeEmpty(ResultStore store, StudyFolder folder) {
    if (store.results().findAny().isPresent()) {
      throw ProblemsException.of(
          "The store "
              + folder.store()
              + " has results already: hypotheses are registered before the first trial.",
          "choose another folder.");
    }
  }

  private static String line(Registration registration, StudyFolder folder) {
    int count = registration.hypotheses().size();
    return count == 0
        ? "The study has no hypotheses; its plan is in " + folder.store() + "."
        : "Registered before the first trial in "
            + folder.store()
            + ": "
            + count
            + (count == 1 ? " hypothesis" : " hypotheses")
            + ", SHA-256 "
            + registration.sha256Beforehand()
            + ".";
  }
}
