package io.ablate4j.store;

import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TrialKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tables {@code study} and {@code planned}: what is asked now. */
final class PlanTable {
  private PlanTable() {}

  /** Replaces both. */
  static void write(Connection connection, StudyRecord study, List<PlannedTrial> plan)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("DELETE FROM study");
      statement.executeUpdate("DELETE FROM planned");
    }
    CheckedTable.STUDY.write(connection, study.name(), StudyRecordJson.write(study));
    try (PreparedStatement insert = CheckedTable.PLANNED.insert(connection)) {
      int position = 0;
      for (PlannedTrial trial : plan) {
        CheckedTable.PLANNED.set(
            insert,
            position++,
            trial.key().sha256(),
            CellJson.write(trial.cell()),
            trial.seed(),
            trial.specJson());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Empty in a new store. */
  static Optional<StudyRecord> study(Connection connection, Path file) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(CheckedTable.STUDY.select())) {
      return row.next() ? Optional.of(study(row, file)) : Optional.empty();
    }
  }

  /** Of a row of all columns. */
  private static StudyRecord study(ResultSet row, Path file) throws SQLException {
    String what = "what it says of its study";
    if (!CheckedTable.STUDY.isWhole(row)) {
      throw StoreException.damaged(file, what, null);
    }
    try {
      return StudyRecordJson.read(row.getString(2));
    } catch (RuntimeException e) { // a text of a damaged file may be anything
      throw StoreException.damaged(file, what, e);
    }
  }

  /** In the order of the plan. */
  static List<PlannedTrial> planned(Connection connection, Path file) throws SQLException {
    List<PlannedTrial> trials = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(CheckedTable.PLANNED.select() + " ORDER BY position")) {
      while (row.next()) {
        trials.add(planned(row, file));
      }
    }
    return trials;
  }

  private static PlannedTrial planned(ResultSet row, Path file) throws SQLException {
    String what = "row " + row.getString(1) + " of its plan";
    if (!CheckedTable.PLANNED.isWhole(row)) {
      throw StoreException.damaged(file, what, null);
    }
    try {
      return new PlannedTrial(
          new TrialKey(row.getString(2)),
          CellJson.read(row.getString(3)),
          row.getLong(4),
          row.getString(5));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw StoreException.damaged(file, what, e);
    }
  }
}
