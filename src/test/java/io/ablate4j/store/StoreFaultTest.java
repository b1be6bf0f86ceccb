package io.ablate4j.store;

import static io.ablate4j.store.StoreFixtures.STUDY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ablate4j.problem.ProblemsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConfig;

class StoreFaultTest {
  @TempDir private Path folder;
  private final List<String> notices = new ArrayList<>();

  private Path file() {
    return folder.resolve("study.db");
  }

  @Test
  void aDamagedStoreNamesTheCommandThatSavesWhatIsLeft() throws Exception {
    StoreFixtures.write(file());
    for (long page = 1; page < Files.size(file()) / 4096; page++) {
      StoreFixtures.spoil(file(), page * 4096, 100, (int) page);
    }
    try (SqliteStore store = SqliteStore.openToRead(file())) {
      StoreException e = catchThrowableOfType(StoreException.class, store::planned);
      assertThat(e).hasMessageContaining("it is damaged").hasMessageContaining("SQLITE_CORRUPT");
      assertThat(e.advice())
          .isEqualTo(
              "save what can still be read into a new store: ablate4j rescue "
                  + folder
                  + " --out "
                  + folder
                  + "-rescued");
    }
  }

  @Test
  void aStoreWhoseFirstBytesAreDamagedIsNotSaidToBeOnAFullDisk() throws Exception {
    StoreFixtures.write(file());
    StoreFixtures.spoil(file(), 0, 16, 1);
    assertThatThrownBy(() -> SqliteStore.openToRead(file()))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("its first bytes are damaged")
        .hasMessageNotContaining("full");
  }

  @Test
  void aStoreOfANewerVersionSaysSo() throws Exception {
    StoreFixtures.write(file());
    StoreFixtures.sql(file(), "PRAGMA user_version = 17");
    assertThatThrownBy(() -> SqliteStore.open(file()))
        .hasMessageContaining("newer version of ablate4j: it has the schema version 17")
        .hasMessageContaining("Maybe use that version");
  }

  @Test
  void aStoreOfNoBytesIsNoStoreToRead() throws Exception {
    Files.createFile(file());
    assertThatThrownBy(() -> SqliteStore.openToRead(file()))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("is empty: it has 0 bytes");
  }

