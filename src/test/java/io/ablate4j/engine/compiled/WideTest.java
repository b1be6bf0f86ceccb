package io.ablate4j.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ablate4j.data.InputShape;
import io.ablate4j.engine.Networks;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.model.HiddenActivation;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.model.NetworkOptions;
import io.ablate4j.regularization.Regularization;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.learning.config.Adam;

/** Kernels of the Vector API give the bits that plain loops give. */
class WideTest {
  @BeforeAll
  static void find() {
    NativeRuntime.start(1);
  }

  private static void required() {
    Wide wide = Wide.ofThisProcess();
    assumeTrue(
        wide.convolutions().isPresent()
            && wide.pools().isPresent()
            && wide.norms().isPresent()
            && wide.curves().isPresent(),
        () -> "vector kernels " + wide.state());
  }

  @Test
  void aJvmWithoutTheModuleSaysSoAndOthersSayHowWideTheyAre() {
    boolean there = ModuleLayer.boot().findModule(Wide.MODULE).isPresent();
    assertThat(Wide.ofThisProcess().state())
        .matches(
            there ? "\\d+ floats a vector|not used: .+" : "not used: .* without the module .*");
    assertThat(Wide.isNotice("WARNING: Using incubator modules: jdk.incubator.vector")).isTrue();
    assertThat(Wide.isNotice("WARNING: something else")).isFalse();
  }

  @Test
  void thePeakIsKnownWhereThereAreKernels() {
    boolean there = ModuleLayer.boot().findModule(Wide.MODULE).isPresent();
    OptionalDouble peak = Wide.peakGigaflops(.02);
    assumeTrue(there && peak.isPresent(), "no vector kernels");
    assertThat(peak.getAsDouble()).isPositive().isFinite();
  }

  @ParameterizedTest
  @CsvSource({
    "2, 2, 0, 28, 28, 14, 14",
    "2, 2, 0, 14, 14, 7, 7",
    "2, 2, 0, 13, 9, 6, 4",
    "2, 2, 1, 13, 40, 7, 20",
    "3, 1, 1, 14, 14, 14, 14",
    "3, 1, 1, 7, 7, 7, 7",
    "3, 1, 0, 9, 33, 7, 31",
  })
  void maximaAndTheirPlacesAreThoseOfPlainLoops(
      int kernel, int stride, int padding, int height, int width, int down, int right) {
    required();
    Random random = new Random(5);
    for (int draw = 0; draw < 20; draw++) {
      Tensor input = new Tensor(3, 5, height, width);
      float[] x = input.value().write();
      for (int i = 0; i < x.length; i++) {
        x[i] = draw % 2 == 0 ? random.nextFloat() - .5f : random.nextInt(3) - 1f; // ties
      }
      float[][] results = new float[2][];
      float[][] gradients = new float[2][];
      for (int way = 0; way < 2; way++) {
        MaxPool pool =
            new MaxPool(
                input,
                kernel,
                stride,
                padding,
                padding,
                down,
                right,
                way == 0 ? Optional.empty() : Wide.ofThisProcess().pools());
        Buffer gradient = pool.output().newGradient();
        pool.forward(PassKind.TRAINING);
        results[way] = pool.output().value().read().clone();
        float[] dy = gradient.write();
        for (int i = 0; i < dy.length; i++) {
          dy[i] = i + 1;
        }
        pool.backward();
        gradients[way] = pool.inputGradient().read().clone();
      }
      assertThat(results[1]).isEqualTo(results[0]);
      assertThat(gradients[1]).isEqualTo(gradients[0]);
    }
  }

