package io.ablate4j.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.InputShape;
import io.ablate4j.engine.Networks;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.regularization.BatchNorm;
import io.ablate4j.regularization.Dropout;
import io.ablate4j.regularization.Noise;
import io.ablate4j.regularization.Part;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.view.Batch;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.learning.config.Sgd;

/** Networks that stay as they are: what layers read moves by noise alone. */
class NoisyDriftTest {
  @BeforeAll
  static void startNativeLibrary() {
    NativeRuntime.start(1);
  }

  /** What a probe gives at the second of two moments. */
  private static Map<String, Double> drift(NetworkProbe probe, boolean isStock, Part... parts) {
    var configuration =
        Models.onClassPath()
            .configure(
                "mlp",
                new ModelSpec(
                    InputShape.image(1, 6, 6), 10, new Regularization("arm", List.of(parts))));
    Networks.Sizes sizes = new Networks.Sizes(new long[] {1, 6, 6}, 10);
    Networks.Seeds seeds = new Networks.Seeds(String::hashCode, 5);
    Random random = new Random(1);
    float[] features = new float[60 * 36];
    for (int i = 0; i < features.length; i++) {
      features[i] = random.nextFloat();
    }
    try (TrainableNetwork network =
        isStock
            ? Networks.stock(configuration, sizes, new Sgd(.1), seeds)
            : Networks.fast(configuration, sizes, new Sgd(.1), seeds)) {
      FixedMoment moment = FixedMoment.of(network.view(2), new Batch(features, new int[60]));
      moment.readings(probe);
      Map<String, Double> second = moment.readings(probe);
      assertThat(second).isNotEmpty();
      return second;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noiseThatShiftsMovesWhatLayersReadAndDropoutBesideItDoesNot(boolean isStock) {
    for (NetworkProbe probe : List.of(new InputDrift(), new MomentDrift())) {
      assertThat(drift(probe, isStock, BatchNorm.EVERYWHERE, Dropout.USUAL).get("mean"))
          .as(probe.id())
          .isZero();
      assertThat(drift(probe, isStock, BatchNorm.EVERYWHERE, new Noise(.5, 1.25, .1)).get("mean"))
          .as(probe.id())
          .isGreaterThan(.05);
    }
  }
}
