package io.ablate4j.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Sees after each write that it went into the file that others will open. A file that is deleted
 * can be written for as long as it is open, and all of it is lost at the end; so what it holds is
 * saved into a new one as soon as this is noticed.
 */
final class StoreGuard {
  /** Guards nothing: for a store that is only read. */
  static final StoreGuard NONE = new StoreGuard(null, List.of());

  /** Where the open file cannot be read any more, so many of the last writes are written again. */
  private static final int REMEMBERED = 1000;

  private final Database database;
  private final List<FileIdentity> files;
  private final Deque<Database.Work> recent = new ArrayDeque<>();
  private Database.Work first;
  private StoreException lost;

  private StoreGuard(Database database, List<FileIdentity> files) {
    this.database = database;
    this.files = files;
  }

  /** The store's file comes first. */
  static StoreGuard of(Database database, List<Path> others) {
    List<FileIdentity> files = new ArrayList<>();
    try {
      files.add(FileIdentity.of(database.file()));
      for (Path other : others) {
        files.add(FileIdentity.of(other));
      }
    } catch (IOException e) {
      throw new StoreException(
          StoreFault.GONE,
          "The store " + database.file() + " cannot be used: " + StoreFault.GONE.words() + ": " + e,
          StoreFault.GONE.advice(database.file()),
          e);
    }
    return new StoreGuard(database, files);
  }

  /**
   * Makes all changes or none, where they are of use.
   *
   * @throws IllegalStateException if the store is only read
   */
  void write(Database.Work work) {
    if (database == null) {
      throw new IllegalStateException("a store that was opened to read is not written to");
    }
    remember(work);
    try {
      database.transaction(work);
    } catch (StoreException e) {
      check(); // deleted files fail in several ways; that they are gone says more
      throw e;
    }
    check();
  }

  private void remember(Database.Work work) {
    if (first == null) {
      first = work;
    } else {
      recent.addLast(work);
    }
    if (recent.size() > REMEMBERED) {
      recent.removeFirst();
    }
  }

  /** Throws if a file is not the same any more; what the store held is saved first, once. */
  void check() {
    if (lost != null) {
      throw lost;
    }
    for (FileIdentity file : files) {
      Optional<String> loss = file.loss();
      if (loss.isPresent()) {
        lost = saved(file, loss.get());
        throw lost;
      }
    }
  }

  private StoreException saved(FileIdentity file, String loss) {
    if (files.get(0).loss().isEmpty()) {
      return gone(
          file.file()
              + " "
              + loss
              + " while the study was running, so another run could begin beside this one. All that"
              + " is finished is in the store "
              + database.file()
              + ".",
          "see whether another run is at work there, and run the same command again.");
    }
    Path fresh = fresh();
    String what = "The store " + file.file() + " " + loss + " while the study was running";
    try {
      Files.createDirectories(fresh.toAbsolutePath().getParent());
      long results = save(fresh);
      return gone(
          what + "; the results that it held, " + results + ", are saved in " + fresh + ".",
          "find out what changes files there, rename that file to "
              + database.file().getFileName()
              + ", and run the same command again: it goes on from there.");
    } catch (IOException | SQLException | RuntimeException e) {
      return gone(
          what + ", and what it held cannot be saved in " + fresh + ": " + e.getMessage() + ".",
          "find out what changes files there, and run the same command again.");
    }
  }

  private long save(Path fresh) throws IOException, SQLException {
    try {
      database.copyTo(fresh);
    } catch (SQLException e) {
      Files.deleteIfExists(fresh); // cut off or overwritten: what this run wrote is all there is
    }
    Database kept = Database.open(fresh, Database.Waiting.aMinute(notice -> {}));
    try {
      if (first != null) {
        kept.transaction(first);
      }
      for (Database.Work work : recent) {
        kept.transaction(work);
      }
      return kept.query(
          () -> {
            try (Statement statement = kept.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM result")) {
              return row.getLong(1);
            }
          });
    } finally {
      kept.close();
    }
  }

  private Path fresh() {
    for (int number = 1; ; number++) {
      Path fresh = database.file().resolveSibling("study-saved-" + number + ".db");
      if (Files.notExists(fresh)) {
        return fresh;
      }
    }
  }

  private static StoreException gone(String message, String advice) {
    return new StoreException(StoreFault.GONE, message, advice, null);
  }
}
