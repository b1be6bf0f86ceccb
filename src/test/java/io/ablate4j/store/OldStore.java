package io.ablate4j.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;

/**
 * The store of the reference study as version 5 of the schema had it, without checksums: 288 trials
 * of protocol 2 and a timing pass of 1,272 rounds.
 */
public final class OldStore {
  private OldStore() {}

  /** Written to a file, which is replaced. */
  public static Path copyTo(Path file) {
    try (InputStream packed = OldStore.class.getResourceAsStream("reference-of-schema-five.db.gz");
        InputStream store = new GZIPInputStream(packed)) {
      Files.copy(store, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file that nobody may change. */
  public static Path file() {
    return Unpacked.FILE;
  }

  private static final class Unpacked {
    private static final Path FILE = copyTo(temporary());

    private static Path temporary() {
      try {
        Path file = Files.createTempFile("ablate4j-old-store", ".db");
        file.toFile().deleteOnExit();
        return file;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
