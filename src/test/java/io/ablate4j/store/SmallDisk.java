package io.ablate4j.store;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A disk of some kilobytes in memory, where this system lets one be mounted. */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounted on a new folder; a test that cannot have it is skipped. */
  public static SmallDisk mount(Path folder, int kilobytes) throws IOException {
    Files.createDirectories(folder);
    assumeThat(
            run(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=" + kilobytes + "k",
                "tmpfs",
                folder.toString()))
        .as("a small disk can be mounted here")
        .isTrue();
    return new SmallDisk(folder);
  }

  /** From now on it can only be read. */
  public void makeReadOnly() throws IOException {
    assumeThat(run("mount", "-o", "remount,ro", folder.toString()))
        .as("a disk can be mounted read-only here")
        .isTrue();
  }

  public Path folder() {
    return folder;
  }

  /** Leaves no byte free. */
  public void fill() throws IOException {
    try (var out = Files.newOutputStream(folder.resolve("filler"))) {
      byte[] block = new byte[4096];
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assumeThat(e.getMessage()).contains("No space left");
    }
  }

  @Override
  public void close() throws IOException {
    run("umount", "-l", folder.toString());
  }

  private static boolean run(String... command) throws IOException {
    try {
      return new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      return false; // no such program here
    }
  }
}
