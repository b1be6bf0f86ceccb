package io.ablate4j.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the rows of a table that carry a checksum of all their other values, of any schema. */
interface RowReader {
  String CHECKSUM = "checksum";

  /** The name of the table. */
  String table();

  /** All of its columns but the checksum. */
  List<String> columns();

  /** So many of the first columns tell a row from all others. */
  int keys();

  /** The values of a row, without the checksum, as a table of today has them. */
  Object[] today(ResultSet row) throws SQLException;

  /** A query for all columns, the checksum last. */
  default String select() {
    return "SELECT " + String.join(", ", columns()) + ", " + CHECKSUM + " FROM " + table();
  }

  /** The same of a store from before there were checksums. */
  default String selectUnchecked() {
    return "SELECT " + String.join(", ", columns()) + " FROM " + table();
  }

  /**
   * By key.
   *
   * @param direction ASC or DESC
   */
  default String order(String direction) {
    return columns().subList(0, keys()).stream()
        .map(column -> column + " " + direction)
        .collect(Collectors.joining(", ", " ORDER BY ", ""));
  }

  /** The values of a row, without the checksum. */
  default Object[] values(ResultSet row) throws SQLException {
    Object[] values = new Object[columns().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.getObject(i + 1);
    }
    return values;
  }

  /** Whether a row that {@link #select} gave is as it was written. */
  default boolean isWhole(ResultSet row) throws SQLException {
    return RowChecksum.of(values(row)).equals(row.getString(columns().size() + 1));
  }

  /** None in a store of an earlier schema. */
  default boolean hasChecksums(Statement statement) throws SQLException {
    return hasChecksums(statement, table());
  }

  /** The same while the table has another name. */
  default boolean hasChecksums(Statement statement, String name) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT 1 FROM pragma_table_info('" + name + "') WHERE name = '" + CHECKSUM + "'")) {
      return row.next();
    }
  }
}
