package io.ablate4j.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.engine.HandNetwork;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.view.Batch;
import io.ablate4j.view.Mode;
import io.ablate4j.view.NetworkView;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Probes of a network with batch norm and dropout, whose numbers were worked out apart. */
class NetworkProbesByHandTest {
  private TrainableNetwork network;
  private NetworkView view;

  @BeforeAll
  static void startNativeLibrary() {
    NativeRuntime.start(1);
  }

  @BeforeEach
  void build() {
    network = HandNetwork.compiled();
    view = HandNetwork.view(network);
  }

  @AfterEach
  void close() {
    network.close();
  }

  /** By a view whose stream begins anew. */
  private Map<String, Double> measured(NetworkProbe probe) {
    return FixedMoment.of(HandNetwork.view(network), HandNetwork.batch()).readings(probe);
  }

  private static void close(Map<String, Double> readings, String key, double expected) {
    assertThat(readings.get(key)).as(key).isCloseTo(expected, within(5e-6));
  }

  @Test
  void gradientsAreThoseUnderTheMaskAndThroughBatchNorm() {
    Map<String, Double> readings = measured(new GradientNorm());
    close(readings, "hidden", 0.7142770);
    close(readings, "first", 0.7142770);
    close(readings, "output", 1.3355222);
    close(readings, "last", 1.3355222);
    close(readings, "mean", 1.0248996);
  }

  @Test
  void theirRatioIsThatOfTheFirstAndTheLastLayer() {
    close(measured(new GradientRatio()), "", -0.2717845);
    close(measured(new GradientImbalance()), "", 0.2717845);
  }

  @Test
  void weightsOfBatchNormDoNotCount() {
    Map<String, Double> readings = measured(new WeightNorm());
    close(readings, "", 2.5);
    close(readings, "hidden", Math.sqrt(3.125));
    close(readings, "output", Math.sqrt(3.125));
  }

  private Map<String, Double> around(NetworkProbe probe, float[] after) {
    return FixedMoment.of(view.with(after), HandNetwork.batch())
        .after(view.parameters())
        .readings(probe);
  }

  @Test
  void aStepOfBatchNormMovesNoWeights() {
    float[] after = view.parameters();
    after[0] += 0.3f; // of hidden, whose norm is the root of 3.125
    after[7] += 9; // of batch norm
    Map<String, Double> readings = around(new UpdateRatio(), after);
    close(readings, "hidden", 0.16970563);
    close(readings, "output", 0);
    close(readings, "mean", 0.08485281);
  }

  @Test
  void aGradientChangesByTheStepOfBatchNormBeforeItUnderTheSameMask() {
    float[] after = view.parameters();
    after[0] = 0.6f;
    after[3] = 0.7f;
    after[7] = 0.75f;
    after[11] = 0.3f;
    after[18] = 5; // its own step does not count
    Map<String, Double> readings = around(new GradientChange(), after);
    close(readings, "output", 0.0626229);
    close(readings, "first", 0.0626229);
    close(readings, "mean", 0.0626229);
    close(readings, "cosine", 0.9999332);
    assertThat(readings).doesNotContainKey("hidden");
  }

  private float[] moved() {
    float[] moved = view.parameters();
    moved[6] = 3; // gamma
    moved[7] = 0.75f;
    moved[11] = 0.3f; // beta
    return moved;
  }

  @Test
  void percentilesMoveBehindBatchNorm() {
    FixedMoment before = FixedMoment.of(view, HandNetwork.batch());
    assertThat(before.readings(new InputDrift()).get("mean")).isNaN();
    FixedMoment now = before.of(view.with(moved()));
    Map<String, Double> readings = now.readings(new InputDrift());
    close(readings, "output", 0.2525924);
    close(readings, "last", 0.2525924);
    close(readings, "mean", 0.2525924);
  }

  @Test
  void meanAndSpreadMoveBehindBatchNorm() {
    FixedMoment before = FixedMoment.of(view, HandNetwork.batch());
    assertThat(before.readings(new MomentDrift()).get("mean")).isNaN();
    FixedMoment now = before.of(view.with(moved()));
    close(now.readings(new MomentDrift()), "mean", 0.7328027);
  }

  @Test
  void probesOfTheEndGiveTheirReadings() {
    close(measured(new EffectiveRank()), "mean", 0.98839512);
    close(measured(new EffectiveRank()), "hidden", 0.98839512);
    Map<String, Double> linear = measured(new LinearProbe());
    close(linear, "mean", 1);
    close(linear, "worst", 1);
    Map<String, Double> recalibrated = measured(new Recalibration());
    close(recalibrated, "accuracy", 0.75);
    close(recalibrated, "before", 0.75);
    Map<String, Double> statistics = measured(new NormStatisticsProbe());
    close(statistics, "mean", 0.24591881);
    close(statistics, "variance", -0.27801445);
    close(measured(new Modes()), "batch-off-loss", 1.0496057);
    close(measured(new McDropout()), "scaling-loss", 0.7143648);
  }

  @Test
  void batchMatesMatterWhereBatchNormTakesTheBatch() {
    float[] features = new float[96];
    for (int i = 0; i < 96; i++) {
      features[i] = i < 32 ? i % 3 : i < 64 ? 0 : 9;
    }
    Batch all = new Batch(features, new int[48]);
    Map<String, Double> readings = FixedMoment.of(view, all).readings(new BatchMates());
    assertThat(readings.get("inference")).isZero();
    float[] moved = Arrays.copyOf(features, 64);
    Arrays.fill(moved, 32, 64, 9);
    Mode mode = new Mode(Mode.Norm.BATCH, Mode.Drop.OFF);
    float[] one = view.forward(Chunks.first(all, 32), mode).probabilities();
    float[] other = view.forward(new Batch(moved, new int[32]), mode).probabilities();
    double most = 0;
    for (int i = 0; i < 32; i++) {
      most = Math.max(most, Math.abs(one[i] - other[i]));
    }
    close(readings, "train", most);
    assertThat(most).isGreaterThan(0.05);
    assertThat(measured(new BatchMates())).isEmpty(); // of four examples
  }

  @Test
  void eachReadingIsDeclaredOrThatOfALayer() {
    for (NetworkProbe probe :
        List.of(
            new EffectiveRank(),
            new LinearProbe(),
            new Recalibration(),
            new NormStatisticsProbe(),
            new Modes(),
            new McDropout(),
            new VarianceShiftProbe(),
            new GradientNorm(),
            new WeightNorm())) {
      List<String> keys = probe.readings().stream().map(ProbeReading::key).toList();
      for (String key : measured(probe).keySet()) {
        assertThat(keys.contains(key) || List.of("hidden", "output").contains(key))
            .as(probe.id() + " " + key)
            .isTrue();
      }
    }
  }
}
