package io.ablate4j.store;

import io.ablate4j.problem.ProblemsException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** The connection to one SQLite file whose schema is ours. */
final class Database {
  private final Path file;
  private final Connection connection;
  private final Waiting waiting;
  private final Runnable afterwards;

  private Database(Path file, Connection connection, Waiting waiting, Runnable afterwards) {
    this.file = file;
    this.connection = connection;
    this.waiting = waiting;
    this.afterwards = afterwards;
  }

  /**
   * How long to wait for whoever has the file locked.
   *
   * @param millis of an attempt
   * @param attempts until it is given up
   * @param notices hears of it after the first attempt
   */
  record Waiting(int millis, int attempts, Consumer<String> notices) {
    /** A minute. */
    static Waiting aMinute(Consumer<String> notices) {
      return new Waiting(2000, 30, notices);
    }

    private String text(Path file) {
      return "The store "
          + file
          + " is locked by another program; waiting for it, "
          + Math.round(millis * (double) attempts / 1000)
          + " s at most.";
    }
  }

  /**
   * Opens the file to write; makes it if it is missing.
   *
   * @throws ProblemsException if it cannot be opened, or is none of ours
   */
  static Database open(Path file, Waiting waiting) {
    NativeLibrary.load();
    SQLiteConfig config = config(waiting);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    return opened(
        file, waiting, () -> connected(file, waiting, config, StoreUri.of(file), Schema::use));
  }

  /**
   * Opens the file to read, and changes nothing in it: a store of an earlier schema is brought to
   * today's in memory. Where nothing can be written, SQLite's log is read all the same.
   *
   * @throws ProblemsException if it cannot be opened, or is none of ours
   */
  static Database openToRead(Path file, Waiting waiting) {
    Path temporary = NativeLibrary.load();
    return opened(
        file,
        waiting,
        () -> {
          ReadAccess access = ReadAccess.of(file, temporary, waiting.millis());
          SQLiteConfig config = config(waiting);
          // Closed last: it takes SQLite's log with it, which one that only reads leaves behind.
          try (Connection reader = config.createConnection("jdbc:sqlite:" + access.uri())) {
            return Schema.version(file, reader) == Schema.VERSION
                ? connected(file, waiting, config, access.uri(), database -> {}, access::close)
                : connected(
                    file,
                    waiting,
                    config,
                    ":memory:",
                    database -> Schema.inMemory(database, access.uriOfSource()),
                    access::close);
          } catch (SQLException | RuntimeException e) {
            access.close();
            throw e;
          }
        });
  }

  static SQLiteConfig config(Waiting waiting) {
    SQLiteConfig config = new SQLiteConfig();
    config.setOpenMode(SQLiteOpenMode.OPEN_URI);
    config.setBusyTimeout(waiting.millis());
    config.enforceForeignKeys(true);
    return config;
  }

  private static Database opened(Path file, Waiting waiting, Question<Database> opening) {
    try {
      return patiently(file, waiting, opening);
    } catch (SQLException e) {
      StoreFault fault = StoreFault.of(file, e);
      throw ProblemsException.of(
          file + " cannot be opened as a store: " + fault.words() + ": " + e.getMessage() + ".",
          fault.advice(file));
    }
  }

  private static Database connected(
      Path file, Waiting waiting, SQLiteConfig config, String uri, Preparation preparation)
      throws SQLException {
    return connected(file, waiting, config, uri, preparation, () -> {});
  }

  private static Database connected(
      Path file,
      Waiting waiting,
      SQLiteConfig config,
      String uri,
      Preparation preparation,
      Runnable afterwards)
      throws SQLException {
    Database database =
        new Database(file, config.createConnection("jdbc:sqlite:" + uri), waiting, afterwards);
    try {
      preparation.prepare(database);
      return database;
    } catch (SQLException | RuntimeException e) {
      database.connection.close();
      throw e;
    }
  }

  /** What is done to a connection before it is used. */
  private interface Preparation {
    void prepare(Database database) throws SQLException;
  }

  /** Where the store is, or was when it was opened. */
  Path file() {
    return file;
  }

  /** For statements inside the methods below. */
  Connection connection() {
    return connection;
  }

  /** Changes to be made as a whole. */
  interface Work {
    void run(Connection connection) throws SQLException;
  }

  /** Something to be read, or to be tried again. */
  interface Question<T> {
    T ask() throws SQLException;
  }

  /** Makes all changes or none. */
  void transaction(Work work) {
    query(
        () -> {
          inTransaction(work);
          return null;
        });
  }

  /** The same, where the caller sees to what SQLite throws. */
  void inTransaction(Work work) throws SQLException {
    try (Statement transaction = connection.createStatement()) {
      transaction.execute("BEGIN IMMEDIATE");
      try {
        work.run(connection);
        transaction.execute("COMMIT");
      } catch (SQLException | RuntimeException e) {
        rollBack(transaction, e);
        throw e;
      }
    }
  }

  /** SQLite has often done so itself; then its refusal must not hide why. */
  private static void rollBack(Statement transaction, Exception why) {
    try {
      transaction.execute("ROLLBACK");
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }

  /** Several queries that see one state of the file, whatever a run writes in between. */
  <T> T snapshot(Question<T> question) {
    return query(
        () -> {
          try (Statement transaction = connection.createStatement()) {
            transaction.execute("BEGIN");
            try {
              T answer = question.ask();
              transaction.execute("COMMIT");
              return answer;
            } catch (SQLException | RuntimeException e) {
              rollBack(transaction, e);
              throw e;
            }
          }
        });
  }

  /** One query. */
  <T> T query(Question<T> question) {
    try {
      return patiently(file, waiting, question);
    } catch (SQLException e) {
      throw StoreException.of(file, e);
    }
  }

  private static <T> T patiently(Path file, Waiting waiting, Question<T> question)
      throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        return question.ask();
      } catch (SQLException e) {
        if (StoreFault.of(file, e) != StoreFault.LOCKED || attempt >= waiting.attempts()) {
          throw e;
        }
        if (attempt == 1) {
          waiting.notices().accept(waiting.text(file));
        }
      }
    }
  }

  /** Writes all that this connection sees into a new file, also where its own is gone. */
  void copyTo(Path fresh) throws SQLException {
    try (PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
      copy.setString(1, StoreUri.of(fresh));
      copy.execute();
    }
  }

  void close() {
    query(
        () -> {
          connection.close();
          return null;
        });
    afterwards.run();
  }
}
