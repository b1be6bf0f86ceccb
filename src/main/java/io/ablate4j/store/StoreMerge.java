package io.ablate4j.store;

import io.ablate4j.problem.ProblemsException;
import io.ablate4j.registration.Registration;
import io.ablate4j.trial.Asked;
import io.ablate4j.trial.Origins;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.ResultDifference;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.trial.tuning.Tuned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Joins the stores of a study's parts, each trained somewhere else. The new store is as if one run
 * had trained all of them. What timing passes measured is taken of the first part alone, as times
 * of several machines do not go together.
 */
public final class StoreMerge {
  private StoreMerge() {}

  /**
   * What has been joined.
   *
   * @param planned trials of the study
   * @param stored of them with a result
   * @param failed of those stored
   * @param twice that had equal results in several stores
   * @param origins what trained them
   */
  public record Merged(int planned, int stored, int failed, int twice, Origins origins) {}

  /**
   * Joins stores.
   *
   * @param parts the stores, at least one
   * @param target where the new one goes; there must be none yet
   * @param notices hears of rows that are damaged
   * @throws ProblemsException if the stores are of different studies, data or registrations, or
   *     have different results of one trial; then nothing is written
   */
  public static Merged of(List<Path> parts, Path target, Consumer<String> notices) {
    if (Files.exists(target)) {
      throw ProblemsException.of(
          "There is a store " + target + " already.", "choose another folder with --out.");
    }
    List<Part> read = new ArrayList<>();
    for (Path file : parts) {
      Part part = Part.read(file, notices);
      if (!read.isEmpty()) {
        read.get(0).mustGoWith(part);
      }
      read.add(part);
    }
    Map<TrialKey, Found> found = new HashMap<>();
    Set<TrialKey> twice = new HashSet<>();
    for (Part part : read) {
      for (TrialResult result : part.results()) {
        Found before = found.get(result.key());
        if (before == null || hasFailed(before.result())) {
          found.put(result.key(), new Found(part.file(), result));
        } else if (!hasFailed(result)) {
          before.mustEqual(part.file(), result);
          twice.add(result.key());
          if (!before.answers(result)) {
            found.put(result.key(), new Found(part.file(), result));
          }
        }
      }
    }
    return write(read.get(0), found, twice.size(), target, notices);
  }

  private static Merged write(
      Part first, Map<TrialKey, Found> found, int twice, Path target, Consumer<String> notices) {
    // A copy has the registration as it was before the first trial, and the first part's results.
    try (SqliteStore part = SqliteStore.openToRead(first.file())) {
      part.copyTo(target);
    }
    try (SqliteStore store = SqliteStore.open(target, notices)) {
      int failed = 0;
      List<Provenance> provenances = new ArrayList<>();
      int stored = 0;
      Set<TrialKey> written = new HashSet<>();
      for (PlannedTrial trial : all(first, found)) {
        Found result = found.get(trial.key());
        if (result == null) {
          continue;
        }
        stored++;
        failed += hasFailed(result.result()) ? 1 : 0;
        if (written.add(trial.key())) {
          if (!result.file().equals(first.file())) {
            store.save(result.result());
          }
          provenances.add(result.result().provenance());
        }
      }
      return new Merged(first.planned().size(), stored, failed, twice, Origins.of(provenances));
    }
  }

  /** Trials whose level no part could choose may get theirs by the results of all. */
  private static List<PlannedTrial> all(Part first, Map<TrialKey, Found> found) {
    return Tuned.of(
            first.study(), first.planned(), found.values().stream().map(Found::result).toList())
        .all();
  }

  private static boolean hasFailed(TrialResult result) {
    return result.outcome() instanceof Outcome.Failed;
  }

  private record Found(Path file, TrialResult result) {
    /** Whether nothing that was asked of the other one is missing here. */
    boolean answers(TrialResult other) {
      return Asked.of(result.provenance()).answers(Asked.of(other.provenance()));
    }

    void mustEqual(Path other, TrialResult second) {
      String what = ResultDifference.inWords(result, second);
      if (!what.isEmpty()) {
        throw ProblemsException.of(
            "Trial "
                + result.key().sha256().substring(0, 12)
                + " has two results: "
                + file
                + " and "
                + other
                + " differ in "
                + what
                + " (trained by "
                + Origins.of(List.of(result.provenance())).bits()
                + "; "
                + Origins.of(List.of(second.provenance())).bits()
                + ").",
            "merge only one of them, and find out which machine is wrong: scripts/ablate4j doctor.");
      }
    }
  }

  private record Part(
      Path file,
      StudyRecord study,
      Registration registration,
      List<PlannedTrial> planned,
      List<TrialResult> results) {
    static Part read(Path file, Consumer<String> notices) {
      try (SqliteStore store = SqliteStore.openToRead(file, notices)) {
        return new Part(
            file,
            store
                .study()
                .orElseThrow(
                    () ->
                        ProblemsException.of(
                            "The store " + file + " holds no study.", "run the study first.")),
            store.registration(),
            store.planned(),
            store.results().toList());
      }
    }

    void mustGoWith(Part other) {
      if (!checksums().equals(other.checksums())) {
        throw refused(other, "were trained on different data", "give all machines the same files.");
      }
      if (!study.yamlSha256().equals(other.study.yamlSha256()) || !keys().equals(other.keys())) {
        throw refused(
            other,
            "are of different studies",
            "run all parts with the same study file, --set and --seeds; their study.yaml shows them.");
      }
      if (!registration.sha256Beforehand().equals(other.registration.sha256Beforehand())
          || registration.seedsBeforehand() != other.registration.seedsBeforehand()) {
        throw refused(
            other,
            "registered different hypotheses before their first trials",
            "merge those parts that agree; run the others again from an empty folder.");
      }
    }

    private List<String> checksums() {
      return study.allData().stream()
          .map(data -> data.facts().getOrDefault("dataset-checksum", ""))
          .toList();
    }

    private List<TrialKey> keys() {
      return planned.stream().map(PlannedTrial::key).toList();
    }

    private ProblemsException refused(Part other, String why, String advice) {
      return ProblemsException.of(file + " and " + other.file + " " + why + ".", advice);
    }
  }
}
