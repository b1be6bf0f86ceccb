package io.ablate4j.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Registration;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
          RegistrationTable.write(database.connection(), hypotheses, plan);
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
    database.transaction(
        () -> {
          try (PreparedStatement delete =
              database.connection().prepareStatement("DELETE FROM result WHERE trial_key = ?")) {
            delete.setString(1, result.key().sha256());
            delete.executeUpdate();
          }
          try (PreparedStatement insert =
              database
                  .connection()
                  .prepareStatement(
                      "INSERT INTO result (trial_key, outcome, epoch, reason, provenance)"
                          + " VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, result.key().sha256());
            insert.setString(2, result.outcome().word());
            if (result.outcome() instanceof Outcome.Diverged diverged) {
              insert.setInt(3, diverged.epoch());
            } else {
              insert.setNull(3, java.sql.Types.INTEGER);
            }
            insert.setString(4, result.outcome().reason());
            insert.setString(5, json(result.provenance().facts()));
            insert.executeUpdate();
          }
          try (PreparedStatement insert =
              database
                  .connection()
                  .prepareStatement(
                      "INSERT INTO measurement (trial_key, position, metric, split, epoch, step, value)"
                          + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            int position = 0;
            for (Measurement m : result.measurements()) {
              insert.setString(1, result.key().sha256());
              insert.setInt(2, position++);
              insert.setString(3, m.metric().word());
              insert.setString(4, m.split().word());
              insert.setInt(5, m.epoch());
              insert.setInt(6, m.step());
              if (Double.isNaN(m.value())) {
                insert.setString(7, "NaN"); // SQLite would make NaN NULL
              } else {
                insert.setDouble(7, m.value());
              }
              insert.addBatch();
            }
            insert.executeBatch();
          }
        });
  }

  @Override
  public synchronized Stream<TrialResult> results() {
    List<TrialResult> results =
        database.snapshot(
            () -> {
              List<TrialResult> found = new ArrayList<>();
              try (PreparedStatement ofTrial = database.connection().prepareStatement(OF_TRIAL);
                  Statement statement = database.connection().createStatement();
                  ResultSet row =
                      statement.executeQuery(
                          "SELECT result.trial_key, outcome, epoch, reason, provenance FROM result"
                              + " JOIN planned USING (trial_key) ORDER BY position")) {
                while (row.next()) {
                  String key = row.getString(1);
                  found.add(
                      new TrialResult(
                          new TrialKey(key),
                          outcome(row.getString(2), row.getInt(3), row.getString(4)),
                          measurements(ofTrial, key),
                          Provenance.of(map(row.getString(5)))));
                }
              }
              return found;
            });
    return results.stream();
  }

  private static final Metric[] METRICS = Metric.values();
  private static final Split[] SPLIT = Split.values();
  private static final int SPLITS = SPLIT.length;

  /**
   * The measurements of a trial. A lookup a trial, since to join and sort millions of rows takes
   * longer than to read them; and words come as numbers, since to make strings of them does, too.
   * The kind of a value that is no number (NaN is stored as text) is negative, -1 and down.
   */
  private static final String OF_TRIAL =
      "SELECT (CASE typeof(value) WHEN 'text' THEN -1 ELSE 1 END) * (1 + "
          + SPLITS
          + " * "
          + place("metric", Arrays.stream(Metric.values()).map(Metric::word).toList())
          + " + "
          + place("split", Arrays.stream(Split.values()).map(Split::word).toList())
          + "), epoch << 32 | step, value FROM measurement WHERE trial_key = ? ORDER BY position";

  private static String place(String column, List<String> words) {
    StringBuilder sql = new StringBuilder("CASE ").append(column);
    for (int i = 0; i < words.size(); i++) {
      sql.append(" WHEN '").append(words.get(i)).append("' THEN ").append(i);
    }
    return sql.append(" END").toString();
  }

  private static List<Measurement> measurements(PreparedStatement ofTrial, String key)
      throws SQLException {
    ofTrial.setString(1, key);
    List<Measurement> measurements = new ArrayList<>();
    try (ResultSet row = ofTrial.executeQuery()) {
      while (row.next()) {
        int kind = row.getInt(1);
        if (kind == 0) { // NULL: a word that is none of ours
          throw new IllegalStateException("trial " + key + " has a measurement of unknown kind");
        }
        int place = Math.abs(kind) - 1;
        long when = row.getLong(2);
        measurements.add(
            new Measurement(
                METRICS[place / SPLITS],
                SPLIT[place % SPLITS],
                (int) (when >>> 32),
                (int) when,
                kind > 0 ? row.getDouble(3) : Double.parseDouble(row.getString(3))));
      }
    }
    return measurements;
  }

  private static Outcome outcome(String word, int epoch, String reason) {
    return switch (word) {
      case "completed" -> new Outcome.Completed();
      case "diverged" -> new Outcome.Diverged(epoch, reason);
      case "failed" -> new Outcome.Failed(reason);
      default -> throw new IllegalStateException("a trial ended as " + word);
    };
  }

  @Override
  public synchronized void saveTiming(String fingerprint, List<TimingRound> rounds) {
    new TimingTable(database).save(fingerprint, rounds);
  }

  @Override
  public synchronized Set<String> timed() {
    return new TimingTable(database).fingerprints();
  }

  @Override
  public synchronized List<TimingRound> timing() {
    return new TimingTable(database).ofPlannedCells();
  }

  @Override
  public synchronized void close() {
    database.close();
  }

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static String json(Map<String, String> facts) {
    try {
      return MAPPER.writeValueAsString(facts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain maps can be written", e);
    }
  }

  private static Map<String, String> map(String json) {
    try {
      Map<String, String> facts = new HashMap<>();
      MAPPER
          .readTree(json)
          .properties()
          .forEach(entry -> facts.put(entry.getKey(), entry.getValue().asText()));
      return facts;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the store holds JSON that cannot be read: " + json, e);
    }
  }
}
