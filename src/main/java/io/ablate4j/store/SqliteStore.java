package io.ablate4j.store;

import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.registration.Registration;
import io.ablate4j.trial.Asked;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.trial.tuning.Tuned;
import io.ablate4j.trial.tuning.Tuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One SQLite file. Write-ahead logging lets others read while a run writes; a transaction a result
 * means that a run killed at any moment loses only the trials it was in the middle of. Methods may
 * be called from several threads.
 */
public final class SqliteStore implements ResultStore {
  private final Database database;
  private final Consumer<String> notices;
  private final StoreGuard guard;

  private SqliteStore(Database database, Consumer<String> notices, StoreGuard guard) {
    this.database = database;
    this.notices = notices;
    this.guard = guard;
  }

  /** Opens a store for writing; whatever there is to notice goes unnoticed. */
  public static SqliteStore open(Path file) {
    return open(file, notice -> {});
  }

  /**
   * Opens a store for writing; makes the file and its folder if they are missing.
   *
   * @param notices hears that the store is locked, and of rows that are damaged
   * @param others files that must stay what they are as long as the store is open, such as a lock
   * @throws ProblemsException if it cannot be made, or is none of ours
   */
  public static SqliteStore open(Path file, Consumer<String> notices, Path... others) {
    return open(file, Database.Waiting.aMinute(notices), others);
  }

  /** With another patience. */
  static SqliteStore open(Path file, Database.Waiting waiting, Path... others) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw ProblemsException.of(
          "The folder of " + file + " cannot be made: " + e + ".",
          "choose another one with --out.");
    }
    Database database = Database.open(file, waiting);
    return new SqliteStore(database, waiting.notices(), StoreGuard.of(database, List.of(others)));
  }

  /** Opens a store to read; whatever there is to notice goes unnoticed. */
  public static SqliteStore openToRead(Path file) {
    return openToRead(file, notice -> {});
  }

  /**
   * Opens a store that is there, for reading alone. The file stays as it is.
   *
   * @param notices hears that the store is locked, and of rows that are damaged
   * @throws ProblemsException if there is none, or it is none of ours
   */
  public static SqliteStore openToRead(Path file, Consumer<String> notices) {
    StoreFile.mustBeThere(file);
    if (file.toFile().length() == 0) {
      throw ProblemsException.of(
          "The store " + file + " is empty: it has 0 bytes.",
          "take a copy of before, or delete it and run the study again.");
    }
    return new SqliteStore(
        Database.openToRead(file, Database.Waiting.aMinute(notices)), notices, StoreGuard.NONE);
  }

  /** Writes all it holds into a new file, whose folder is made if it is missing. */
  synchronized void copyTo(Path fresh) {
    try {
      Files.createDirectories(fresh.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw ProblemsException.of(
          "The folder of " + fresh + " cannot be made: " + e + ".", "choose another with --out.");
    }
    database.query(
        () -> {
          database.copyTo(fresh);
          return null;
        });
  }

  @Override
  public synchronized void begin(
      StudyRecord study, List<Hypothesis> hypotheses, List<PlannedTrial> plan) {
    guard.write(
        connection -> {
          RegistrationTable.write(connection, database.file(), study, hypotheses, plan);
          PlanTable.write(connection, study, plan);
        });
  }

  @Override
  public synchronized Registration registration() {
    return database.query(() -> RegistrationTable.read(database.connection(), database.file()));
  }

  @Override
  public synchronized Optional<StudyRecord> study() {
    return database.query(() -> PlanTable.study(database.connection(), database.file()));
  }

  @Override
  public synchronized List<PlannedTrial> planned() {
    return database.query(() -> PlanTable.planned(database.connection(), database.file()));
  }

  @Override
  public synchronized Map<TrialKey, Asked> measured() {
    Set<String> damaged = new HashSet<>();
    Map<TrialKey, Asked> finished =
        database.query(() -> ResultTable.measured(database.connection(), damaged::add));
    if (!damaged.isEmpty()) {
      notices.accept(new DamageNotice(database.file()).results(damaged, planned()));
    }
    return finished;
  }

  @Override
  public synchronized Optional<TrialResult> result(TrialKey key) {
    return database.query(() -> ResultTable.of(database.connection(), List.of(key))).stream()
        .filter(found -> !found.outcome().reason().equals(ResultTable.DAMAGED))
        .findFirst();
  }

  @Override
  public synchronized void save(TrialResult result) {
    guard.write(connection -> ResultTable.write(connection, result));
  }

  @Override
  public synchronized Stream<TrialResult> results() {
    List<TrialResult> results = database.snapshot(this::ofPlanned);
    Set<String> damaged = new HashSet<>();
    results.stream()
        .filter(result -> result.outcome().reason().equals(ResultTable.DAMAGED))
        .forEach(result -> damaged.add(result.key().sha256()));
    if (!damaged.isEmpty()) {
      notices.accept(new DamageNotice(database.file()).results(damaged, planned()));
    }
    return results.stream();
  }

  /** Also of those whose key follows from what tuning trials gave. */
  private List<TrialResult> ofPlanned() throws SQLException {
    List<TrialResult> results = ResultTable.ofPlanned(database.connection());
    Optional<StudyRecord> study = PlanTable.study(database.connection(), database.file());
    if (study.flatMap(Tuning::of).isEmpty()) {
      return results;
    }
    Set<TrialKey> keys = new LinkedHashSet<>();
    Tuned.of(study.get(), PlanTable.planned(database.connection(), database.file()), results)
        .evaluation()
        .forEach(trial -> keys.add(trial.key()));
    results.forEach(result -> keys.remove(result.key()));
    results.addAll(ResultTable.of(database.connection(), keys));
    return results;
  }

  @Override
  public synchronized void saveTiming(String fingerprint, List<TimingRound> rounds) {
    guard.write(TimingTable.saving(fingerprint, rounds));
  }

  @Override
  public synchronized Map<String, Integer> timed() {
    return new TimingTable(database).undisturbed();
  }

  @Override
  public synchronized List<TimingRound> timing() {
    return new TimingTable(database)
        .ofPlannedCells(rows -> notices.accept(new DamageNotice(database.file()).timing(rows)));
  }

  @Override
  public synchronized void ensureInPlace() {
    guard.check();
  }

  @Override
  public synchronized void close() {
    database.close();
  }
}
