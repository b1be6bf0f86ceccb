package io.ablate4j.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed run leaves is taken away by the next one, and nothing else is. */
class TempFolderTest {
  @TempDir private Path home;

  private Path left(String name) throws IOException {
    Path folder = Files.createDirectories(home.resolve(name).resolve("deep")).getParent();
    Files.writeString(folder.resolve("deep/lib.so"), "native");
    Files.createFile(folder.resolve(TempFolder.LOCK));
    return folder;
  }

  private void collect() {
    TempFolder.collect(home);
  }

  @Test
  void aFolderWhoseRunIsDeadIsTakenAway() throws Exception {
    Path dead = left("ablate4j-1");
    collect();
    assertThat(dead).doesNotExist();
  }

  @Test
  void aFolderInUseStays() throws Exception {
    Path used = left("ablate4j-2");
    try (FileChannel channel =
            FileChannel.open(used.resolve(TempFolder.LOCK), StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      collect();
      assertThat(used.resolve("deep/lib.so")).exists();
    }
  }

  @Test
  void whatIsNotOursStays() throws Exception {
    Path other = left("other-1");
    Path target = left("elsewhere");
    Path link = Files.createSymbolicLink(home.resolve("ablate4j-link"), target);
    Path noLock = Files.createDirectories(home.resolve("ablate4j-notes"));
    collect();
    assertThat(other.resolve("deep/lib.so")).exists();
    assertThat(link).exists();
    assertThat(target.resolve("deep/lib.so")).exists();
    assertThat(noLock).exists();
  }

  @Test
  void thisProcessHasOneFolder() {
    Path own = TempFolder.ofThisProcess().orElseThrow();
    assertThat(TempFolder.ofThisProcess()).contains(own);
    assertThat(own.resolve(TempFolder.LOCK)).exists();
  }
}
