package io.ablate4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed run leaves is taken away by the next one, and nothing else is. */
class TempFolderTest {
  private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");

  @TempDir private Path home;

  private Path left(String name, Duration age) throws IOException {
    Path folder = Files.createDirectories(home.resolve(name).resolve("deep")).getParent();
    Files.writeString(folder.resolve("deep/lib.so"), "native");
    Path lock = Files.createFile(folder.resolve(TempFolder.LOCK));
    Files.setLastModifiedTime(lock, FileTime.from(NOW.minus(age)));
    return folder;
  }

  private void collect() {
    TempFolder.collect(home, NOW.minus(Duration.ofMinutes(1)));
  }

  @Test
  void aFolderWhoseRunIsDeadIsTakenAway() throws Exception {
    Path dead = left("ablate4j-1", Duration.ofHours(1));
    collect();
    assertThat(dead).doesNotExist();
  }

  @Test
  void aFolderInUseStays() throws Exception {
    Path used = left("ablate4j-2", Duration.ofHours(1));
    try (FileChannel channel =
            FileChannel.open(used.resolve(TempFolder.LOCK), StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      collect();
      assertThat(used.resolve("deep/lib.so")).exists();
    }
  }

  @Test
  void aFolderThatIsJustBeingMadeStays() throws Exception {
    Path young = left("ablate4j-3", Duration.ofSeconds(10));
    collect();
    assertThat(young.resolve("deep/lib.so")).exists();
  }

  @Test
  void whatIsNotOursStays() throws Exception {
    Path other = left("other-1", Duration.ofHours(1));
    Path target = left("elsewhere", Duration.ofHours(1));
    Path link = Files.createSymbolicLink(home.resolve("ablate4j-link"), target);
    Path noLock = Files.createDirectories(home.resolve("ablate4j-notes"));
    collect();
    assertThat(other.resolve("deep/lib.so")).exists();
    assertThat(link).exists();
    assertThat(target.resolve("deep/lib.so")).exists();
    assertThat(noLock).exists();
  }

  @Test
  void thisProcessHasOneFolderThatOthersLeaveAlone() {
    Path own = TempFolder.ofThisProcess().orElseThrow();
    assertThat(TempFolder.ofThisProcess()).contains(own);
    TempFolder.collect(own.getParent(), Instant.now().minus(Duration.ofHours(1)));
    assertThat(own.resolve(TempFolder.LOCK)).exists();
  }
}
