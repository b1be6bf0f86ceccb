package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.store.SqliteStore;
import io.ablate4j.trial.TrialResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's executor, found on the class path by its service file. */
class OwnExecutorTest {
  private static final String STUDY =
      """
      name: own
      dataset: { source: glyphs, train: 60, validation: 30, test: 30 }
      factors: { model: mlp, regularization: [none, both], batchSize: 10 }
      seeds: 2
      budget: { epochs: 1 }
      """;

  @TempDir private Path folder;

  @Test
  void isListedTakesItsOptionsAndCarriesOutTheTrials() throws Exception {
    String own = OwnExecutor.service(folder.resolve("services"), OwnExecutor.class);
    Files.writeString(folder.resolve("own.yaml"), STUDY);
    Launched list = Launched.start(folder, own, "list", "executors");
    assertThat(list.exitCode()).as(list.output()).isZero();
    assertThat(list.output())
        .containsPattern("backwards +the last trial first")
        .containsPattern("  note +what it says when it begins")
        .contains("in-process", "workers");

    Launched run =
        Launched.start(
            folder,
            own,
            "run",
            "own.yaml",
            "--executor",
            "backwards",
            "--executor-option",
            "note=from behind");
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output())
        .contains("from behind", "4 of 4 trials are stored")
        .doesNotContain("Timing"); // its trials may run anywhere
    try (SqliteStore store = SqliteStore.openToRead(folder.resolve("reports/own/study.db"))) {
      assertThat(store.study().orElseThrow().facts()).containsEntry("executor", "own executor");
      List<TrialResult> results = store.results().toList();
      Comparator<TrialResult> byStart =
          Comparator.comparing(r -> Instant.parse(r.provenance().facts().get("started")));
      assertThat(results).isSortedAccordingTo(byStart.reversed());
    }
  }

  @Test
  void oneThatCannotBeUsedIsOneSentenceAndNothingIsRun() throws Exception {
    String own = OwnExecutor.service(folder.resolve("services"), OwnExecutor.Broken.class);
    Files.writeString(folder.resolve("own.yaml"), STUDY);
    Launched run = Launched.start(folder, own, "run", "own.yaml", "--executor", "broken");
    assertThat(run.exitCode()).as(run.output()).isEqualTo(ExitCode.BAD_REQUEST);
    assertThat(run.output())
        .contains("OwnExecutor$Broken failed when it was asked what it is", "no cluster", "Maybe")
        .doesNotContain("\tat ");
    assertThat(folder.resolve("reports")).doesNotExist();
  }
}
