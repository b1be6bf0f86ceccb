package io.ablate4j.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.trial.Cell;
import io.ablate4j.trial.CellFixtures;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Records;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TimingRound.Layout;
import io.ablate4j.trial.TrialKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimingTableTest {
  private static final Cell NONE = CellFixtures.cell("mlp", "none", 32, 1e-3, 12);
  private static final Cell BOTH = NONE.with("regularization", "both");
  private static final Cell OTHER_BATCH = CellFixtures.cell("mlp", "none", 8, 1e-3, 12);

  @TempDir private Path folder;

  @Test
  void roundsComeBackAsTheyWentInByPlanLayoutAndRound() {
    TimingRound one = new TimingRound(NONE, Layout.ONE_THREAD, 1, 0.1 + 0.2, 0, false);
    TimingRound two = new TimingRound(NONE, Layout.ONE_THREAD, 2, 0.3, 1.7, true);
    TimingRound all = new TimingRound(NONE, Layout.ALL_CORES, 1, 0.4, .01, false);
    TimingRound both = new TimingRound(BOTH, Layout.ONE_THREAD, 1, 0.5, 0, false);
    try (SqliteStore store = open(BOTH, NONE)) {
      assertThat(store.timing()).isEmpty();
      assertThat(store.timed()).isEmpty();
      store.saveTiming("a", List.of(two, both, one));
      store.saveTiming("b", List.of(all));
    }
    try (SqliteStore store = SqliteStore.openToRead(folder.resolve("study.db"))) {
      assertThat(store.timing()).containsExactly(both, one, two, all);
      // Round 2 of "a" was disturbed; round 1, of two arms, counts once.
      assertThat(store.timed()).isEqualTo(Map.of("a", 1, "b", 1));
    }
  }

  @Test
  void aGroupTimedAgainLosesItsOldRoundsAndNoOthers() {
    try (SqliteStore store = open(NONE, BOTH, OTHER_BATCH)) {
      store.saveTiming(
          "old", List.of(round(NONE, 1), round(NONE, 2), round(BOTH, 1), round(BOTH, 2)));
      store.saveTiming("other", List.of(round(OTHER_BATCH, 1)));
      store.saveTiming("new", List.of(round(NONE, 1)));
      assertThat(store.timing()).containsExactly(round(NONE, 1), round(OTHER_BATCH, 1));
      assertThat(store.timed()).isEqualTo(Map.of("other", 1, "new", 1));
      store.saveTiming("noisy", List.of(new TimingRound(NONE, Layout.ALL_CORES, 1, 1.5, 2, true)));
      assertThat(store.timed()).isEqualTo(Map.of("other", 1, "noisy", 0));
    }
  }

  @Test
  void roundsOfCellsThatTheStudyNoLongerAsksForAreKeptButNotGiven() {
    try (SqliteStore store = open(NONE, BOTH)) {
      store.saveTiming("a", List.of(round(NONE, 1), round(BOTH, 1)));
      store.begin(study(), List.of(), planned(BOTH));
      assertThat(store.timing()).containsExactly(round(BOTH, 1));
      store.begin(study(), List.of(), planned(NONE, BOTH));
      assertThat(store.timing()).containsExactly(round(NONE, 1), round(BOTH, 1));
    }
  }

  private static TimingRound round(Cell cell, int round) {
    return new TimingRound(cell, Layout.ALL_CORES, round, 1.5, .1, false);
  }

  private SqliteStore open(Cell... cells) {
    SqliteStore store = SqliteStore.open(folder.resolve("study.db"));
    store.begin(study(), List.of(), planned(cells));
    return store;
  }

  /** Two seeds each: a cell's rounds must not be given twice. */
  private static List<PlannedTrial> planned(Cell... cells) {
    List<PlannedTrial> plan = new ArrayList<>();
    for (int seed = 1; seed <= 2; seed++) {
      for (Cell cell : Arrays.asList(cells)) {
        String spec = cell + " " + seed;
        plan.add(new PlannedTrial(TrialKey.ofCanonicalJson(spec), cell, seed, spec));
      }
    }
    return plan;
  }

  private static StudyRecord study() {
    return Records.study("timed").factor("model", "mlp").record();
  }
}
