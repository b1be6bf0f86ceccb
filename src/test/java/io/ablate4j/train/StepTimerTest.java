package io.ablate4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.Datasets;
import io.ablate4j.engine.NativeRuntime;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Trial;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.EngineChoice;
import io.ablate4j.study.Optimizer;
import io.ablate4j.train.StepTimer.Slice;
import io.ablate4j.trial.Cell;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepTimerTest {
  private static final DatasetSpec GLYPHS = DatasetSpec.of("glyphs", 50, 20, 20);
  private static final DataFolders NO_FOLDERS = new DataFolders(List.of());

  @Test
  void aSliceLastsAtLeastAsLongAsAskedForAndTellsItsMeanStep() {
    try (StepTimer timer = timer()) {
      timer.add(trial(Regularization.NONE, Optimizer.DEFAULT, EngineChoice.FAST));
      Slice slice = timer.time(0, 30, 1);
      assertThat(slice.wallMillis()).isGreaterThanOrEqualTo(30);
      assertThat(slice.stepMillis()).isPositive().isLessThanOrEqualTo(slice.wallMillis());
      assertThat(slice.cpuMillis()).isPositive();
      assertThat(slice.trainingMillis()).isPositive().isLessThanOrEqualTo(slice.cpuMillis());
    }
  }

  @Test
  void networksOfEitherEngineTakeTurnsAndAreFreedTogether() {
    try (StepTimer timer = timer()) {
      timer.add(trial(Regularization.NONE, Optimizer.DEFAULT, EngineChoice.FAST));
      timer.add(trial(Regularization.BOTH, Optimizer.DEFAULT, EngineChoice.STOCK));
      for (int round = 0; round < 2; round++) {
        assertThat(timer.time(1, 1, 1).stepMillis()).isPositive();
        assertThat(timer.time(0, 1, 1).stepMillis()).isPositive();
      }
      timer.close();
      assertThatThrownBy(() -> timer.time(0, 1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
      timer.add(trial(Regularization.DROPOUT, Optimizer.DEFAULT, EngineChoice.FAST));
      assertThat(timer.time(0, 1, 1).stepMillis()).isPositive();
    }
  }

  @Test
  void networksMadeAfreshKeepTheirNumbers() {
    try (StepTimer timer = timer()) {
      timer.add(trial(Regularization.NONE, Optimizer.DEFAULT, EngineChoice.FAST));
      timer.add(trial(Regularization.BOTH, Optimizer.DEFAULT, EngineChoice.STOCK));
      timer.time(1, 200, 1); // stock steps take several times longer, once the JVM is warm
      timer.time(0, 200, 1);
      timer.renew(List.of(1, 0));
      assertThat(timer.time(0, 60, 1).stepMillis()).isLessThan(timer.time(1, 60, 1).stepMillis());
      assertThatThrownBy(() -> timer.renew(List.of(2)))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void aSliceOfNoTimeIsOneStep() {
    try (StepTimer timer = timer()) {
      timer.add(trial(Regularization.NONE, Optimizer.DEFAULT, EngineChoice.FAST));
      Slice slice = timer.time(0, 0, 1);
      assertThat(slice.stepMillis()).isEqualTo(slice.wallMillis());
    }
  }

  @Test
  void aSliceTakesAtLeastAsManyStepsAsAskedForAndItsFirstOneDoesNotCount() {
    try (StepTimer timer = timer()) {
      timer.add(trial(Regularization.NONE, Optimizer.DEFAULT, EngineChoice.FAST));
      timer.time(0, 100, 1);
      timer.renew(List.of(0)); // its first step takes memory, and the longest
      Slice slice = timer.time(0, 0, 5);
      double first = slice.wallMillis() - 4 * slice.stepMillis();
      assertThat(first).isGreaterThan(slice.stepMillis());
    }
  }

  @Test
  void aNetworkThatHasDivergedIsMadeAfreshAndTimedOn() {
    Optimizer wild = Optimizer.of(Optimizer.Kind.SGD, 1e9, Map.of());
    try (StepTimer timer = timer()) {
      timer.add(trial(Regularization.NONE, wild, EngineChoice.FAST));
      for (int slice = 0; slice < 4; slice++) {
        assertThat(timer.time(0, 10, 1).stepMillis()).isPositive();
      }
    }
  }

  @Test
  void anInterruptStopsASlice() {
    try (StepTimer timer = timer()) {
      timer.add(trial(Regularization.NONE, Optimizer.DEFAULT, EngineChoice.FAST));
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> timer.time(0, 60_000, 1)).isInstanceOf(TrialStopped.class);
    }
  }

  private static StepTimer timer() {
    return new StepTimer(
        new TrialTrainer(
            Models.onClassPath(),
            new DatasetCache(Datasets.onClassPath(), NO_FOLDERS),
            NativeRuntime.start(1),
            Clock.systemUTC()));
  }

  private static Trial trial(
      Regularization regularization, Optimizer optimizer, EngineChoice engine) {
    return new Trial(
        new Cell("mlp", regularization.name(), 10, optimizer.learningRate(), 1),
        1,
        regularization,
        GLYPHS,
        Datasets.onClassPath().get("glyphs").open(GLYPHS, NO_FOLDERS).checksum(),
        optimizer,
        engine,
        20,
        List.of());
  }
}