  @Test
  void aFullDiskIsSaidToBeFullAndWhatWasStoredIsKept() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 2000)) {
      Path file = disk.folder().resolve("study.db");
      try (SqliteStore store = SqliteStore.open(file)) {
        store.begin(STUDY.study(), List.of(), STUDY.planned());
        store.save(STUDY.results().get(0));
        disk.fill();
        StoreException e =
            catchThrowableOfType(StoreException.class, () -> STUDY.results().forEach(store::save));
        assertThat(e).hasMessageContaining("the disk is full").hasMessageNotContaining("rollback");
        assertThat(e.advice()).contains("make room", "MB are free in " + disk.folder());
        Files.delete(disk.folder().resolve("filler"));
        STUDY.results().forEach(store::save);
        assertThat(store.results().toList()).isEqualTo(STUDY.results());
      }
    }
  }

  @Test
  void aStoreOnAMediumThatCanOnlyBeReadIsReadAndNotWritten() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 4000)) {
      Path file = StoreFixtures.write(disk.folder().resolve("a?b#c%20.db"));
      disk.makeReadOnly();
      try (SqliteStore store = SqliteStore.openToRead(file)) {
        assertThat(store.study()).contains(STUDY.study());
        assertThat(store.results().toList()).isEqualTo(STUDY.results());
      }
      assertThatThrownBy(() -> SqliteStore.open(file))
          .isInstanceOf(ProblemsException.class)
          .hasMessageContaining("on a file system that can only be read")
          .hasMessageContaining("Maybe choose a folder that can be written with --out");
    }
  }

  @Test
  void whatOnlySqlitesLogHoldsIsReadThereToo() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 8000)) {
      Path file = disk.folder().resolve("study.db");
      // As a run leaves it that is killed: with a log, and with nobody who has it open.
      try (SqliteStore store = SqliteStore.open(file())) {
        store.begin(STUDY.study(), List.of(), STUDY.planned());
        STUDY.results().subList(0, 5).forEach(store::save);
        Files.copy(file(), file);
        Files.copy(folder.resolve("study.db-wal"), disk.folder().resolve("study.db-wal"));
      }
      assertThat(disk.folder().resolve("study.db-wal")).isNotEmptyFile();
      disk.makeReadOnly();
      try (SqliteStore store = SqliteStore.openToRead(file)) {
        assertThat(store.results().toList()).isEqualTo(STUDY.results().subList(0, 5));
      }
    }
  }

  @Test
  void anOldStoreOnAMediumThatCanOnlyBeReadIsReadAsWell() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 4000)) {
      Path file = OldStore.copyTo(disk.folder().resolve("study.db"));
      disk.makeReadOnly();
      try (SqliteStore store = SqliteStore.openToRead(file)) {
        assertThat(store.results()).hasSize(288);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"file:x", "a?mode=memory", "a#b", "100%", "%41", "x;y", "é ü", ":memory:", " a "})
  void aNameIsAName(String name) throws Exception {
    Path odd = folder.resolve(name).resolve("study.db");
    StoreFixtures.write(odd);
    assertThat(odd).isNotEmptyFile();
    try (SqliteStore store = SqliteStore.openToRead(odd)) {
      assertThat(store.results()).hasSize(STUDY.results().size());
    }
    try (var there = Files.list(folder)) {
      assertThat(there).containsExactly(folder.resolve(name));
    }
  }

  @Test
  void whoWaitsForALockSaysSoAndGoesOnWhenItIsFree() throws Exception {
    try (SqliteStore store = SqliteStore.open(file())) {
      store.begin(STUDY.study(), List.of(), STUDY.planned());
    }
    try (Connection other =
            new SQLiteConfig().createConnection("jdbc:sqlite:" + StoreUri.of(file()));
        Statement statement = other.createStatement()) {
      try (SqliteStore store =
          SqliteStore.open(
              file(),
              new Database.Waiting(
                  1,
                  1_000_000,
                  notice -> {
                    notices.add(notice);
                    free(statement);
                  }))) {
        statement.execute("BEGIN IMMEDIATE");
        store.save(STUDY.results().get(0));
        assertThat(store.results().toList()).isEqualTo(STUDY.results().subList(0, 1));
      }
    }
    assertThat(notices)
        .containsExactly(
            "The store "
                + file()
                + " is locked by another program; waiting for it, 1000 s at most.");
  }

  private static void free(Statement lock) {
    try {
      lock.execute("ROLLBACK");
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whoHasWaitedLongEnoughSaysWhatFor() throws Exception {
    try (SqliteStore store = SqliteStore.open(file(), new Database.Waiting(1, 3, notices::add));
        Connection other =
            new SQLiteConfig().createConnection("jdbc:sqlite:" + StoreUri.of(file()));
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      StoreException e =
          catchThrowableOfType(StoreException.class, () -> store.save(STUDY.results().get(0)));
      assertThat(e).hasMessageContaining("another program keeps it locked");
      assertThat(e.advice()).startsWith("end the program that has it open");
      statement.execute("ROLLBACK");
    }
    assertThat(notices).hasSize(1);
  }

  @Test
  void aFolderInThePlaceOfTheStoreIsNotReadAsOne() throws Exception {
    Files.createDirectory(file());
    assertThatThrownBy(() -> SqliteStore.open(file()))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("study.db cannot be opened as a store");
  }

  @Test
  void theTemporaryFolderOfAProcessThatWasKilledIsCollectedAndThoseOfOthersAreNot()
      throws Exception {
    long dead = new ProcessBuilder("true").start().onExit().get().pid();
    Path left = Files.createDirectory(folder.resolve("ablate4j-sqlite-" + dead + "-1"));
    Files.writeString(left.resolve("library.so"), "x");
    Path young = Files.createDirectory(folder.resolve("ablate4j-sqlite-" + dead + "-2"));
    Path alive =
        Files.createDirectory(
            folder.resolve("ablate4j-sqlite-" + ProcessHandle.current().pid() + "-3"));
    Path other = Files.createDirectory(folder.resolve("ablate4j-sqlite-mine"));
    for (Path old : List.of(left, alive, other)) {
      Files.setLastModifiedTime(old, java.nio.file.attribute.FileTime.fromMillis(0));
    }
    Path made = TemporaryFolder.make(folder);
    assertThat(left).doesNotExist();
    assertThat(List.of(young, alive, other, made)).allMatch(Files::isDirectory);
  }
}
