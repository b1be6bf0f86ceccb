package io.ablate4j.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for this process in the JVM's temporary one. It goes when the process ends; that of a
 * process that was killed goes when the next one makes its own.
 */
final class TemporaryFolder {
  private static final String PREFIX = "ablate4j-sqlite-";

  /** One that is being made is left alone, whoever makes it. */
  private static final Duration YOUNG = Duration.ofMinutes(1);

  private TemporaryFolder() {}

  /**
   * Makes it.
   *
   * @throws IOException if the JVM's folder is missing or cannot be written
   */
  static Path make(Path temporary) throws IOException {
    collect(temporary);
    Path folder =
        Files.createTempDirectory(temporary, PREFIX + ProcessHandle.current().pid() + "-");
    folder.toFile().deleteOnExit(); // after what will be in it: the last one first
    return folder;
  }

  private static void collect(Path temporary) {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (Path folder : found) {
        if (isOfADeadProcess(folder)) {
          delete(folder);
        }
      }
    } catch (IOException e) {
      // Not ours, or just taken away by another process: nothing depends on it.
    }
  }

  private static boolean isOfADeadProcess(Path folder) throws IOException {
    String[] words = folder.getFileName().toString().substring(PREFIX.length()).split("-");
    FileTime made = Files.getLastModifiedTime(folder);
    return words[0].matches("\\d{1,18}")
        && made.toInstant().isBefore(Instant.now().minus(YOUNG))
        && ProcessHandle.of(Long.parseLong(words[0])).isEmpty();
  }

  /** Deletes a folder with all that is in it. */
  static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
