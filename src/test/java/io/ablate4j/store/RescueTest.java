package io.ablate4j.store;

import static io.ablate4j.store.StoreFixtures.STUDY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.problem.ProblemsException;
import io.ablate4j.trial.TrialResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RescueTest {
  @TempDir private Path folder;
  private Path file;
  private Path saved;

  @BeforeEach
  void aStore() {
    file = StoreFixtures.write(folder.resolve("study.db"));
    saved = folder.resolve("saved/study.db");
  }

  private List<TrialResult> results(Path of) {
    try (SqliteStore store = SqliteStore.openToRead(of)) {
      return store.results().toList();
    }
  }

  @Test
  void aSoundStoreIsSavedWhole() {
    List<TrialResult> before = results(file);
    Rescue.Saved what = Rescue.of(file, saved);
    assertThat(what)
        .isEqualTo(new Rescue.Saved(before.size(), 0, STUDY.planned().size(), true, true, 0));
    assertThat(results(saved)).isEqualTo(before);
    try (SqliteStore store = SqliteStore.openToRead(saved)) {
      assertThat(store.study()).contains(STUDY.study());
      assertThat(store.registration().scope()).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void ofThreeThousandDamagedBytesOnlyTheRowsOnThemAreLostAndNoneIsChanged(int seed)
      throws Exception {
    List<TrialResult> before = results(file);
    long size = Files.size(file);
    // Anywhere but on the first page, which says that this is a database and what its tables are.
    long from = 4096 + new java.util.Random(seed).nextLong(size - 4096 - 3000);
    StoreFixtures.spoil(file, from, 3000, seed);
    Rescue.Saved what = Rescue.of(file, saved);
    assertThat(what.results()).isGreaterThan(before.size() / 2);
    if (what.plan()) {
      assertThat(results(saved)).hasSize(what.results());
      assertThat(before).containsAll(results(saved));
    } else {
      try (SqliteStore store = SqliteStore.open(saved)) {
        store.begin(STUDY.study(), List.of(), STUDY.planned());
        assertThat(store.results().toList()).hasSize(what.results());
        assertThat(before).containsAll(store.results().toList());
      }
    }
  }

  @Test
  void aChangedDigitCostsItsTrialAlone() throws Exception {
    String key = STUDY.results().get(3).key().sha256();
    StoreFixtures.sql(
        file,
        "UPDATE result SET measurements = replace(measurements, '5', '6') WHERE trial_key = '"
            + key
            + "'");
    Rescue.Saved what = Rescue.of(file, saved);
    assertThat(what.results()).isEqualTo(STUDY.results().size() - 1);
    assertThat(what.lost()).isOne();
    assertThat(results(saved)).noneMatch(result -> result.key().sha256().equals(key));
  }

  @Test
  void aStoreOfBeforeThereWereChecksumsIsReadByItsTexts() throws Exception {
    OldStore.copyTo(file);
    Rescue.Saved what = Rescue.of(file, saved);
    assertThat(what.results()).isEqualTo(288);
    assertThat(what.plan()).isTrue();
    assertThat(what.registration()).isTrue();
    assertThat(what.timing()).isEqualTo(1272);
    assertThat(results(saved)).isEqualTo(results(file));
  }

  @Test
  void whatIsNoStoreIsNamedAndNothingIsOverwritten() throws Exception {
    Files.writeString(folder.resolve("text"), "This is no database, and longer than its header.");
    assertThatThrownBy(() -> Rescue.of(folder.resolve("text"), saved))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("Nothing of ");
    assertThat(saved).doesNotExist();
    assertThatThrownBy(() -> Rescue.of(file, file))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("already");
    assertThatThrownBy(() -> Rescue.of(folder.resolve("none"), saved))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("There is no store");
  }
}
