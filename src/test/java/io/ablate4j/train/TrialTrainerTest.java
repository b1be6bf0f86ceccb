package io.ablate4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.Datasets;
import io.ablate4j.data.InputShape;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.factor.Optimizer;
import io.ablate4j.model.ModelFactory;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Trial;
import io.ablate4j.plan.TrialFixtures;
import io.ablate4j.regularization.Dropout;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.EngineChoice;
import io.ablate4j.trial.Asked;
import io.ablate4j.trial.CellFixtures;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.ResultDifference;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TrialResult;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialTrainerTest {
  private static final DatasetSpec GLYPHS = DatasetSpec.of("glyphs", 100, 60, 80);
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "cnn", "inception"})
  void theSameTrialGivesTheSameBitsAgain(String model) {
    Trial trial = trial(model, Regularization.BOTH, 16, 1e-3, 2, 5);
    List<Measurement> first = deterministic(trainer().train(trial));
    // Another trial in between, so that nothing may be left over from it.
    TrialTrainer trainer = trainer();
    trainer.train(trial("mlp", Regularization.DROPOUT, 8, 1e-2, 1, 9));
    assertThat(deterministic(trainer.train(trial))).isEqualTo(first);
    // Four numbers of three splits an epoch; checks at 32, 64 and 80 of 96 examples, then 112, 128,
    // 160, 176 and, at the end of the budget, 192.
    assertThat(first).hasSize(2 * 12 + 8);
  }

  @Test
  void aLearningNetworkGetsBetterOnTheTrainingSet() {
    TrialResult result = trainer().train(trial("mlp", Regularization.NONE, 10, 1e-3, 6, 1));
    assertThat(result.outcome()).isEqualTo(new Outcome.Completed());
    assertThat(value(result, Metric.LOSS, Split.TRAIN, 6))
        .isLessThan(value(result, Metric.LOSS, Split.TRAIN, 1) / 2);
    assertThat(value(result, Metric.ACCURACY, Split.TEST, 6)).isGreaterThan(0.3);
  }

  @Test
  void theStockEngineLearnsAlikeAndTheProvenanceTellsThemApart() {
    Trial fast = trial("cnn", Regularization.BATCH_NORM, 16, 1e-3, 3, 5);
    Trial stock =
        TrialFixtures.trial(
            fast.cell(),
            fast.seed(),
            fast.regularization(),
            fast.dataset(),
            fast.dataChecksum(),
            fast.settings().optimizer(),
            EngineChoice.STOCK,
            25,
            List.of());
    TrialResult quick = trainer().train(fast);
    TrialResult slow = trainer().train(stock);
    assertThat(quick.provenance().facts()).containsEntry("engine", "compiled");
    assertThat(slow.provenance().facts())
        .containsEntry("engine", "dl4j as released")
        .containsEntry("flush-to-zero", "off")
        .containsEntry("helpers", "none");
    assertThat(quick.provenance().facts())
        .containsEntry(
            "helpers",
            quick.provenance().facts().get(Provenance.CONVOLUTIONS).equals("vector kernels")
                ? "none"
                : NativeRuntime.helperLibrary() + ": compiled convolution")
        .doesNotContainKey(Provenance.HELPERS_LEFT_OFF);
    assertThat(value(quick, Metric.LOSS, Split.TRAIN, 3))
        .isCloseTo(value(slow, Metric.LOSS, Split.TRAIN, 3), within(0.02));
  }

  @Test
  void everyEpochIsMeasuredAndTheRaggedBatchIsDropped() {
    TrialResult result = trainer().train(trial("mlp", Regularization.NONE, 32, 1e-3, 3, 1));
    for (int epoch = 1; epoch <= 3; epoch++) {
      for (Split split : List.of(Split.TRAIN, Split.VALIDATION, Split.TEST)) {
        assertThat(value(result, Metric.ACCURACY, split, epoch)).isBetween(0.0, 1.0);
        assertThat(value(result, Metric.LOSS, split, epoch)).isPositive();
      }
      assertThat(value(result, Metric.STEPS, Split.NONE, epoch)).isEqualTo(3 * epoch); // 100 / 32
    }
    assertThat(value(result, Metric.TRAIN_SECONDS, Split.NONE, 1))
        .isPositive()
        .isLessThan(value(result, Metric.TRAIN_SECONDS, Split.NONE, 3));
    assertThat(value(result, Metric.TRAINABLE_PARAMETERS, Split.NONE, 3)).isEqualTo(335_114);
    assertThat(
            value(result, Metric.STEP_MILLIS, Split.NONE, 3)
                * value(result, Metric.IMAGES_PER_SECOND, Split.NONE, 3))
        .isCloseTo(32_000, within(1e-6));
    assertThat(result.provenance().facts())
        .containsEntry("started", "2026-01-01T12:00:00Z")
        .containsEntry("helpers", "none") // an mlp has nothing that they could help with
        .containsKeys("native-build", "threads");
  }

  @Test
  void aLearningRateFarTooLargeDivergesAndSaysSo() {
    TrialResult result =
        trainer()
            .train(
                TrialFixtures.trial(
                    CellFixtures.cell("mlp", "none", 10, 1e4, 8),
                    1,
                    Regularization.NONE,
                    GLYPHS,
                    checksum(),
                    Optimizer.of(Optimizer.Kind.SGD, 1e4, Map.of()),
                    EngineChoice.FAST,
                    25,
                    List.of()));
    assertThat(result.outcome()).isInstanceOf(Outcome.Diverged.class);
    assertThat(result.outcome().reason()).containsAnyOf("loss became", "times its start");
    assertThat(((Outcome.Diverged) result.outcome()).epoch()).isBetween(1, 8);
  }

  @Test
  void anErrorInsideATrialBecomesAFailedOutcomeWithItsReason() {
    ModelFactory broken =
        new ModelFactory() {
          @Override
          public String id() {
            return "broken";
          }

          @Override
          public String description() {
            return "throws";
          }

          @Override
          public ComputationGraphConfiguration configure(ModelSpec spec) {
            throw new IllegalStateException("no such layer as " + spec.classes());
          }
        };
    TrialResult result =
        new TrialTrainer(new Models(List.of(broken)), cache(), NativeRuntime.start(1), NOON)
            .train(trial("broken", Regularization.NONE, 10, 1e-3, 1, 1));
    assertThat(result.outcome()).isInstanceOf(Outcome.Failed.class);
    assertThat(result.outcome().reason())
        .startsWith("IllegalStateException: no such layer as 10 at ");
    assertThat(result.measurements()).isEmpty();
  }

  @Test
  void changedDataAreNeverTrainedOnUnderTheOldKey() {
    Trial planned =
        TrialFixtures.trial(
            CellFixtures.cell("mlp", "none", 10, 1e-3, 1),
            1,
            Regularization.NONE,
            GLYPHS,
            "another checksum",
            Optimizer.DEFAULT,
            EngineChoice.FAST,
            25,
            List.of());
    assertThat(trainer().train(planned).outcome().reason())
        .contains("the data of glyphs have changed since the study was planned");
  }

  @Test
  void anInterruptedTrialHasNoResult() {
    Thread.currentThread().interrupt();
    TrialTrainer trainer = trainer();
    Trial trial = trial("mlp", Regularization.NONE, 10, 1e-3, 1, 1);
    assertThatThrownBy(() -> trainer.train(trial)).isInstanceOf(TrialStopped.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void validationAccuracyIsCheckedAtTheStepThatReachesEachMultiple() {
    // 6 steps of 16 an epoch: multiples of 40 are reached at examples 48, 80, 128, 160, 208, 240.
    TrialResult result = trainer().train(checkedEvery(40, "mlp", 16, 3));
    assertThat(checks(result))
        .extracting(Measurement::step)
        .containsExactly(3, 5, 8, 10, 13, 15, 18);
    assertThat(checks(result)).extracting(Measurement::epoch).containsExactly(1, 1, 2, 2, 3, 3, 3);
    assertThat(checks(result)).allMatch(m -> m.split() == Split.VALIDATION);
    assertThat(checks(result).get(6).value()) // at the end of the last epoch
        .isEqualTo(value(result, Metric.ACCURACY, Split.VALIDATION, 3));
  }

  @Test
  void aStepThatPassesSeveralMultiplesIsCheckedOnce() {
    TrialResult result = trainer().train(checkedEvery(3, "mlp", 25, 2));
    assertThat(checks(result))
        .extracting(Measurement::step)
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(checks(trainer().train(checkedEvery(201, "mlp", 25, 2))))
        .extracting(Measurement::step)
        .containsExactly(8); // the end of the budget
  }

  @ParameterizedTest
  @ValueSource(strings = {"cnn", "inception"})
  void howOftenItIsCheckedChangesNothingElse(String model) {
    List<Measurement> often = deterministic(trainer().train(checkedEvery(1, model, 20, 2)));
    List<Measurement> never = deterministic(trainer().train(checkedEvery(1000, model, 20, 2)));
    assertThat(often).hasSizeGreaterThan(never.size());
    often.removeIf(m -> m.metric() == Metric.CHECK_ACCURACY);
    never.removeIf(m -> m.metric() == Metric.CHECK_ACCURACY);
    assertThat(often).isEqualTo(never);
  }

  @Test
  void whereItIsEvaluatedChangesNothingElse() {
    Trial trial = trial("cnn", Regularization.BOTH, 16, 1e-3, 5, 3);
    TrialResult every = trainer().train(trial);
    TrialResult some =
        trainer().train(trial.asking(new Asked(List.of(2, 5), OptionalDouble.empty(), List.of())));
    assertThat(epochs(every)).containsExactly(1, 2, 3, 4, 5);
    assertThat(epochs(some)).containsExactly(2, 5);
    assertThat(checks(some)).isEqualTo(checks(every));
    assertThat(ResultDifference.inWords(some, every)).isEmpty();
    List<Measurement> shared = deterministic(every);
    shared.removeIf(
        m ->
            m.split() != Split.NONE
                && List.of(1, 3, 4).contains(m.epoch())
                && m.metric() != Metric.CHECK_ACCURACY);
    assertThat(deterministic(some)).isEqualTo(shared);
  }

  private static List<Integer> epochs(TrialResult result) {
    return result.measurements().stream()
        .filter(m -> m.metric() == Metric.ACCURACY && m.split() == Split.TEST)
        .map(Measurement::epoch)
        .toList();
  }

  @Test
  void checksEndWhenTheHardestTargetIsReachedTwiceInARow() {
    Trial trial = checkedEvery(20, "mlp", 20, 6);
    List<Measurement> all = checks(trainer().train(trial));
    double low = all.get(0).value() / 2;
    List<Measurement> some =
        checks(
            trainer().train(trial.asking(new Asked(List.of(), OptionalDouble.of(low), List.of()))));
    assertThat(some).isEqualTo(all.subList(0, 2));
    List<Measurement> unreached =
        checks(
            trainer().train(trial.asking(new Asked(List.of(), OptionalDouble.of(1.1), List.of()))));
    assertThat(unreached).isEqualTo(all);
  }

  @Test
  void aMeasurementTellsTheStepAtWhichItWasRead() {
    TrialResult result = trainer().train(checkedEvery(50, "mlp", 25, 2));
    assertThat(result.measurements())
        .filteredOn(m -> m.metric() != Metric.CHECK_ACCURACY)
        .allMatch(m -> m.step() == 4 * m.epoch());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "cnn"})
  void aControlTrainsTheSameBitsAsNoneWhateverItsName(String model) {
    List<Regularization> controls =
        List.of(
            new Regularization("placebo", Optional.empty(), Optional.empty()),
            new Regularization("dropout-0", Optional.empty(), Optional.of(new Dropout(0, 0))));
    List<Measurement> none =
        deterministic(trainer().train(trial(model, Regularization.NONE, 16, 1e-3, 2, 3)));
    for (Regularization control : controls) {
      assertThat(control.changesNothing()).isTrue();
      TrialResult result = trainer().train(trial(model, control, 16, 1e-3, 2, 3));
      assertThat(deterministic(result)).isEqualTo(none);
    }
    assertThat(Regularization.DROPOUT.changesNothing()).isFalse();
    assertThat(Regularization.BATCH_NORM.changesNothing()).isFalse();
  }

  @Test
  void aTableTrainsAnMlpWithBatchNorm(@org.junit.jupiter.api.io.TempDir java.nio.file.Path folder)
      throws Exception {
    StringBuilder rows = new StringBuilder();
    java.util.Random random = new java.util.Random(4);
    for (int i = 0; i < 200; i++) {
      double x = random.nextGaussian();
      double y = random.nextGaussian();
      rows.append(1000 * x + "," + y / 1000 + "," + (x + y > 0 ? "above" : "below") + "\n");
    }
    java.nio.file.Files.writeString(folder.resolve("points.csv"), rows);
    DatasetSpec spec =
        new DatasetSpec("csv", 100, 40, 60, new java.util.TreeMap<>(Map.of("path", "points.csv")));
    DataFolders folders = new DataFolders(List.of(folder));
    String checksum = Datasets.onClassPath().get("csv").open(spec, folders).checksum();
    TrialResult result =
        new TrialTrainer(
                Models.onClassPath(),
                new DatasetCache(Datasets.onClassPath(), folders),
                NativeRuntime.start(1),
                NOON)
            .train(
                TrialFixtures.trial(
                    CellFixtures.cell("mlp", "batch-norm", 20, 1e-3, 8),
                    1,
                    Regularization.BATCH_NORM,
                    spec,
                    checksum,
                    Optimizer.DEFAULT,
                    EngineChoice.FAST,
                    25,
                    List.of()));
    assertThat(result.outcome()).isEqualTo(new Outcome.Completed());
    assertThat(value(result, Metric.ACCURACY, Split.TEST, 8)).isGreaterThan(0.85);
  }

  private static TrialTrainer trainer() {
    return new TrialTrainer(Models.onClassPath(), cache(), NativeRuntime.start(1), NOON);
  }

  private static DatasetCache cache() {
    return new DatasetCache(Datasets.onClassPath(), new DataFolders(List.of()));
  }

  private static Trial trial(
      String model, Regularization arm, int batch, double rate, int epochs, long seed) {
    return TrialFixtures.trial(
        CellFixtures.cell(model, arm.name(), batch, rate, epochs),
        seed,
        arm,
        GLYPHS,
        checksum(),
        Optimizer.DEFAULT,
        EngineChoice.FAST,
        25,
        List.of());
  }

  private static Trial checkedEvery(int examples, String model, int batch, int epochs) {
    return TrialFixtures.trial(
        CellFixtures.cell(model, "dropout", batch, 1e-3, epochs),
        4,
        Regularization.DROPOUT,
        GLYPHS,
        checksum(),
        Optimizer.DEFAULT,
        EngineChoice.FAST,
        examples,
        List.of());
  }

  private static List<Measurement> checks(TrialResult result) {
    return result.measurements().stream().filter(m -> m.metric() == Metric.CHECK_ACCURACY).toList();
  }

  private static String checksum() {
    assertThat(
            Datasets.onClassPath().get("glyphs").open(GLYPHS, new DataFolders(List.of())).shape())
        .isEqualTo(InputShape.image(1, 28, 28));
    return Datasets.onClassPath().get("glyphs").open(GLYPHS, new DataFolders(List.of())).checksum();
  }

  private static List<Measurement> deterministic(TrialResult result) {
    List<Measurement> numbers = new ArrayList<>(result.measurements());
    numbers.removeIf(
        m ->
            m.metric().measuresTime()
                || m.metric() == Metric.STEPS
                || m.metric() == Metric.TRAINABLE_PARAMETERS);
    return numbers;
  }

  private static double value(TrialResult result, Metric metric, Split split, int epoch) {
    return result.measurements().stream()
        .filter(m -> m.metric() == metric && m.split() == split && m.epoch() == epoch)
        .findFirst()
        .orElseThrow()
        .value();
  }
}
