package io.ablate4j.store;

import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Up to schema 5, plan and timing had a column for each of the five factors that there were. A
 * store of it is brought to the present schema when it is opened.
 */
final class SchemaFive {
  /** Names of the factors, in the order of their columns. */
  private static final List<String> FACTORS =
      List.of("model", "regularization", "batchSize", "learningRate", "epochs");

  /** The first of those columns, from 0, in the plan; in the timing it is 0. */
  private static final int OF_THE_PLAN = 2;

  private SchemaFive() {}

  /** Whether plan and timing have such columns. */
  static boolean isOf(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT 1 FROM pragma_table_info('planned') WHERE name = 'batch_size'")) {
      return row.next();
    }
  }

  private static Object[] withCell(Object[] row, int first) {
    Map<String, String> levels = new LinkedHashMap<>();
    for (int i = 0; i < FACTORS.size(); i++) {
      levels.put(FACTORS.get(i), String.valueOf(row[first + i]));
    }
    List<Object> today = new ArrayList<>(Arrays.asList(row));
    today.subList(first, first + FACTORS.size()).clear();
    today.add(first, CellJson.write(Cell.of(levels)));
    return today.toArray();
  }

  /** A table of it. */
  enum Table implements RowReader {
    PLANNED(CheckedTable.PLANNED, OF_THE_PLAN),
    TIMING(CheckedTable.TIMING, 0);

    private final CheckedTable today;
    private final int first;

    Table(CheckedTable today, int first) {
      this.today = today;
      this.first = first;
    }

    @Override
    public String table() {
      return today.table();
    }

    @Override
    public List<String> columns() {
      List<String> columns = new ArrayList<>(today.columns());
      columns.remove(first);
      columns.addAll(first, FACTORS.stream().map(Roles::column).toList());
      return columns;
    }

    @Override
    public int keys() {
      return first == 0 ? today.keys() + FACTORS.size() - 1 : today.keys();
    }

    @Override
    public Object[] today(ResultSet row) throws SQLException {
      return withCell(values(row), first);
    }
  }

  /**
   * Takes the rows out and puts them into tables of today. A damaged row stays a damaged one.
   *
   * @param create makes the tables of today
   */
  static void moveOver(Connection connection, Database.Work create) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (Table table : Table.values()) {
        statement.executeUpdate("ALTER TABLE " + table.table() + " RENAME TO " + aside(table));
      }
      create.run(connection);
      for (Table table : Table.values()) {
        boolean isChecked = table.hasChecksums(statement, aside(table));
        String select = isChecked ? table.select() : table.selectUnchecked();
        try (ResultSet row =
                statement.executeQuery(
                    select.replace(" FROM " + table.table(), " FROM " + aside(table)));
            PreparedStatement insert = table.today.insert(connection)) {
          while (row.next()) {
            if (isChecked && !table.isWhole(row)) {
              table.today.setDamaged(insert, table.today(row));
            } else {
              table.today.set(insert, table.today(row));
            }
            insert.executeUpdate();
          }
        }
        statement.executeUpdate("DROP TABLE " + aside(table));
      }
    }
  }

  private static String aside(Table table) {
    return table.table() + "_5";
  }
}
