package io.ablate4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.Examples;
import io.ablate4j.data.InputShape;
import io.ablate4j.engine.Networks;
import io.ablate4j.engine.runtime.DropCount;
import io.ablate4j.engine.runtime.HelperUse;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.view.NetworkView;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.learning.config.Sgd;

class ManipulationChecksTest {
  private static final InputShape SHAPE = InputShape.image(1, 8, 8);

  @BeforeAll
  static void startNativeLibrary() {
    NativeRuntime.start(1);
  }

  /** 6 sqrt(.75 .25 / 40,000) + 2^-16 = .01300. */
  @Test
  void aShareKeptIsWrongFromSixStandardDeviationsOn() {
    assertThat(ManipulationChecks.dropped(List.of(new DropCount("pool1", 30_519, 40_000, 0.75))))
        .isEmpty();
    assertThat(ManipulationChecks.dropped(List.of(new DropCount("pool1", 30_521, 40_000, 0.75))))
        .contains("dropout at pool1 kept 0.76303, asked 0.75000 +- 0.01301");
    assertThat(ManipulationChecks.dropped(List.of(new DropCount("pool1", 29_479, 40_000, 0.75))))
        .contains("dropout at pool1 kept 0.73698, asked 0.75000 +- 0.01301");
  }

  @Test
  void whatWasNotDrawnIsNotChecked() {
    assertThat(ManipulationChecks.dropped(List.of(new DropCount("pool1", 0, 0, 1)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "mlp, false, passed",
    "cnn, false, passed",
    "inception, false, passed",
    "cnn, true, passed; dropout was not counted"
  })
  void anArmThatDoesWhatItIsForPasses(String model, boolean isStock, String words) {
    try (TrainableNetwork network = network(model, Regularization.BOTH, isStock)) {
      train(network, 3);
      assertThat(ManipulationChecks.objection(network, examples())).isEmpty();
      assertThat(ManipulationChecks.passed(network)).isEqualTo(words);
    }
  }

  @Test
  void dropoutCountsOverBatchesOfAllSizesAndNotWhileSomebodyLooks() {
    try (TrainableNetwork network = network("mlp", Regularization.DROPOUT, false)) {
      train(network, 3);
      network.train(features(5), new int[5]);
      network
          .view(1)
          .backward(
              new io.ablate4j.view.Batch(features(4), new int[4]), io.ablate4j.view.Mode.TRAINING);
      network.probabilities(features(4), 4);
      assertThat(network.drops()).hasSize(3);
      for (DropCount drop : network.drops()) {
        assertThat(drop.drawn()).isEqualTo((3 * 16 + 5) * 256L);
        assertThat(drop.retain()).isEqualTo(0.5);
        // 6 sqrt(.25 / 13,568) = .026
        assertThat(drop.kept() / (double) drop.drawn()).isBetween(0.474, 0.526);
      }
    }
  }

  @Test
  void batchNormThatNeverSawABatchIsFound() {
    try (TrainableNetwork network = network("mlp", Regularization.BATCH_NORM, false)) {
      assertThat(ManipulationChecks.objection(network, examples()))
          .contains("check: the running statistics of batch norm at dense1-bn never moved");
      train(network, 1);
      assertThat(ManipulationChecks.objection(network, examples())).isEmpty();
      network.graph().getLayer("dense2-bn").getParam("var").putScalar(3, Double.NaN);
      assertThat(ManipulationChecks.objection(network, examples()))
          .contains("check: a running statistic of batch norm at dense2-bn is NaN");
    }
  }

  @Test
  void predictionsThatDrawAtRandomAreFound() {
    try (TrainableNetwork network = network("mlp", Regularization.NONE, false)) {
      assertThat(ManipulationChecks.objection(new Restless(network), examples()))
          .contains("check: the same predictions, made twice, differ");
    }
  }

  /** A network that predicts something else each time. */
  private record Restless(TrainableNetwork network) implements TrainableNetwork {
    private static final Random RANDOM = new Random(1);

    @Override
    public double train(float[] features, int[] labels) {
      return network.train(features, labels);
    }

    @Override
    public void change(Consumer<float[]> change) {
      network.change(change);
    }

    @Override
    public float[] probabilities(float[] features, int examples) {
      float[] all = network.probabilities(features, examples);
      all[0] = RANDOM.nextFloat();
      return all;
    }

    @Override
    public void endEpoch() {
      network.endEpoch();
    }

    @Override
    public String engine() {
      return network.engine();
    }

    @Override
    public HelperUse helpers() {
      return network.helpers();
    }

    @Override
    public NetworkView view(long seed) {
      return network.view(seed);
    }

    @Override
    public ComputationGraph graph() {
      return network.graph();
    }

    @Override
    public void close() {
      network.close();
    }
  }

  private static TrainableNetwork network(String model, Regularization arm, boolean isStock) {
    var configuration = Models.onClassPath().configure(model, new ModelSpec(SHAPE, 4, arm));
    Networks.Sizes sizes = new Networks.Sizes(new long[] {1, 8, 8}, 4);
    Networks.Seeds seeds = new Networks.Seeds(String::hashCode, 5);
    return isStock
        ? Networks.stock(configuration, sizes, new Sgd(0.1), seeds)
        : Networks.fast(configuration, sizes, new Sgd(0.1), seeds);
  }

  private static void train(TrainableNetwork network, int steps) {
    for (int step = 0; step < steps; step++) {
      network.train(features(16), new int[16]);
    }
  }

  private static float[] features(int examples) {
    float[] features = new float[examples * SHAPE.size()];
    Random random = new Random(examples);
    for (int i = 0; i < features.length; i++) {
      features[i] = random.nextFloat();
    }
    return features;
  }

  private static Examples examples() {
    return new Examples(SHAPE, features(70), new int[70]);
  }
}
