package io.ablate4j.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * How a store is read. SQLite wants to write beside a file with a write-ahead log even to read it.
 * Where it cannot, on a medium that can only be read or in somebody else's folder, the file is
 * taken as one that nobody changes, or, if its log holds something, both are copied first.
 *
 * @param uri to be opened
 * @param copy to be deleted afterwards
 */
record ReadAccess(String uri, Optional<Path> copy) {

  /** Finds the way; the file is there. */
  static ReadAccess of(Path file, Path temporary, int busyMillis) throws SQLException {
    if (Files.isWritable(file) && Files.isWritable(file.toAbsolutePath().getParent())) {
      return new ReadAccess(StoreUri.of(file, "mode=rw"), Optional.empty());
    }
    String readOnly = StoreUri.of(file, "mode=ro");
    try {
      tryOut(readOnly, busyMillis);
      return new ReadAccess(readOnly, Optional.empty());
    } catch (SQLException e) {
      if (!cannotWriteBeside(StoreFault.of(file, e)) || !Files.isReadable(file)) {
        throw e;
      }
    }
    Path log = beside(file, "-wal");
    try {
      if (!Files.exists(log) || Files.size(log) == 0) {
        return new ReadAccess(StoreUri.of(file, "immutable=1"), Optional.empty());
      }
      Path folder = Files.createTempDirectory(temporary, "copy-");
      folder.toFile().deleteOnExit();
      Path copy = folder.resolve("study.db");
      Files.copy(file, copy);
      Files.copy(log, beside(copy, "-wal"));
      return new ReadAccess(StoreUri.of(copy, "mode=rw"), Optional.of(folder));
    } catch (IOException e) {
      throw new UncheckedIOException("The store " + file + " cannot be copied to be read", e);
    }
  }

  /** For SQLite's backup, which opens what it copies from to read alone. */
  String uriOfSource() {
    return uri.replaceFirst("\\?mode=rw$", "?mode=ro");
  }

  static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private static boolean cannotWriteBeside(StoreFault fault) {
    return fault == StoreFault.READ_ONLY
        || fault == StoreFault.FORBIDDEN
        || fault == StoreFault.OTHER;
  }

  private static void tryOut(String uri, int busyMillis) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setOpenMode(SQLiteOpenMode.OPEN_URI);
    config.setBusyTimeout(busyMillis);
    try (Connection connection = config.createConnection("jdbc:sqlite:" + uri);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM sqlite_master")) {
      row.next();
    }
  }

  void close() {
    copy.ifPresent(
        folder -> {
          try {
            TemporaryFolder.delete(folder);
          } catch (IOException e) {
            // Goes with the folder of this process.
          }
        });
  }
}
