package io.ablate4j.store;

import static io.ablate4j.store.StoreFixtures.STUDY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.trial.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreGuardTest {
  @TempDir private Path parent;
  private Path folder;
  private Path file;
  private Path lock;
  private SqliteStore store;

  @BeforeEach
  void aRunThatHasStoredTen() throws IOException {
    folder = Files.createDirectory(parent.resolve("study"));
    file = folder.resolve("study.db");
    lock = Files.createFile(folder.resolve(".lock"));
    store = SqliteStore.open(file, notice -> {}, lock);
    store.begin(STUDY.study(), List.of(), STUDY.planned());
    STUDY.results().subList(0, 10).forEach(store::save);
    store.ensureInPlace();
  }

  @AfterEach
  void end() {
    store.close();
  }

  private void deleteAll() throws IOException {
    TemporaryFolder.delete(folder);
  }

  private void saveOneMore() {
    store.save(STUDY.results().get(10));
  }

  private void elevenAreSaved() {
    try (SqliteStore saved = SqliteStore.open(folder.resolve("study-saved-1.db"))) {
      assertThat(saved.study()).contains(STUDY.study());
      saved.begin(STUDY.study(), List.of(), STUDY.planned());
      assertThat(saved.results().toList())
          .containsExactlyInAnyOrderElementsOf(STUDY.results().subList(0, 11));
    }
  }

  @Test
  void aStoreThatIsDeletedIsNoticedByTheNextSaveAndNothingIsLost() throws IOException {
    Files.delete(file);
    assertThatThrownBy(this::saveOneMore)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("study.db was deleted while the study was running")
        .hasMessageContaining("the results that it held, 11, are saved in ")
        .hasMessageContaining("study-saved-1.db");
    elevenAreSaved();
  }

  @Test
  void soIsOneWhoseFolderGoes() throws IOException {
    deleteAll();
    assertThatThrownBy(this::saveOneMore).hasMessageContaining("was deleted");
    elevenAreSaved();
  }

  @Test
  void soIsOneThatAnotherTakesThePlaceOf() throws IOException {
    Path other = StoreFixtures.write(parent.resolve("other.db"));
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(this::saveOneMore).hasMessageContaining("was replaced by another file");
    elevenAreSaved();
  }

  @Test
  void soIsOneThatIsCutOffUnderItsName() throws IOException {
    Files.newByteChannel(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
        .close();
    assertThatThrownBy(this::saveOneMore)
        .hasMessageContaining("was cut off")
        .hasMessageContaining("are saved in ");
    elevenAreSaved();
  }

  @Test
  void theEndNoticesItToo() throws IOException {
    Files.move(folder, parent.resolve("elsewhere"));
    assertThatThrownBy(store::ensureInPlace)
        .hasMessageContaining("was deleted")
        .hasMessageContaining(", 10, are saved in ");
  }

  @Test
  void aLockThatIsDeletedEndsTheRunAsAnotherCouldBegin() throws IOException {
    Files.delete(lock);
    assertThatThrownBy(this::saveOneMore)
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.isGone()).isTrue())
        .hasMessageContaining(".lock was deleted")
        .hasMessageContaining("another run could begin beside this one");
    try (SqliteStore reader = SqliteStore.openToRead(file)) {
      assertThat(reader.results().map(TrialResult::key)).hasSize(11);
    }
    assertThat(folder.resolve("study-saved-1.db")).doesNotExist();
  }

  @Test
  void whatIsSavedOverwritesNothingAndIsSavedOnce() throws IOException {
    Path before = Files.writeString(folder.resolve("study-saved-1.db"), "of before");
    Files.delete(file);
    assertThatThrownBy(this::saveOneMore).hasMessageContaining("study-saved-2.db");
    assertThatThrownBy(store::ensureInPlace).hasMessageContaining("study-saved-2.db");
    assertThat(before).hasContent("of before");
    assertThat(folder.resolve("study-saved-3.db")).doesNotExist();
  }
}
