package io.ablate4j.store;

import io.ablate4j.trial.Cell;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TimingRound.Layout;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rounds of the timing pass. */
final class TimingTable {
  private final Database database;

  TimingTable(Database database) {
    this.database = database;
  }

  /** Replaces the rounds of the groups and layouts that {@code rounds} are of. */
  void save(String fingerprint, List<TimingRound> rounds) {
    database.transaction(
        () -> {
          try (PreparedStatement delete =
                  database
                      .connection()
                      .prepareStatement(
                          "DELETE FROM timing WHERE model = ? AND batch_size = ?"
                              + " AND learning_rate = ? AND epochs = ? AND layout = ?");
              PreparedStatement insert =
                  database
                      .connection()
                      .prepareStatement(
                          "INSERT INTO timing (model, batch_size, learning_rate, epochs, layout,"
                              + " regularization, round, step_millis, foreign_load, disturbed,"
                              + " fingerprint) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (TimingRound round : rounds) {
              setGroup(delete, round);
              delete.addBatch();
              setGroup(insert, round);
              insert.setString(6, round.cell().regularization());
              insert.setInt(7, round.round());
              insert.setDouble(8, round.stepMillis());
              insert.setDouble(9, round.foreignLoad());
              insert.setBoolean(10, round.disturbed());
              insert.setString(11, fingerprint);
              insert.addBatch();
            }
            delete.executeBatch();
            insert.executeBatch();
          }
        });
  }

  private static void setGroup(PreparedStatement statement, TimingRound round) throws SQLException {
    statement.setString(1, round.cell().model());
    statement.setInt(2, round.cell().batchSize());
    statement.setDouble(3, round.cell().learningRate());
    statement.setInt(4, round.cell().epochs());
    statement.setString(5, round.layout().word());
  }

  /** By fingerprint; a round counts once, however many arms it has. */
  Map<String, Integer> undisturbed() {
    return database.query(
        () -> {
          Map<String, Integer> rounds = new HashMap<>();
          try (Statement statement = database.connection().createStatement();
              ResultSet row =
                  statement.executeQuery(
                      "SELECT fingerprint, count(DISTINCT CASE disturbed WHEN 0 THEN round END)"
                          + " FROM timing GROUP BY fingerprint")) {
            while (row.next()) {
              rounds.put(row.getString(1), row.getInt(2));
            }
          }
          return rounds;
        });
  }

  List<TimingRound> ofPlannedCells() {
    return database.query(
        () -> {
          List<TimingRound> rounds = new ArrayList<>();
          try (Statement statement = database.connection().createStatement();
              ResultSet row =
                  statement.executeQuery(
                      "SELECT model, regularization, batch_size, learning_rate, epochs, layout,"
                          + " round, step_millis, foreign_load, disturbed FROM timing"
                          + " JOIN (SELECT model, regularization, batch_size, learning_rate, epochs,"
                          + " min(position) AS place FROM planned GROUP BY 1, 2, 3, 4, 5)"
                          + " USING (model, regularization, batch_size, learning_rate, epochs)"
                          + " ORDER BY place, layout DESC, round")) {
            while (row.next()) {
              rounds.add(
                  new TimingRound(
                      new Cell(
                          row.getString(1),
                          row.getString(2),
                          row.getInt(3),
                          row.getDouble(4),
                          row.getInt(5)),
                      Layout.ofWord(row.getString(6)),
                      row.getInt(7),
                      row.getDouble(8),
                      row.getDouble(9),
                      row.getBoolean(10)));
            }
          }
          return rounds;
        });
  }
}
