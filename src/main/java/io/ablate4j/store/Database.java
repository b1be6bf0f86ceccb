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
import org.sqlite.SQLiteConfig;

/**
 * The connection to one SQLite file whose schema is ours: {@code schema.sql}, its version in {@code
 * PRAGMA user_version}.
 */
final class Database {
  private static final int SCHEMA_VERSION = 4;
  private static final int BEFORE_THE_SCOPE = 3;
  private static final int BUSY_MILLIS = 30_000;

  private final Connection connection;
  private final Path file;

  private Database(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * Opens the file; makes it, unless it is only to be read.
   *
   * @throws ProblemsException if it cannot be opened, or is none of ours
   */
  static Database open(Path file, boolean readOnly) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    if (!readOnly) {
      config.setJournalMode(SQLiteConfig.JournalMode.WAL);
      config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    }
    try {
      Database database = new Database(file, config.createConnection("jdbc:sqlite:" + file));
      try {
        database.checkSchema(readOnly);
        return database;
      } catch (SQLException | RuntimeException e) {
        database.close();
        throw e;
      }
    } catch (SQLException e) {
      throw ProblemsException.of(
          file + " cannot be opened as a store: " + e.getMessage() + ".",
          "move it away, and run the study again.");
    }
  }

  private void checkSchema(boolean readOnly) throws SQLException {
    int version = number("PRAGMA user_version");
    if (version == 0 && !readOnly && number("SELECT count(*) FROM sqlite_master") == 0) {
      change(version, this::createSchema);
    } else if (version == SchemaTwo.VERSION) {
      migrate(
          version,
          () -> {
            SchemaTwo.moveAside(connection);
            createSchema();
            SchemaTwo.moveOver(connection);
            RegistrationTable.addScope(connection);
          });
    } else if (version == BEFORE_THE_SCOPE) {
      migrate(version, () -> RegistrationTable.addScope(connection));
    } else if (version != SCHEMA_VERSION) {
      throw ProblemsException.of(
          file
              + (version == 0
                  ? " is no store of ablate4j."
                  : " has the schema version " + version + ", not " + SCHEMA_VERSION + "."),
          "move it away, or use the version of ablate4j that wrote it.");
    }
  }

  /** Unless another process was first. */
  private void change(int version, Work work) {
    transaction(
        () -> {
          if (number("PRAGMA user_version") == version) {
            work.run();
            try (Statement statement = connection.createStatement()) {
              statement.executeUpdate("PRAGMA user_version = " + SCHEMA_VERSION);
            }
          }
        });
  }

  private void migrate(int version, Work work) {
    try {
      change(version, work);
    } catch (StoreException | IllegalArgumentException e) {
      throw ProblemsException.of(
          file
              + " cannot be brought from schema version "
              + version
              + " to "
              + SCHEMA_VERSION
              + ": "
              + e.getMessage()
              + ".",
          "copy it to a folder in which files can be written, and use the copy.");
    }
  }

  /** What is there already stays as it is. */
  private void createSchema() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : schema().split(";\\s*\\n")) {
        statement.executeUpdate(sql);
      }
    }
  }

  private int number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  private static String schema() {
    try (InputStream in = Database.class.getResourceAsStream("schema.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For statements inside the methods below. */
  Connection connection() {
    return connection;
  }

  /** Changes to be made as a whole. */
  interface Work {
    void run() throws SQLException;
  }

  /** Something to be read. */
  interface Question<T> {
    T ask() throws SQLException;
  }

  /** Makes all changes or none. */
  void transaction(Work work) {
    query(
        () -> {
          try (Statement transaction = connection.createStatement()) {
            transaction.execute("BEGIN IMMEDIATE");
            try {
              work.run();
              transaction.execute("COMMIT");
            } catch (SQLException | RuntimeException e) {
              transaction.execute("ROLLBACK");
              throw e;
            }
          }
          return null;
        });
  }

  /** Several queries that see one state of the file, whatever a run writes in between. */
  <T> T snapshot(Question<T> question) {
    return query(
        () -> {
          try (Statement transaction = connection.createStatement()) {
            transaction.execute("BEGIN");
            try {
              return question.ask();
            } finally {
              transaction.execute("COMMIT");
            }
          }
        });
  }

  /** One query. */
  <T> T query(Question<T> question) {
    try {
      return question.ask();
    } catch (SQLException e) {
      throw new StoreException(file, e);
    }
  }

  void close() {
    query(
        () -> {
          connection.close();
          return null;
        });
  }
}
