package io.ablate4j.store;

import io.ablate4j.trial.Roles;
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
                  "DELETE FROM timing WHERE layout = ? AND json_valid(cell)"
                      + " AND json_remove(cell, '$.' || ?) = json(?)");
          PreparedStatement insert = CheckedTable.TIMING.insert(connection)) {
        for (TimingRound round : rounds) {
          setGroup(delete, round);
          delete.addBatch();
          CheckedTable.TIMING.set(
              insert,
              CellJson.write(round.cell()),
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
    statement.setString(1, round.layout().word());
    statement.setString(2, Roles.ARM);
    statement.setString(3, CellJson.write(round.cell().without(Roles.ARM)));
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
              String fingerprint = row.getString(7);
              Set<Integer> undisturbed =
                  rounds.computeIfAbsent(fingerprint, print -> new HashSet<>());
              if (!CheckedTable.TIMING.isWhole(row)) {
                damaged.add(fingerprint);
              } else if (!row.getBoolean(6)) {
                undisturbed.add(row.getInt(3));
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
                          + " JOIN (SELECT cell, min(position) AS place FROM planned GROUP BY 1)"
                          + " USING (cell)"
                          + " ORDER BY place, layout DESC, round")) {
            while (row.next()) {
              if (!CheckedTable.TIMING.isWhole(row)) {
                lost++;
                continue;
              }
              rounds.add(
                  new TimingRound(
                      CellJson.read(row.getString(1)),
                      Layout.ofWord(row.getString(2)),
                      row.getInt(3),
                      row.getDouble(4),
                      row.getDouble(5),
                      row.getBoolean(6)));
            }
          }
          if (lost > 0) {
            damaged.accept(lost);
          }
          return rounds;
        });
  }
}