  @ParameterizedTest
  @CsvSource({"mlp, 16", "cnn, 16", "cnn, 33", "inception, 16"})
  void aNetworkTrainedWithThemHasTheBitsOfOneThatPoolsAndNormalizesWithout(
      String model, int batch) {
    required();
    for (Regularization arm : Regularization.builtIn()) {
      for (InputShape shape : List.of(InputShape.image(1, 28, 28), InputShape.image(3, 13, 9))) {
        assertSameBits(model, new ModelSpec(shape, 10, arm), batch);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mlp, SIGMOID",
    "mlp, TANH",
    "mlp, ELU",
    "cnn, SIGMOID",
    "cnn, TANH",
    "inception, ELU"
  })
  void soHasOneOfOtherActivations(String model, HiddenActivation activation) {
    required();
    for (Regularization arm : Regularization.builtIn()) {
      assertSameBits(
          model,
          new ModelSpec(
              InputShape.image(3, 13, 9),
              10,
              arm,
              NetworkOptions.USUAL.withActivation(activation),
              layout -> {}),
          16);
    }
  }

  private static void assertSameBits(String model, ModelSpec spec, int batch) {
    String with = trained(model, spec, batch);
    Wide before = Wide.replace(Wide.ofThisProcess().convolutionsAlone("this is a test"));
    String without;
    try {
      without = trained(model, spec, batch);
    } finally {
      Wide.replace(before);
    }
    assertThat(with).as(spec.regularization().name() + " on " + spec.input()).isEqualTo(without);
  }

  /** Of all lengths up to some vectors, which leave any number behind the last whole one. */
  @Test
  void activationsOfAnyNumberAreThoseOfPlainLoops() {
    required();
    CurveLoops wide = Wide.ofThisProcess().curves().orElseThrow();
    Random random = new Random(2);
    for (int length = 0; length < 90; length++) {
      assertSameBits(wide, numbers(random, length));
    }
    float[] all = new float[1 << 20];
    for (int i = 0; i < all.length; i++) {
      all[i] = Float.intBitsToFloat(i << 12 | random.nextInt(1 << 12));
    }
    assertSameBits(wide, all);
  }

  /** Of all kinds: usual ones, any bits, and those where something begins or ends. */
  private static float[] numbers(Random random, int length) {
    float[] edges = {
      0,
      -0f,
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.MIN_NORMAL,
      Float.MAX_VALUE,
      PlainCurves.EXP_HIGHEST,
      PlainCurves.EXP_LOWEST,
      PlainCurves.MINUS_ONE_BELOW,
      PlainCurves.TANH_BEND,
      PlainCurves.TANH_BEND * -1f
    };
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      float edge = edges[random.nextInt(edges.length)];
      x[i] =
          switch (random.nextInt(5)) {
            case 0 -> edge;
            case 1 -> Math.nextUp(edge);
            case 2 -> -Math.nextDown(edge);
            case 3 -> Float.intBitsToFloat(random.nextInt());
            default -> 4 * (float) random.nextGaussian();
          };
    }
    return x;
  }

  private static void assertSameBits(CurveLoops wide, float[] x) {
    List<BiConsumer<CurveLoops, float[]>> curves =
        List.of(
            (loops, y) -> loops.exp(x, y),
            (loops, y) -> loops.tanh(x, y),
            (loops, y) -> loops.sigmoid(x, y),
            (loops, y) -> loops.linearExponential(x, .75f, y),
            (loops, y) -> {
              System.arraycopy(x, 0, y, 0, x.length);
              loops.tanh(y, y);
            });
    for (BiConsumer<CurveLoops, float[]> curve : curves) {
      int[][] bits = new int[2][x.length];
      for (int way = 0; way < 2; way++) {
        float[] y = new float[x.length];
        curve.accept(way == 0 ? new PlainCurves() : wide, y);
        for (int i = 0; i < y.length; i++) {
          bits[way][i] = Float.floatToIntBits(y[i]);
        }
      }
      assertThat(bits[1]).as("%d. curve", curves.indexOf(curve)).isEqualTo(bits[0]);
    }
  }

  /** Losses, parameters and probabilities after some steps, to the last bit. */
  private static String trained(String model, ModelSpec spec, int batch) {
    InputShape shape = spec.input();
    StringBuilder bits = new StringBuilder();
    try (TrainableNetwork network =
        Networks.fast(
            Models.onClassPath().get(model).configure(spec),
            CompiledNetworkTest.sizes(shape),
            new Adam(1e-3),
            new Networks.Seeds(String::hashCode, 5))) {
      Random random = new Random(1);
      for (int step = 0; step < 4; step++) {
        float[] x = CompiledNetworkTest.features(random, batch, shape);
        int[] labels = CompiledNetworkTest.labels(random, batch);
        bits.append(Double.doubleToLongBits(network.train(x, labels))).append(' ');
      }
      bits.append(Arrays.hashCode(network.graph().params().dup().data().asFloat())).append(' ');
      float[] x = CompiledNetworkTest.features(random, 60, shape);
      bits.append(Arrays.hashCode(network.probabilities(x, 60)));
    }
    return bits.toString();
  }
}
