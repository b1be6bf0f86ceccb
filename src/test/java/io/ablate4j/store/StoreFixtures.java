package io.ablate4j.store;

import io.ablate4j.analysis.SyntheticStudy;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** Stores as runs leave them, and ways to spoil them. */
final class StoreFixtures {
  static final SyntheticStudy STUDY =
      new SyntheticStudy.Builder().name("small").seeds(6).withoutMishaps().build();

  private StoreFixtures() {}

  /** All its trials have a result. */
  static Path write(Path file) {
    try (SqliteStore store = SqliteStore.open(file)) {
      store.begin(STUDY.study(), List.of(), STUDY.planned());
      STUDY.results().forEach(store::save);
    }
    return file;
  }

  static void sql(Path file, String sql) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setOpenMode(SQLiteOpenMode.OPEN_URI);
    try (Connection other = config.createConnection("jdbc:sqlite:" + StoreUri.of(file));
        Statement statement = other.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** Random bytes over some of the file. */
  static void spoil(Path file, long from, int bytes, int seed) throws Exception {
    byte[] noise = new byte[bytes];
    new Random(seed).nextBytes(noise);
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(from);
      open.write(noise);
    }
  }
}
