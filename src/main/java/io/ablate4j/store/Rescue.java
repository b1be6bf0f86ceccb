package io.ablate4j.store;

import io.ablate4j.problem.ProblemsException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sqlite.SQLiteConfig;

/**
 * Saves what can still be read of a damaged store into a new one. Each row is asked for by itself,
 * so that a damaged page costs the rows on it and no others; a row is taken if its checksum holds,
 * or, in a store from before there were checksums, if it can be read.
 */
public final class Rescue {
  /** After so many numbers without a row, there are no more. */
  private static final int GAP = 20_000;

  private final Connection damaged;
  private final Connection fresh;

  private Rescue(Connection damaged, Connection fresh) {
    this.damaged = damaged;
    this.fresh = fresh;
  }

  /**
   * What was saved.
   *
   * @param results of trials that are in the new store
   * @param lost results that are known to have been there
   * @param planned trials that the new store's plan has; 0 if the plan could not be read whole
   * @param plan whether study and plan are saved
   * @param registration whether what was claimed beforehand is saved
   * @param timing rows of the timing pass that are saved
   */
  public record Saved(
      int results, int lost, int planned, boolean plan, boolean registration, int timing) {}

  /**
   * Reads one store and writes the other.
   *
   * @throws ProblemsException if nothing of it can be read, or there is a file at {@code to}
   */
  public static Saved of(Path file, Path to) {
    StoreFile.mustBeThere(file);
    if (Files.exists(to)) {
      throw ProblemsException.of(
          "There is a store " + to + " already.", "name a folder that is not there with --out.");
    }
    Path temporary = NativeLibrary.load();
    Database.Waiting waiting = Database.Waiting.aMinute(notice -> {});
    SQLiteConfig config = Database.config(waiting);
    try {
      ReadAccess access = ReadAccess.of(file, temporary, waiting.millis());
      try (Connection damaged = config.createConnection("jdbc:sqlite:" + access.uri())) {
        if (!isOurs(damaged)) {
          throw unreadable(file, "it has none of the tables of ablate4j, or an earlier schema");
        }
        SqliteStore.open(to).close(); // with its folder
        Database fresh = Database.open(to, waiting);
        try {
          Saved[] saved = new Saved[1];
          fresh.transaction(connection -> saved[0] = new Rescue(damaged, connection).save());
          return saved[0];
        } finally {
          fresh.close();
        }
      } finally {
        access.close();
      }
    } catch (SQLException e) {
      throw unreadable(file, StoreFault.of(file, e).words() + ": " + e.getMessage());
    }
  }

  private static ProblemsException unreadable(Path file, String why) {
    return ProblemsException.of(
        "Nothing of " + file + " can be read: " + why + ".", "take a copy of before.");
  }

  private static boolean isOurs(Connection damaged) throws SQLException {
    try (Statement statement = damaged.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT (SELECT count(*) FROM pragma_table_info('result')"
                    + " WHERE name IN ('id', 'trial_key', 'measurements'))"
                    + " + (SELECT count(*) FROM pragma_table_info('registration')"
                    + " WHERE name = 'scope')")) {
      return row.getInt(1) == 4;
    }
  }

  private Saved save() throws SQLException {
    int results = 0;
    Set<String> seen = new HashSet<>();
    for (Object[] row : rows(CheckedTable.RESULT, "id")) {
      if (isReadable(row)) {
        CheckedTable.RESULT.write(fresh, row);
        seen.add((String) row[0]);
        results++;
      }
    }
    Set<String> known = keys();
    known.removeAll(seen);
    boolean isOfFive = SchemaFive.isOf(damaged);
    List<Object[]> study = scanned(CheckedTable.STUDY);
    List<Object[]> plan =
        rows(isOfFive ? SchemaFive.Table.PLANNED : CheckedTable.PLANNED, "position");
    boolean isPlanned = study.size() == 1 && isWhole(plan);
    if (isPlanned) {
      writeAll(CheckedTable.STUDY, study);
      writeAll(CheckedTable.PLANNED, plan);
    }
    List<Object[]> registration = rows(CheckedTable.REGISTRATION, "id");
    writeAll(CheckedTable.REGISTRATION, registration);
    List<Object[]> timing = scanned(isOfFive ? SchemaFive.Table.TIMING : CheckedTable.TIMING);
    writeAll(CheckedTable.TIMING, timing);
    return new Saved(
        results,
        known.size(),
        isPlanned ? plan.size() : 0,
        isPlanned,
        !registration.isEmpty(),
        timing.size());
  }

