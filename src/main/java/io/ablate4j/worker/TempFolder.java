package io.ablate4j.worker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A folder for all temporary files of a run and its workers, such as the native libraries that are
 * unpacked: it goes with the run, and where the run was killed the next one takes it away.
 */
public final class TempFolder {
  static final String PREFIX = "ablate4j-";
  static final String LOCK = ".lock";

  private static final int TRIES = 3;

  /** Where libraries look for a place of their own, each under its own name. */
  private static final String[] PROPERTIES = {"org.sqlite.tmpdir", "jna.tmpdir"};

  private static Optional<Path> ofThisProcess;

  private TempFolder() {}

  /** Has the libraries of this process put their files there. */
  public static void use() {
    ofThisProcess()
        .ifPresent(
            folder -> {
              for (String property : PROPERTIES) {
                if (System.getProperty(property) == null) {
                  System.setProperty(property, folder.toString());
                }
              }
            });
  }

  /** That of this process, made on first use; empty if the system has no room for one. */
  static synchronized Optional<Path> ofThisProcess() {
    if (ofThisProcess == null) {
      Path home = Path.of(System.getProperty("java.io.tmpdir"));
      collect(home);
      ofThisProcess = make(home, TRIES);
    }
    return ofThisProcess;
  }

  private static Optional<Path> make(Path home, int tries) {
    try {
      Path folder = Files.createTempDirectory(home, PREFIX);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.lock(); // the system takes it back when this process ends
      if (!Files.exists(folder.resolve(LOCK))) { // taken away by another run, before it was locked
        channel.close();
        return tries > 1 ? make(home, tries - 1) : Optional.empty();
      }
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    if (lock.isValid()) {
                      delete(folder);
                    }
                  },
                  "temporary files"));
      return Optional.of(folder);
    } catch (IOException | IllegalStateException e) {
      return Optional.empty(); // full, missing or not ours: libraries say so if they need it
    }
  }

  /** Takes away what runs have left that were killed: nobody holds its lock any more. */
  static void collect(Path home) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(home, PREFIX + "*")) {
      for (Path folder : folders) {
        collectOne(folder);
      }
    } catch (IOException e) {
      // Whoever needs the place says what is wrong with it.
    }
  }

  private static void collectOne(Path folder) {
    Path lock = folder.resolve(LOCK);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        || !Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      if (free != null) {
        delete(folder);
      }
    } catch (IOException | OverlappingFileLockException e) {
      // Somebody else's, or in use here.
    }
  }

  private static void delete(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e)
                throws IOException {
              Files.deleteIfExists(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      // The next run tries again.
    }
  }
}
