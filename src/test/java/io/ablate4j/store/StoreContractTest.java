package io.ablate4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.analysis.SyntheticStudy;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.registration.Registration;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Records;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TimingRound.Layout;
import io.ablate4j.trial.TrialResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store gives back and goes on with, however its file came about. */
class StoreContractTest {
  private static final SyntheticStudy STUDY = StoreFixtures.STUDY;
  private static final List<PlannedTrial> PLAN = STUDY.planned();

  /** The last trial of the plan has no result yet, and the one before it failed. */
  private static final PlannedTrial OPEN = PLAN.get(PLAN.size() - 1);

  private static final PlannedTrial CRASHED = PLAN.get(PLAN.size() - 2);

  private static final List<TrialResult> RESULTS =
      PLAN.stream()
          .limit(PLAN.size() - 1L)
          .map(
              trial ->
                  trial.equals(CRASHED)
                      ? Records.result(trial, new Outcome.Failed("crash"))
                      : result(trial))
          .toList();

  private static final Hypothesis CLAIM =
      new Hypothesis(
          "a",
          "Batch norm helps",
          "main",
          List.of(
              new Prediction(
                  new Prediction.Pair("regularization", "batch-norm", "none"),
                  ContrastMetric.TEST_ACCURACY,
                  Expectation.HIGHER,
                  .005,
                  Map.of(),
                  Optional.empty())));

  private static final List<TimingRound> ROUNDS = rounds(3);

  @TempDir private Path folder;

  /** How the file of a store comes about. */
  enum Way {
    /** By one run. */
    WRITTEN(
        folder -> {
          Path file = folder.resolve("study.db");
          write(file, RESULTS, ROUNDS);
          return file;
        }),
    /** By runs that were broken off after each result. */
    BROKEN_OFF(
        folder -> {
          Path file = folder.resolve("study.db");
          write(file, List.of(), ROUNDS);
          for (TrialResult result : RESULTS) {
            write(file, List.of(result), List.of());
          }
          return file;
        }),
    /** Out of the stores of two machines. */
    MERGED(
        folder -> {
          Path first = folder.resolve("first.db");
          Path second = folder.resolve("second.db");
          write(first, half(0), ROUNDS);
          write(second, half(1), List.of());
          Path file = folder.resolve("study.db");
          StoreMerge.of(List.of(first, second), file, notice -> failed(notice));
          return file;
        }),
    /** Out of a store that may be damaged. */
    RESCUED(
        folder -> {
          Path file = folder.resolve("study.db");
          Rescue.of(WRITTEN.make.apply(folder.resolve("damaged")), file);
          return file;
        }),
    /** As a copy. */
    COPIED(
        folder -> {
          Path file = folder.resolve("study.db");
          try (SqliteStore store =
              SqliteStore.openToRead(WRITTEN.make.apply(folder.resolve("original")))) {
            store.copyTo(file);
          }
          return file;
        });

    private final Function<Path, Path> make;

    Way(Function<Path, Path> make) {
      this.make = make;
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasWrittenIsReadAgainInTheOrderOfThePlan(Way way) {
    Path file = way.make.apply(folder);
    for (Function<Path, SqliteStore> opening : openings()) {
      try (ResultStore store = opening.apply(file)) {
        assertThat(store.study()).contains(STUDY.study());
        assertThat(store.planned()).isEqualTo(PLAN);
        assertThat(store.results()).isEqualTo(RESULTS);
        assertThat(store.finished())
            .hasSize(RESULTS.size() - 1)
            .doesNotContain(OPEN.key(), CRASHED.key());
        assertThat(store.timing()).isEqualTo(ROUNDS);
        assertThat(store.timed()).containsExactly(Map.entry("print", ROUNDS.size()));
        Registration registration = store.registration();
        assertThat(registration.hypotheses()).containsExactly(CLAIM);
        assertThat(registration.isBeforehand()).isTrue();
        assertThat(registration.seedsBeforehand()).isEqualTo(6);
        store.ensureInPlace();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRunGoesOnWithIt(Way way) {
    Path file = way.make.apply(folder);
    List<TimingRound> again = rounds(2);
    try (ResultStore store = SqliteStore.open(file)) {
      store.begin(STUDY.study(), List.of(CLAIM), PLAN);
      store.save(result(OPEN));
      store.save(result(CRASHED));
      store.saveTiming("print", again);
    }
    try (ResultStore store = SqliteStore.openToRead(file)) {
      assertThat(store.results()).isEqualTo(PLAN.stream().map(StoreContractTest::result).toList());
      assertThat(store.finished()).hasSize(PLAN.size());
      assertThat(store.timing()).isEqualTo(again);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoLongerAskedForIsKeptAndWhatIsClaimedLaterIsNotBeforehand(Way way) {
    Path file = way.make.apply(folder);
    try (ResultStore store = SqliteStore.open(file)) {
      String beforehand = store.registration().sha256Beforehand();
      store.begin(STUDY.study(), List.of(), PLAN.subList(0, 2));
      assertThat(store.results()).isEqualTo(RESULTS.subList(0, 2));
      assertThat(store.registration().isBeforehand()).isFalse();
      assertThat(store.registration().sha256Beforehand()).isEqualTo(beforehand);
      store.begin(STUDY.study(), List.of(CLAIM), PLAN);
      assertThat(store.results()).isEqualTo(RESULTS);
      assertThat(store.registration().isBeforehand()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoeverReadsItCannotChangeIt(Way way) {
    Path file = way.make.apply(folder);
    try (ResultStore store = SqliteStore.openToRead(file)) {
      assertThatThrownBy(() -> store.save(result(OPEN))).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> store.begin(STUDY.study(), List.of(), List.of()))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> store.saveTiming("print", rounds(1)))
          .isInstanceOf(IllegalStateException.class);
      assertThat(store.results()).isEqualTo(RESULTS);
      assertThat(store.timing()).isEqualTo(ROUNDS);
    }
  }

  private static List<Function<Path, SqliteStore>> openings() {
    return List.of(SqliteStore::open, SqliteStore::openToRead);
  }

  private static void write(Path file, List<TrialResult> results, List<TimingRound> rounds) {
    try (ResultStore store = SqliteStore.open(file)) {
      store.begin(STUDY.study(), List.of(CLAIM), PLAN);
      results.forEach(store::save);
      if (!rounds.isEmpty()) {
        store.saveTiming("print", rounds);
      }
    }
  }

  private static List<TrialResult> half(int which) {
    return IntStream.range(0, RESULTS.size())
        .filter(i -> i % 2 == which)
        .mapToObj(RESULTS::get)
        .toList();
  }

  private static TrialResult result(PlannedTrial trial) {
    return STUDY.results().stream()
        .filter(result -> result.key().equals(trial.key()))
        .findFirst()
        .orElseThrow();
  }

  private static List<TimingRound> rounds(int count) {
    Cell cell = PLAN.get(0).cell();
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> new TimingRound(cell, Layout.ONE_THREAD, i, 1 + .1 * i, 0, false))
        .toList();
  }

  private static void failed(String notice) {
    throw new AssertionError(notice);
  }
}
