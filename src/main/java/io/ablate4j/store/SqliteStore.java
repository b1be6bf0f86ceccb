package io.ablate4j.store;

import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Registration;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One SQLite file. Write-ahead logging lets others read while a run writes; a transaction a result
 * means that a run killed at any moment loses only the trials it was in the middle of. Methods may
 * be called from several threads.
 */
public final class SqliteStore implements ResultStore {
  private final Database database;

  private SqliteStore(Database database) {
    this.database = database;
  }

  /**
   * Opens a store for writing; makes the file and its folder if they are missing.
   *
   * @throws ProblemsException if it cannot be made, or is none of ours
   */
  public static SqliteStore open(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw ProblemsException.of(
          "The folder of " + file + " cannot be made: " + e + ".",
          "choose another one with --out.");
    }
    return new SqliteStore(Database.open(file, false));
  }

  /**
   * Opens a store that is there, for reading alone.
   *
   * @throws ProblemsException if there is none, or it is none of ours
   */
  public static SqliteStore openToRead(Path file) {
    if (!Files.isRegularFile(file)) {
      throw ProblemsException.of(
          "There is no store " + file + ".",
          "name the folder of a study that has been run, such as reports/quickstart.");
    }
    return new SqliteStore(Database.open(file, true));
  }

  @Override
  public synchronized void begin(
      StudyRecord study, List<Hypothesis> hypotheses, List<PlannedTrial> plan) {
    database.transaction(
        () -> {
          RegistrationTable.write(database.connection(), study, hypotheses, plan);
          try (Statement statement = database.connection().createStatement()) {
            statement.executeUpdate("DELETE FROM study");
            statement.executeUpdate("DELETE FROM planned");
          }
          try (PreparedStatement insert =
              database
                  .connection()
                  .prepareStatement("INSERT INTO study (name, record) VALUES (?, ?)")) {
            insert.setString(1, study.name());
            insert.setString(2, StudyRecordJson.write(study));
            insert.executeUpdate();
          }
          try (PreparedStatement insert =
              database
                  .connection()
                  .prepareStatement(
                      "INSERT INTO planned (position, trial_key, model, regularization, batch_size,"
                          + " learning_rate, epochs, seed, spec) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            int position = 0;
            for (PlannedTrial trial : plan) {
              insert.setInt(1, position++);
              insert.setString(2, trial.key().sha256());
              insert.setString(3, trial.cell().model());
              insert.setString(4, trial.cell().regularization());
              insert.setInt(5, trial.cell().batchSize());
              insert.setDouble(6, trial.cell().learningRate());
              insert.setInt(7, trial.cell().epochs());
              insert.setLong(8, trial.seed());
              insert.setString(9, trial.specJson());
              insert.addBatch();
            }
            insert.executeBatch();
          }
        });
  }

  @Override
  public synchronized Registration registration() {
    return database.query(() -> RegistrationTable.read(database.connection()));
  }

  @Override
  public synchronized Optional<StudyRecord> study() {
    return database.query(
        () -> {
          try (Statement statement = database.connection().createStatement();
              ResultSet row = statement.executeQuery("SELECT record FROM study")) {
            return row.next()
                ? Optional.of(StudyRecordJson.read(row.getString(1)))
                : Optional.empty();
          }
        });
  }

  @Override
  public synchronized List<PlannedTrial> planned() {
    return database.query(
        () -> {
          List<PlannedTrial> trials = new ArrayList<>();
          try (Statement statement = database.connection().createStatement();
              ResultSet row =
                  statement.executeQuery(
                      "SELECT trial_key, model, regularization, batch_size, learning_rate, epochs,"
                          + " seed, spec FROM planned ORDER BY position")) {
            while (row.next()) {
              trials.add(
                  new PlannedTrial(
                      new TrialKey(row.getString(1)),
                      new Cell(
                          row.getString(2),
                          row.getString(3),
                          row.getInt(4),
                          row.getDouble(5),
                          row.getInt(6)),
                      row.getLong(7),
                      row.getString(8)));
            }
          }
          return trials;
        });
  }

  @Override
  public synchronized Set<TrialKey> finished() {
    return database.query(
        () -> {
          Set<TrialKey> keys = new HashSet<>();
          try (Statement statement = database.connection().createStatement();
              ResultSet row =
                  statement.executeQuery(
                      "SELECT trial_key FROM result WHERE outcome <> 'failed'")) {
            while (row.next()) {
              keys.add(new TrialKey(row.getString(1)));
            }
          }
          return keys;
        });
  }

  @Override
  public synchronized void save(TrialResult result) {
    database.transaction(() -> ResultTable.write(database.connection(), result));
  }

  @Override
  public synchronized Stream<TrialResult> results() {
    return database.snapshot(() -> ResultTable.ofPlanned(database.connection())).stream();
  }

  @Override
  public synchronized void saveTiming(String fingerprint, List<TimingRound> rounds) {
    new TimingTable(database).save(fingerprint, rounds);
  }

  @Override
  public synchronized Map<String, Integer> timed() {
    return new TimingTable(database).undisturbed();
  }

  @Override
  public synchronized List<TimingRound> timing() {
    return new TimingTable(database).ofPlannedCells();
  }

  @Override
  public synchronized void close() {
    database.close();
  }
}
