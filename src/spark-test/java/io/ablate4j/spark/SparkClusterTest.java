package io.ablate4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ablate4j.cli.CommandLineInterface;
import io.ablate4j.spark.LocalCluster.Submitted;
import io.ablate4j.store.SqliteStore;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.TrialResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies on a real cluster, and what is done to it meanwhile. */
class SparkClusterTest {
  private static final String GRID =
      """
      name: grid
      dataset: { source: glyphs, train: 200, validation: 60, test: 60 }
      factors: { model: [mlp, cnn, gated], regularization: [none, both], batchSize: 20 }
      seeds: 2
      budget: { epochs: 2 }
      """;

  private static final String TROUBLE =
      """
      name: trouble
      dataset: { source: glyphs, train: 60, validation: 30, test: 30 }
      factors: { model: [ends, greedy, throws, mlp], regularization: none, batchSize: 20 }
      seeds: 1
      budget: { epochs: 1 }
      """;

  private static final String TUNED =
      """
      name: tuned
      dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
      factors:
        model: mlp
        regularization: [none, batch-norm]
        batchSize: [20, tuned]
        depth: 1
        width: 8
      tune: { batchSize: [10, 20], seeds: 1 }
      seeds: 2
      budget: { epochs: 1 }
      """;

  @TempDir private Path folder;
  private LocalCluster cluster;
  private Path classes;

  @BeforeEach
  void startCluster() throws IOException {
    assumeThat(LocalCluster.home().resolve("jars"))
        .as("Spark is fetched by: mvn -f src/spark/pom.xml dependency:copy-dependencies")
        .isDirectory();
    cluster = LocalCluster.start(folder);
    cluster.addWorker();
    cluster.addWorker();
    classes = Path.of("target", "spark", "test-classes").toAbsolutePath();
    TestModels.service(classes);
  }

  @AfterEach
  void endCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aDriverThatIsInterruptedAnExecutorAndAWorkerThatAreKilledChangeNoResult() throws Exception {
    Path study = Files.writeString(folder.resolve("grid.yaml"), GRID);
    Path store = folder.resolve("cluster/grid/study.db");
    TestModels.closeGate(folder);
    Submitted first = submit(study, "cluster");
    first.await("both executors stand before the gate", () -> held() == 2);
    int stored = results(store).size();
    assertThat(stored).isBetween(4, 8); // the long ones come first, the gated ones are missing
    long start = System.nanoTime();
    first.pressCtrlC();
    assertThat(first.exitCode()).as(first.text()).isEqualTo(130);
    System.out.printf("Ctrl-C to end: %.1f s%n", (System.nanoTime() - start) / 1e9);
    assertThat(first.text()).contains("Interrupted: " + stored + " of 12 trials are stored.");

    Submitted second = submit(study, "cluster");
    second.await("both executors stand before the gate again", () -> held() == 2);
    List<ProcessHandle> executors = TestModels.held(folder);
    int lost = cluster.workerOf(executors.get(1));
    executors.get(0).destroyForcibly();
    cluster.kill(lost);
    executors.get(1).destroyForcibly();
    second.await("another executor stands before the gate", () -> held() == 1);
    TestModels.openGate(folder);
    assertThat(second.exitCode()).as(second.text()).isZero();
    assertThat(second.text())
        .contains((12 - stored) + " trials to run, " + stored + " stored already.")
        .contains("12 of 12 trials are stored (" + (12 - stored) + " new");

    assertThat(
            CommandLineInterface.execute(
                "run",
                study.toString(),
                "--no-timing",
                "--executor",
                "in-process",
                "--out",
                folder.resolve("local").toString()))
        .isZero();
    List<TrialResult> here = results(folder.resolve("local/grid/study.db"));
    assertThat(learned(results(store))).hasSize(12).isEqualTo(learned(here));
    String kernel = here.get(0).provenance().facts().get("blas-kernel");
    assertThat(results(store))
        .allSatisfy(
            result ->
                assertThat(result.provenance().facts())
                    .containsEntry("blas-kernel", kernel)
                    .containsEntry("openblas-coretype", kernel)
                    .containsEntry("threads", "1"));
  }

  @Test
  void trialsThatEndTheirProcessUseUpItsMemoryOrThrowFailAloneAndAClusterWithoutRoomIsReported()
      throws Exception {
    Path study = Files.writeString(folder.resolve("trouble.yaml"), TROUBLE);
    Submitted hungry = submit(study, "hungry", "--executor-option", "spark.executor.memory=400g");
    Submitted run = submit(study, "cluster");
    hungry.await(
        "it says that there are no executors",
        () -> hungry.text().contains("Spark has given no executors for 60 s"));
    assertThat(hungry.text()).contains("Maybe look at the master's page");
    hungry.pressCtrlC();
    assertThat(hungry.exitCode()).as(hungry.text()).isEqualTo(130);

    assertThat(run.exitCode()).as(run.text()).isEqualTo(1);
    assertThat(run.text())
        .contains("1 of 4 trials are stored (1 new")
        .contains("ends, none, batch 20, seed 1 failed: its executor process ended each of 4 times")
        .contains("greedy, none, batch 20, seed 1 failed: OutOfMemoryError")
        .contains("throws, none, batch 20, seed 1 failed: IllegalStateException: on purpose");
    assertThat(results(folder.resolve("cluster/trouble/study.db")))
        .filteredOn(result -> result.outcome() instanceof Outcome.Failed)
        .hasSize(3);
  }

  @Test
  void aTunedStudyTrainsAtTheLevelsThatItsFirstPartChooses() throws Exception {
    Path study = Files.writeString(folder.resolve("tuned.yaml"), TUNED);
    Submitted run = submit(study, "cluster");
    assertThat(run.exitCode()).as(run.text()).isZero();
    assertThat(run.text())
        .contains("tuned: 8 trials to run.")
        .contains("Tuned: mlp, none,", "Tuned: mlp, batch-norm,")
        .contains("12 of 12 trials are stored");
    assertThat(
            CommandLineInterface.execute(
                "run",
                study.toString(),
                "--no-timing",
                "--executor",
                "in-process",
                "--out",
                folder.resolve("local").toString()))
        .isZero();
    List<TrialResult> there = results(folder.resolve("cluster/tuned/study.db"));
    assertThat(learned(there))
        .isNotEmpty()
        .isEqualTo(learned(results(folder.resolve("local/tuned/study.db"))));
    assertThat(there).allMatch(result -> result.outcome() instanceof Outcome.Completed);
  }

  private Submitted submit(Path study, String out, String... more) throws IOException {
    String[] arguments = new String[3 + more.length];
    arguments[0] = study.toString();
    arguments[1] = "--out";
    arguments[2] = folder.resolve(out).toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return cluster.submit(classes, arguments);
  }

  private int held() {
    try {
      return TestModels.held(folder).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<TrialResult> results(Path store) {
    try (SqliteStore read = SqliteStore.openToRead(store)) {
      return read.results().toList();
    }
  }

  /** All that came of trials but for times and places. */
  private static Map<String, Object> learned(List<TrialResult> results) {
    Map<String, Object> byKey = new TreeMap<>();
    for (TrialResult result : results) {
      List<Measurement> measured =
          result.measurements().stream().filter(m -> !m.metric().measuresTime()).toList();
      byKey.put(result.key().sha256(), List.of(result.outcome(), measured));
    }
    return byKey;
  }
}
