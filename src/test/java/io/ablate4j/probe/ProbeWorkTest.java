package io.ablate4j.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.data.InputShape;
import io.ablate4j.engine.Networks;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.view.Batch;
import io.ablate4j.view.Gradients;
import io.ablate4j.view.LayerView;
import io.ablate4j.view.Mode;
import io.ablate4j.view.NetworkView;
import io.ablate4j.view.NormStatistics;
import io.ablate4j.view.Pass;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.Sgd;

/** What probes say that they compute, beside what they ask a network for. */
class ProbeWorkTest {
  private static final int EXAMPLES = 48;
  private static final Probes PROBES = Probes.onClassPath();
  private static TrainableNetwork network;

  @BeforeAll
  static void build() {
    NativeRuntime.start(1);
    network =
        Networks.fast(
            Models.onClassPath()
                .configure(
                    "cnn", new ModelSpec(InputShape.image(1, 12, 12), 10, Regularization.BOTH)),
            new Networks.Sizes(new long[] {1, 12, 12}, 10),
            new Sgd(.1),
            new Networks.Seeds(String::hashCode, 5));
  }

  @AfterAll
  static void close() {
    network.close();
  }

  private static Stream<NetworkProbe> builtIn() {
    return PROBES.ids().stream()
        .map(PROBES::get)
        .filter(probe -> probe.getClass().getPackage().equals(Probes.class.getPackage()))
        .filter(probe -> !(probe instanceof ScalarProbe));
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void aProbePassesAsManyImagesAsItSays(NetworkProbe probe) {
    float[] features = new float[EXAMPLES * 144];
    Random random = new Random(1);
    for (int i = 0; i < features.length; i++) {
      features[i] = random.nextFloat();
    }
    Batch batch = new Batch(features, random.ints(EXAMPLES, 0, 10).toArray());
    double[] passed = new double[1];
    NetworkView counted = new Counted(network.view(3), passed);
    FixedMoment.of(counted, batch).after(counted.parameters()).readings(probe);
    ProbeSizes sizes = new ProbeSizes(EXAMPLES, EXAMPLES, EXAMPLES, EXAMPLES, EXAMPLES);
    ProbeWork work = probe.work(sizes);
    double said =
        work.passed()
            + (work.readsTrain() ? EXAMPLES : 0)
            + (work.readsGradients() ? 3 * EXAMPLES : 0);
    // It looks at four layers, of which this network has three.
    double lacking = probe instanceof GradientChange ? 3 * EXAMPLES : 0;
    assertThat(passed[0]).as(probe.id()).isEqualTo(said - lacking);
  }

  @Test
  void moreExamplesAreMoreWorkUpToWhatIsLookedAt() {
    ProbeSizes large = ProbeSizes.of(32, 60_000, 5_000);
    assertThat(large).isEqualTo(new ProbeSizes(32, 256, 64, 60_000, 5_000));
    assertThat(new McDropout().work(large)).isEqualTo(ProbeWork.passing(51 * 5_000));
    assertThat(new NormStatisticsProbe().work(large).passed()).isEqualTo(1_024);
    assertThat(new LinearProbe().work(large).passed()).isEqualTo(512 + 256);
    assertThat(new Recalibration().work(large).passed()).isEqualTo(60_000 + 2 * 5_000);
    assertThat(new DeadUnits().work(large)).isEqualTo(ProbeWork.OF_TRAIN.reading(256));
    assertThat(new WeightNorm().work(large)).isEqualTo(ProbeWork.NONE);
  }

  @Test
  void whatTwoProbesShareCountsOnce() {
    assertThat(ProbeWork.OF_TRAIN.reading(3).and(ProbeWork.OF_TRAIN).and(ProbeWork.passing(2)))
        .isEqualTo(new ProbeWork(true, false, 2, 3, 0));
    assertThat(ProbeWork.OF_GRADIENTS.taking(.5).and(ProbeWork.OF_TRAIN.taking(1)))
        .isEqualTo(new ProbeWork(true, true, 0, 0, 1.5));
    assertThatThrownBy(() -> ProbeWork.passing(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }

  /** Counts images on their way forward, and those that come back as three. */
  private record Counted(NetworkView own, double[] passed) implements NetworkView {
    @Override
    public List<LayerView> layers() {
      return own.layers();
    }

    @Override
    public Pass forward(Batch batch, Mode mode) {
      passed[0] += batch.size();
      return own.forward(batch, mode);
    }

    @Override
    public Gradients backward(Batch batch, Mode mode) {
      passed[0] += 3 * batch.size();
      return own.backward(batch, mode);
    }

    @Override
    public float[] parameters() {
      return own.parameters();
    }

    @Override
    public NetworkView with(float[] parameters) {
      return new Counted(own.with(parameters), passed);
    }

    @Override
    public NetworkView seeded(long seed) {
      return new Counted(own.seeded(seed), passed);
    }

    @Override
    public NormStatistics statistics(String norm) {
      return own.statistics(norm);
    }

    @Override
    public NetworkView with(Map<String, NormStatistics> statistics) {
      return new Counted(own.with(statistics), passed);
    }
  }
}
