package io.ablate4j.store;

import io.ablate4j.problem.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;

/** SQLite itself: a library that its driver unpacks into a temporary folder before it is loaded. */
final class NativeLibrary {
  private static final String WHERE = "org.sqlite.tmpdir";

  /** What it takes unpacked, and some more. */
  private static final long ROOM_BYTES = 4_000_000;

  private static Path folder;

  private NativeLibrary() {}

  /**
   * Loads it, once a process.
   *
   * @return a folder of this process for temporary files
   * @throws ProblemsException if it cannot be unpacked or loaded
   */
  static synchronized Path load() {
    if (folder == null) {
      Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
      Path made = unpackable(temporary);
      if (System.getProperty(WHERE) == null) {
        System.setProperty(WHERE, made.toString());
      }
      try {
        if (!SQLiteJDBCLoader.initialize()) {
          throw cannot(temporary, "it does not load");
        }
      } catch (ProblemsException e) {
        throw e;
      } catch (Exception | LinkageError e) { // declared as any exception
        throw cannot(temporary, e.getMessage());
      }
      folder = made;
    }
    return folder;
  }

  private static Path unpackable(Path temporary) {
    if (!Files.isDirectory(temporary)) {
      throw cannot(temporary, "there is no such folder");
    }
    try {
      long room = Files.getFileStore(temporary).getUsableSpace();
      if (room < ROOM_BYTES) {
        throw cannot(temporary, "its disk is full (" + room / 1000 + " kB are free)");
      }
      return TemporaryFolder.make(temporary);
    } catch (IOException e) {
      throw cannot(temporary, "it cannot be written: " + e);
    }
  }

  private static ProblemsException cannot(Path temporary, String why) {
    return ProblemsException.of(
        "The library of SQLite cannot be unpacked into the JVM's temporary folder "
            + temporary
            + ": "
            + why
            + ". No store can be opened without it.",
        "name a folder that can be written and has room:"
            + " export JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER");
  }
}
