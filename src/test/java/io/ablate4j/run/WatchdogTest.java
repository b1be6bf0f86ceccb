package io.ablate4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.Datasets;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.factor.Optimizer;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Trial;
import io.ablate4j.plan.TrialFixtures;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.EngineChoice;
import io.ablate4j.train.DatasetCache;
import io.ablate4j.train.TrialTrainer;
import io.ablate4j.trial.CellFixtures;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.worker.HostileTrials;
import io.ablate4j.worker.IdleWorkers;
import io.ablate4j.worker.TimingProtocol;
import io.ablate4j.worker.WorkerMain;
import io.ablate4j.worker.WorkerProcess;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Nobody waits for ever, and what gave up says why. */
class WatchdogTest {
  private static final DataFolders NO_FOLDERS = new DataFolders(List.of());

  @Test
  void aWorkerThatNeverGetsReadyIsGivenUp() {
    assertThatThrownBy(() -> start("exec sleep 600", Duration.ofMillis(500)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it was not ready after 0.5 seconds");
  }

  @Test
  void aWorkerThatDiesAtItsStartLeavesItsLastWords() {
    assertThatThrownBy(() -> start("echo loading >&2; exit 3", Duration.ofMinutes(5)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("loading")
        .hasMessageContaining("3");
  }

  @Test
  void aWorkerThatNeverAnswersIsGivenUp() throws IOException {
    WorkerProcess worker =
        WorkerProcess.start(
            List.of(), HostileTrials.CLASS_PATH, NO_FOLDERS, WorkerMain.JVM_OPTIONS);
    try {
      worker.send(TimingProtocol.add(HostileTrials.of("sleeps", Regularization.BATCH_NORM, 1)));
      assertThatThrownBy(() -> worker.await(TimingProtocol.ANSWER, Duration.ofMillis(500)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no answer after 0.5 seconds");
    } finally {
      worker.end("the test is over");
    }
  }

  private static WorkerProcess start(String script, Duration patience) throws IOException {
    return WorkerProcess.start(
        List.of("sh", "-c", script),
        "nothing",
        NO_FOLDERS,
        List.of(),
        patience,
        WorkerProcess.STILLNESS);
  }

  @Test
  void aTrialThatTakesTooLongFailsAndTheNextOneGetsAnotherWorker() {
    try (IdleWorkers idle = new IdleWorkers();
        WorkersExecutor executor =
            new WorkersExecutor(
                1,
                System.getProperty("java.class.path"),
                NO_FOLDERS,
                WatchdogTest::timeout,
                idle,
                WorkerProcess.STILLNESS)) {
      expectTheLongOneToFail(executor);
    }
  }

  @Test
  void aTrialThatTakesTooLongInThisProcessFailsAndTheNextOneIsCarriedOut() {
    try (InProcessExecutor executor =
        new InProcessExecutor(
            () ->
                new TrialTrainer(
                    Models.onClassPath(),
                    new DatasetCache(Datasets.onClassPath(), NO_FOLDERS),
                    NativeRuntime.start(1),
                    Clock.systemUTC()),
            WatchdogTest::timeout)) {
      expectTheLongOneToFail(executor);
    }
  }

  /** Too little for the long one on any machine, and enough for the short one on any. */
  private static Duration timeout(Trial trial) {
    return Integer.parseInt(trial.cell().level("epochs")) == 1
        ? Duration.ofMinutes(10)
        : Duration.ofSeconds(2);
  }

  private static void expectTheLongOneToFail(TrialExecutor executor) {
    List<TrialResult> results = new ArrayList<>();
    executor.run(List.of(trial(1_000_000), trial(1)), results::add);
    assertThat(results).hasSize(2);
    assertThat(results.get(0).outcome()).isInstanceOf(Outcome.Failed.class);
    assertThat(results.get(0).outcome().reason()).startsWith("timeout: not done after");
    assertThat(results.get(1).outcome()).isEqualTo(new Outcome.Completed());
  }

  private static Trial trial(int epochs) {
    DatasetSpec few = new DatasetSpec("glyphs", 20, 10, 10, new TreeMap<>());
    return TrialFixtures.trial(
        CellFixtures.cell("mlp", "none", 10, 1e-3, epochs),
        1,
        Regularization.NONE,
        few,
        Datasets.onClassPath().get("glyphs").open(few, NO_FOLDERS).checksum(),
        Optimizer.DEFAULT,
        EngineChoice.FAST,
        25,
        List.of());
  }
}
