package io.ablate4j.train;

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
import io.ablate4j.train.StepTimer.Slice;
import io.ablate4j.trial.CellFixtures;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepTimerTest {
  private static final DatasetSpec GLYPHS = DatasetSpec.of("glyphs", 50, 20, 20);
  private static final DataFolders NO_FOLDERS = new DataFolders(List.of());

  /** A clock that each look at it moves, by so many milliseconds one after the other. */
  private static final class MadeClocks implements StepTimer.Clocks {
    private static final long MILLI = 1_000_000;
    private final long[] millis;
    private int looks;
    private long now = Long.MAX_VALUE - 5 * MILLI; // and over its end

    /**
     * @param millis of the steps; the last one is that of all others, too
     */
    MadeClocks(long... millis) {
      this.millis = millis;
    }

    @Override
    public long nanos() {
      now += looks == 0 ? 0 : millis[Math.min(looks, millis.length) - 1] * MILLI;
      looks++;
      return now;
    }

    @Override
    public long processNanos() {
      return 3 * now;
    }

    @Override
    public long threadNanos() {
      return 2 * now;
    }
  }

  @Test
  void aSliceLastsAtLeastAsLongAsAskedForAndTellsTheMeanOfAllStepsButItsFirst() {
    try (StepTimer timer = timer(new MadeClocks(11, 7))) {
      timer.add(trial(Regularization.NONE, Optimizer.DEFAULT, EngineChoice.FAST));
      assertThat(timer.time(0, 30, 1)).isEqualTo(new Slice(7, 32, 96, 64));
    }
  }

  @Test
  void aSliceThatIsExactlyLongEnoughTakesNoOtherStep() {
    try (StepTimer timer = timer(new MadeClocks(10))) {
      timer.add(trial(Regularization.NONE, Optimizer.DEFAULT, EngineChoice.FAST));
      assertThat(timer.time(0, 30, 1)).isEqualTo(new Slice(10, 30, 90, 60));
    }
  }

  /** Of the real clocks only what holds however busy the machine is. */
  @Test
  void theMachinesClocksAgreeWithOneAnother() {
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
    List<Trial> trials =
        List.of(
            trial(Regularization.NONE, Optimizer.DEFAULT, EngineChoice.FAST),
            trial(Regularization.BOTH, Optimizer.DEFAULT, EngineChoice.STOCK),
            trial(Regularization.DROPOUT, Optimizer.DEFAULT, EngineChoice.FAST));
    try (StepTimer timer = timer()) {
      trials.forEach(timer::add);
      timer.renew(List.of(2, 0, 1));
      assertThat(timer.trials()).isEqualTo(trials);
      for (int arm = 0; arm < 3; arm++) {
        assertThat(timer.time(arm, 0, 1).stepMillis()).isPositive();
      }
      assertThatThrownBy(() -> timer.renew(List.of(3)))
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
    try (StepTimer timer = timer(new MadeClocks(100, 1, 2, 3, 4))) {
      timer.add(trial(Regularization.NONE, Optimizer.DEFAULT, EngineChoice.FAST));
      Slice slice = timer.time(0, 0, 5);
      assertThat(slice.wallMillis()).isEqualTo(110);
      assertThat(slice.stepMillis()).isEqualTo(2.5);
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
  void anEvaluationIsOfTheValidationImagesAndTellsMillisecondsAnImage() {
    // Looks: at the start, and after each time on 20 images until 50 ms are over.
    try (StepTimer timer = timer(new MadeClocks(30, 40, 1000))) {
      timer.add(trial(Regularization.BOTH, Optimizer.DEFAULT, EngineChoice.FAST));
      Slice slice = timer.evaluate(0, 50);
      assertThat(slice.stepMillis()).isEqualTo(70.0 / 2 / 20);
      assertThat(slice.wallMillis()).isEqualTo(70);
    }
  }

  @Test
  void anEvaluationOfNoTimeIsOneOnEitherEngine() {
    for (EngineChoice engine : EngineChoice.values()) {
      try (StepTimer timer = timer(new MadeClocks(30, 1000))) {
        timer.add(trial(Regularization.BOTH, Optimizer.DEFAULT, engine));
        assertThat(timer.evaluate(0, 0).stepMillis()).isEqualTo(30.0 / 20);
      }
    }
  }

  @Test
  void anInterruptStopsAnEvaluation() {
    try (StepTimer timer = timer()) {
      timer.add(trial(Regularization.NONE, Optimizer.DEFAULT, EngineChoice.FAST));
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> timer.evaluate(0, 60_000)).isInstanceOf(TrialStopped.class);
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
    return new StepTimer(trainer());
  }

  private static StepTimer timer(StepTimer.Clocks clocks) {
    return new StepTimer(trainer(), clocks);
  }

  private static TrialTrainer trainer() {
    return new TrialTrainer(
        Models.onClassPath(),
        new DatasetCache(Datasets.onClassPath(), NO_FOLDERS),
        NativeRuntime.start(1),
        Clock.systemUTC());
  }

  private static Trial trial(
      Regularization regularization, Optimizer optimizer, EngineChoice engine) {
    return TrialFixtures.trial(
        CellFixtures.cell("mlp", regularization.name(), 10, optimizer.learningRate(), 1),
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
