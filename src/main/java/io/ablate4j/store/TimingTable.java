package io.ablate4j.store;

import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TimingRound.Layout;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/** The rounds of the timing pass. */
final class TimingTable {
  private final Database database;

  TimingTable(Database database) {
    this.database = database;
  }

  /** Replaces the rounds of the groups and layouts that {@code rounds} are of. */
  static Database.Work saving(String fingerprint, List<TimingRound> rounds) {
    return connection -> {
      try (PreparedStatement delete =
              connection.prepareStatement(
                  "DELETE FROM timing WHERE model = ? AND batch_size = ?"
                      + " AND learning_rate = ? AND epochs = ? AND layout = ?");
          PreparedStatement insert = CheckedTable.TIMING.insert(connection)) {
        for (TimingRound round : rounds) {
          setGroup(delete, round);
          delete.addBatch();
          CheckedTable.TIMING.set(
              insert,
              round.cell().level("model"),
              round.cell().level("regularization"),
              FiveColumns.whole(round.cell(), "batchSize"),
              FiveColumns.number(round.cell(), "learningRate"),
              FiveColumns.whole(round.cell(), "epochs"),
              round.layout().word(),
              round.round(),
              round.stepMillis(),
              round.foreignLoad(),
              round.disturbed() ? 1 : 0,
              fingerprint);
          insert.addBatch();
        }
        delete.executeBatch();
        insert.executeBatch();
      }
    };
  }

  private static void setGroup(PreparedStatement statement, TimingRound round) throws SQLException {
    statement.setString(1, round.cell().level("model"));
    statement.setInt(2, FiveColumns.whole(round.cell(), "batchSize"));
    statement.setDouble(3, FiveColumns.number(round.cell(), "learningRate"));
    statement.setInt(4, FiveColumns.whole(round.cell(), "epochs"));
    statement.setString(5, round.layout().word());
  }

  /** By fingerprint; a round counts once, however many arms it has, and none if one is damaged. */
  Map<String, Integer> undisturbed() {
    return database.query(
        () -> {
          Map<String, Set<Integer>> rounds = new HashMap<>();
          Set<String> damaged = new HashSet<>();
          try (Statement statement = database.connection().createStatement();
              ResultSet row = statement.executeQuery(CheckedTable.TIMING.select())) {
            while (row.next()) {
              String fingerprint = row.getString(11);
              Set<Integer> undisturbed =
                  rounds.computeIfAbsent(fingerprint, print -> new HashSet<>());
              if (!CheckedTable.TIMING.isWhole(row)) {
                damaged.add(fingerprint);
              } else if (!row.getBoolean(10)) {
                undisturbed.add(row.getInt(7));
              }
            }
          }
          Map<String, Integer> counts = new HashMap<>();
          rounds.forEach(
              (print, there) -> counts.put(print, damaged.contains(print) ? 0 : there.size()));
          return counts;
        });
  }

  /**
   * Those that are whole.
   *
   * @param damaged hears how many are not, if any
   */
  List<TimingRound> ofPlannedCells(IntConsumer damaged) {
    return database.query(
        () -> {
          List<TimingRound> rounds = new ArrayList<>();
          int lost = 0;
          try (Statement statement = database.connection().createStatement();
              ResultSet row =
                  statement.executeQuery(
                      CheckedTable.TIMING.select()
                          + " JOIN (SELECT model, regularization, batch_size, learning_rate, epochs,"
                          + " min(position) AS place FROM planned GROUP BY 1, 2, 3, 4, 5)"
                          + " USING (model, regularization, batch_size, learning_rate, epochs)"
                          + " ORDER BY place, layout DESC, round")) {
            while (row.next()) {
              if (!CheckedTable.TIMING.isWhole(row)) {
                lost++;
                continue;
              }
              rounds.add(
                  new TimingRound(
                      FiveColumns.read(row, 1),
                      Layout.ofWord(row.getString(6)),
                      row.getInt(7),
                      row.getDouble(8),
                      row.getDouble(9),
                      row.getBoolean(10)));
            }
          }
          if (lost > 0) {
            damaged.accept(lost);
          }
          return rounds;
        });
  }
}
