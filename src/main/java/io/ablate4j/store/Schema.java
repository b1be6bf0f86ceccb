package io.ablate4j.store;

import io.ablate4j.problem.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The tables of a store, {@code schema.sql}; their version stands in {@code PRAGMA user_version}.
 */
final class Schema {
  static final int VERSION = 6;
  private static final int BEFORE_CHECKSUMS = 4;
  private static final int BEFORE_THE_SCOPE = 3;
  private static final String VIEW = "CREATE VIEW IF NOT EXISTS ";
  private static final String STATEMENT_END = ";\\s*\\n";

  private Schema() {}

  /** Makes the tables of a new file, or brings those of an old one to today's. */
  static void use(Database database) throws SQLException {
    int version = number(database.connection(), "PRAGMA user_version");
    if (version == 0 && isEmpty(database.connection())) {
      change(database, version, Schema::create);
    } else if (version != VERSION) {
      refuseUnknown(database.file(), version);
      migrate(database, version);
    }
    if (!outdatedViews(database.connection()).isEmpty()) {
      database.inTransaction(Schema::renewViews);
    }
  }

  /** Views hold nothing, so that another text of one is no other version. */
  private static void renewViews(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> view : outdatedViews(connection).entrySet()) {
        statement.executeUpdate("DROP VIEW IF EXISTS " + view.getKey());
        statement.executeUpdate(view.getValue());
      }
    }
  }

  /** The statements of today's views that a file has otherwise or not at all, by name. */
  private static Map<String, String> outdatedViews(Connection connection) throws SQLException {
    Map<String, String> views = new LinkedHashMap<>();
    for (String sql : text().split(STATEMENT_END)) {
      int start = sql.indexOf(VIEW);
      if (start >= 0) {
        String named = sql.substring(start + VIEW.length()).strip();
        // So SQLite keeps it.
        views.put(named.split("\\s", 2)[0], "CREATE VIEW " + named.replaceFirst(";$", ""));
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT name, sql FROM sqlite_master WHERE type = 'view'")) {
      while (row.next()) {
        views.remove(row.getString(1), row.getString(2));
      }
    }
    return views;
  }

  /** Copies a file of an earlier version into a new connection, and brings the copy to today's. */
  static void inMemory(Database memory, String uri) throws SQLException {
    SQLiteConnection connection = (SQLiteConnection) memory.connection();
    int result = connection.getDatabase().restore("main", uri, null);
    if (result != SQLiteErrorCode.SQLITE_OK.code) {
      SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(result);
      throw new SQLiteException(code.toString(), code);
    }
    migrate(memory, number(connection, "PRAGMA user_version"));
  }

  /**
   * The version of a file that is to be read.
   *
   * @throws ProblemsException if it is none of ours, or not known here
   */
  static int version(Path file, Connection connection) throws SQLException {
    int version = number(connection, "PRAGMA user_version");
    if (version != VERSION) {
      refuseUnknown(file, version);
    }
    return version;
  }

  private static void refuseUnknown(Path file, int version) {
    if (version >= SchemaTwo.VERSION && version <= VERSION) {
      return;
    }
    if (version > VERSION) {
      throw ProblemsException.of(
          file
              + " was written by a newer version of ablate4j: it has the schema version "
              + version
              + ", and this one knows none beyond "
              + VERSION
              + ".",
          "use that version, or name another folder with --out.");
    }
    throw ProblemsException.of(
        file
            + (version == 0
                ? " is no store of ablate4j."
                : " has the schema version " + version + ", not " + VERSION + "."),
        "move it away, or use the version of ablate4j that wrote it.");
  }

  private static void migrate(Database database, int version) throws SQLException {
    try {
      change(database, version, connection -> migrate(connection, version));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw ProblemsException.of(
          database.file()
              + " cannot be brought from schema version "
              + version
              + " to "
              + VERSION
              + ": "
              + e.getMessage()
              + ".",
          "copy it to a folder in which files can be written, and use the copy.");
    }
  }

  private static void migrate(Connection connection, int version) throws SQLException {
    if (version == SchemaTwo.VERSION) {
      SchemaTwo.moveAside(connection);
    }
    SchemaFive.moveOver(connection, Schema::create); // no later schema is brought to today's
    if (version == SchemaTwo.VERSION) {
      SchemaTwo.moveOver(connection);
    }
    if (version <= BEFORE_THE_SCOPE) {
      RegistrationTable.addScope(connection);
    }
    if (version <= BEFORE_CHECKSUMS) {
      for (CheckedTable table : CheckedTable.values()) {
        table.addChecksums(connection);
      }
      ResultTable.unmarkUnreadable(connection);
    }
  }

  /** Unless another process was first. */
  private static void change(Database database, int version, Database.Work work)
      throws SQLException {
    database.inTransaction(
        connection -> {
          if (number(connection, "PRAGMA user_version") == version) {
            work.run(connection);
            try (Statement statement = connection.createStatement()) {
              statement.executeUpdate("PRAGMA user_version = " + VERSION);
            }
          }
        });
  }

  /** What is there already stays as it is. */
  private static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : text().split(STATEMENT_END)) {
        statement.executeUpdate(sql);
      }
    }
  }

  private static boolean isEmpty(Connection connection) throws SQLException {
    return number(connection, "SELECT count(*) FROM sqlite_master") == 0;
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  private static String text() {
    try (InputStream in = Schema.class.getResourceAsStream("schema.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