  /** Whether no row between the first and the last is missing, nor the last, as far as is known. */
  private boolean isWhole(List<Object[]> plan) {
    if (plan.isEmpty()) {
      return false;
    }
    int last = ((Number) plan.get(plan.size() - 1)[0]).intValue();
    return last == plan.size() - 1 && last >= number("SELECT max(position) FROM planned", last);
  }

  private int number(String sql, int otherwise) {
    try (Statement statement = damaged.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getInt(1) : otherwise;
    } catch (SQLException e) {
      return otherwise;
    }
  }

  private void writeAll(CheckedTable table, List<Object[]> rows) throws SQLException {
    for (Object[] row : rows) {
      table.write(fresh, row);
    }
  }

  private static boolean isReadable(Object[] row) {
    return new ResultTable.Row(
            (String) row[0],
            String.valueOf(row[1]),
            row[2],
            String.valueOf(row[3]),
            String.valueOf(row[4]),
            String.valueOf(row[5]).getBytes(StandardCharsets.UTF_8),
            "")
        .isReadable();
  }

  /** Keys of all results, from the index over them, which stands on pages of its own. */
  private Set<String> keys() {
    Set<String> keys = new HashSet<>();
    for (String order : List.of("ASC", "DESC")) {
      try (Statement statement = damaged.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT trial_key FROM result INDEXED BY sqlite_autoindex_result_1"
                      + " ORDER BY trial_key "
                      + order)) {
        while (row.next()) {
          keys.add(row.getString(1));
        }
      } catch (SQLException e) {
        // Damaged as well: from the other end, then; what is between is not known.
      }
    }
    return keys;
  }

  /** Row by row, of a table whose rows are numbered. */
  private List<Object[]> rows(RowReader table, String number) throws SQLException {
    boolean checked = hasChecksums(table);
    String sql = select(table, checked) + " WHERE " + number + " = ?";
    List<Object[]> rows = new ArrayList<>();
    int last = -1;
    int next = 0;
    while (next - last <= GAP) {
      // The driver closes a statement that fails.
      try (PreparedStatement one = damaged.prepareStatement(sql)) {
        while (next - last <= GAP) {
          one.setInt(1, next++);
          try (ResultSet row = one.executeQuery()) {
            if (row.next()) {
              last = next - 1;
              take(table, row, checked, rows);
            }
          }
        }
      } catch (SQLException e) {
        // On a damaged page, as may be others that are not there.
      }
    }
    return rows;
  }

  /** From both ends, of a table whose rows have no numbers. */
  private List<Object[]> scanned(RowReader table) throws SQLException {
    boolean checked = hasChecksums(table);
    List<Object[]> rows = new ArrayList<>();
    for (String order : List.of("ASC", "DESC")) {
      try (Statement statement = damaged.createStatement();
          ResultSet row = statement.executeQuery(select(table, checked) + table.order(order))) {
        while (row.next()) {
          take(table, row, checked, rows);
        }
        return rows;
      } catch (SQLException e) {
        // What is beyond the damaged page comes from the other end.
      }
    }
    return rows;
  }

  private static void take(RowReader table, ResultSet row, boolean checked, List<Object[]> to)
      throws SQLException {
    if (!checked || table.isWhole(row)) {
      to.add(table.today(row));
    }
  }

  private String select(RowReader table, boolean checked) {
    return checked ? table.select() : table.selectUnchecked();
  }

  private boolean hasChecksums(RowReader table) throws SQLException {
    try (Statement statement = damaged.createStatement()) {
      return table.hasChecksums(statement);
    }
  }
}
