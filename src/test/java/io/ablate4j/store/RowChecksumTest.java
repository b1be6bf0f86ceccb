package io.ablate4j.store;

import static io.ablate4j.store.StoreFixtures.STUDY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowChecksumTest {
  private static final TrialKey KEY = STUDY.results().get(2).key();

  @TempDir private Path folder;
  private final List<String> notices = new ArrayList<>();
  private Path file;

  @BeforeEach
  void aStore() {
    file = StoreFixtures.write(folder.resolve("study.db"));
  }

  private void change(String set) throws Exception {
    StoreFixtures.sql(
        file, "UPDATE result SET " + set + " WHERE trial_key = '" + KEY.sha256() + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "measurements = substr(measurements, 1, length(measurements) - 4) || '7]]}'",
        "measurements = zeroblob(40)",
        "outcome = 'failed'",
        "outcome = 'diverged', epoch = 2",
        "reason = 'because'",
        "provenance = replace(provenance, '}', ',\"engine\":\"other\"}')",
        "checksum = ''",
      })
  void aRowThatIsNotAsItWasWrittenIsNamedAndNotUsedAndItsTrialIsRunAgain(String set)
      throws Exception {
    change(set);
    try (SqliteStore store = SqliteStore.openToRead(file, notices::add)) {
      assertThat(store.results())
          .hasSize(STUDY.results().size())
          .filteredOn(result -> result.key().equals(KEY))
          .containsExactly(
              new TrialResult(
                  KEY,
                  new Outcome.Failed(ResultTable.DAMAGED),
                  List.of(),
                  Provenance.of(Map.of())));
      assertThat(store.finished()).hasSize(STUDY.results().size() - 1).doesNotContain(KEY);
    }
    assertThat(notices)
        .isNotEmpty()
        .allMatch(
            notice ->
                notice.startsWith("Damaged in the store " + file + ", and not used: the trial ")
                    && notice.contains("(" + KEY.shortForm() + ")")
                    && notice.contains("\n  Maybe run the study"));
    notices.clear();
    try (SqliteStore store = SqliteStore.open(file, notices::add)) {
      store.save(STUDY.results().get(2));
      assertThat(store.results().toList()).isEqualTo(STUDY.results());
    }
    assertThat(notices).isEmpty();
  }

  @Test
  void aChangedCellOfThePlanIsAnErrorThatNamesItsRowUntilTheStudyIsBegunAgain() throws Exception {
    StoreFixtures.sql(
        file, "UPDATE planned SET cell = json_set(cell, '$.batchSize', '33') WHERE position = 4");
    try (SqliteStore store = SqliteStore.open(file)) {
      assertThatThrownBy(store::planned)
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.advice()).contains("ablate4j rescue "))
          .hasMessageContaining("row 4 of its plan is damaged");
      store.begin(STUDY.study(), List.of(), STUDY.planned());
      assertThat(store.planned()).isEqualTo(STUDY.planned());
    }
  }

  @Test
  void randomBytesInTheJsonOfTheStudyAreAnErrorThatSaysWhatIsAffected() throws Exception {
    StoreFixtures.sql(file, "UPDATE study SET record = CAST(randomblob(400) AS TEXT)");
    try (SqliteStore store = SqliteStore.openToRead(file)) {
      assertThatThrownBy(store::study)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("what it says of its study is damaged");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hypotheses", "hypotheses_beforehand"})
  void bytesInPlaceOfATextOfTheRegistrationAreDamage(String column) throws Exception {
    StoreFixtures.sql(
        file, "UPDATE registration SET " + column + " = CAST(" + column + " AS BLOB)");
    try (SqliteStore store = SqliteStore.openToRead(file)) {
      assertThatThrownBy(store::registration).isInstanceOf(StoreException.class);
    }
  }

  @Test
  void aRegistrationThatWasChangedIsNeverMadeGoodByTheNextRun() throws Exception {
    StoreFixtures.sql(file, "UPDATE registration SET seeds_beforehand = 99");
    try (SqliteStore store = SqliteStore.open(file)) {
      assertThatThrownBy(store::registration)
          .hasMessageContaining("the registration of its hypotheses is damaged");
      assertThatThrownBy(() -> store.begin(STUDY.study(), List.of(), STUDY.planned()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("the registration of its hypotheses is damaged");
    }
  }

  @Test
  void aChangedRoundOfTheTimingPassIsNotUsedAndItsGroupIsTimedAgain() throws Exception {
    var cell = STUDY.planned().get(0).cell();
    List<TimingRound> rounds =
        List.of(
            new TimingRound(cell, TimingRound.Layout.ONE_THREAD, 1, 1.5, -0.0, false),
            new TimingRound(cell, TimingRound.Layout.ONE_THREAD, 2, 1.6, .25, false));
    try (SqliteStore store = SqliteStore.open(file, notices::add)) {
      store.saveTiming("print", rounds);
      assertThat(store.timing()).hasSize(2);
      assertThat(store.timed()).containsEntry("print", 2);
      StoreFixtures.sql(file, "UPDATE timing SET step_millis = 1.5 WHERE round = 2");
      assertThat(notices).isEmpty();
      assertThat(store.timing()).extracting(TimingRound::round).containsExactly(1);
      assertThat(store.timed()).containsEntry("print", 0);
    }
    assertThat(notices).singleElement().asString().contains("1 row of the timing pass");
  }

  @Test
  void aStoreOfBeforeGetsChecksumsWhenARunOpensItAndReadsTheSame() throws Exception {
    Path old = OldStore.copyTo(folder.resolve("old.db"));
    byte[] before = Files.readAllBytes(old);
    List<TrialResult> read;
    try (SqliteStore store = SqliteStore.openToRead(old, notices::add)) {
      read = store.results().toList();
      assertThat(read).hasSize(288).noneMatch(r -> r.outcome().word().equals("failed"));
    }
    assertThat(Files.readAllBytes(old)).as("reading changes nothing").isEqualTo(before);
    try (var files = Files.list(folder)) {
      assertThat(files).as("nor is anything left").containsExactlyInAnyOrder(old, file);
    }
    try (SqliteStore store = SqliteStore.open(old, notices::add)) {
      assertThat(store.finished()).hasSize(288);
      assertThat(store.results().toList()).isEqualTo(read);
      assertThat(store.timing()).hasSizeGreaterThan(1000);
    }
    assertThat(notices).isEmpty();
  }

  @Test
  void valuesThatRunTogetherHaveOtherChecksums() {
    assertThat(RowChecksum.of("ab", "c")).isNotEqualTo(RowChecksum.of("a", "bc")).hasSize(64);
    assertThat(RowChecksum.of("", null)).isNotEqualTo(RowChecksum.of(null, ""));
    assertThat(RowChecksum.of(-0.0)).isEqualTo(RowChecksum.of(0.0));
    assertThat(RowChecksum.of("é")).isEqualTo(RowChecksum.of((Object) new byte[] {-61, -87}));
  }
}
