package io.ablate4j.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A table whose rows carry a checksum of all their other values in the column after them. */
enum CheckedTable implements RowReader {
  STUDY("study", 1, "name", "record"),
  PLANNED("planned", 1, "position", "trial_key", "cell", "seed", "spec"),
  RESULT("result", 1, "trial_key", "outcome", "epoch", "reason", "provenance", "measurements"),
  REGISTRATION(
      "registration",
      1,
      "id",
      "hypotheses",
      "sha256",
      "hypotheses_beforehand",
      "sha256_beforehand",
      "seeds_beforehand",
      "scope"),
  TIMING(
      "timing",
      3,
      "cell",
      "layout",
      "round",
      "step_millis",
      "foreign_load",
      "disturbed",
      "fingerprint");

  private final String table;
  private final int keys;
  private final List<String> columns;

  /**
   * @param keys so many of the first columns tell a row from all others
   */
  CheckedTable(String table, int keys, String... columns) {
    this.table = table;
    this.keys = keys;
    this.columns = List.of(columns);
  }

  @Override
  public String table() {
    return table;
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public int keys() {
    return keys;
  }

  @Override
  public Object[] today(ResultSet row) throws SQLException {
    return values(row);
  }

  /** A statement that writes a row in place of one with the same key; see {@link #set}. */
  PreparedStatement insert(Connection connection) throws SQLException {
    return connection.prepareStatement(
        "INSERT OR REPLACE INTO "
            + table
            + " ("
            + String.join(", ", columns)
            + ", "
            + CHECKSUM
            + ") VALUES ("
            + String.join(", ", Collections.nCopies(columns.size() + 1, "?"))
            + ")");
  }

  /** Puts a row and its checksum into what {@link #insert} gave. */
  void set(PreparedStatement insert, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      insert.setObject(i + 1, values[i]);
    }
    insert.setString(values.length + 1, RowChecksum.of(values));
  }

  /** The same with a checksum that cannot hold: the row is damaged. */
  void setDamaged(PreparedStatement insert, Object... values) throws SQLException {
    set(insert, values);
    insert.setString(values.length + 1, "");
  }

  /** Writes one row. */
  void write(Connection connection, Object... values) throws SQLException {
    try (PreparedStatement insert = insert(connection)) {
      set(insert, values);
      insert.executeUpdate();
    }
  }

  /** Gives the rows of a store from before there were checksums theirs. */
  void addChecksums(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!hasChecksums(statement)) {
        statement.executeUpdate(
            "ALTER TABLE " + table + " ADD COLUMN " + CHECKSUM + " TEXT NOT NULL DEFAULT ''");
      }
    }
    String ofKey =
        columns.subList(0, keys).stream()
            .map(column -> column + " = ?")
            .collect(Collectors.joining(" AND ", " WHERE ", ""));
    try (PreparedStatement select = connection.prepareStatement(select() + ofKey);
        PreparedStatement update =
            connection.prepareStatement("UPDATE " + table + " SET " + CHECKSUM + " = ?" + ofKey)) {
      for (Object[] key : keys(connection)) {
        for (int i = 0; i < keys; i++) {
          select.setObject(i + 1, key[i]);
          update.setObject(i + 2, key[i]);
        }
        try (ResultSet row = select.executeQuery()) {
          if (row.next()) {
            update.setString(1, RowChecksum.of(values(row)));
          }
        }
        update.executeUpdate();
      }
    }
  }

  private List<Object[]> keys(Connection connection) throws SQLException {
    List<Object[]> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT " + String.join(", ", columns.subList(0, keys)) + " FROM " + table)) {
      while (row.next()) {
        Object[] key = new Object[keys];
        for (int i = 0; i < keys; i++) {
          key[i] = row.getObject(i + 1);
        }
        all.add(key);
      }
    }
    return all;
  }
}
