package io.ablate4j.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ablate4j.engine.runtime.NativeRuntime;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolution of stride 1, of any kernel, padding and size, forward and back. */
class WideConvolutionTest {
  private static final int EXAMPLES = 7;

  @BeforeAll
  static void start() {
    NativeRuntime.start(1);
  }

  /** What is convolved with what. */
  private record Case(
      int channels,
      int height,
      int width,
      int filters,
      WideConvolution.Shape shape,
      int down,
      int right) {
    Case(int channels, int side, int filters, int kernel) {
      this(
          channels,
          side,
          side,
          filters,
          new WideConvolution.Shape(kernel, kernel, kernel / 2, kernel / 2),
          side,
          side);
    }

    int weights() {
      return filters * channels * shape.rows() * shape.columns();
    }
  }

  private static Stream<Case> cases() {
    return Stream.of(
        new Case(1, 28, 16, 3),
        new Case(16, 14, 32, 3),
        new Case(8, 14, 12, 5),
        new Case(16, 14, 12, 1),
        new Case(64, 7, 24, 1),
        new Case(24, 7, 48, 3),
        new Case(3, 9, 11, 7, new WideConvolution.Shape(3, 3, 0, 0), 7, 9),
        new Case(5, 13, 9, 6, new WideConvolution.Shape(3, 5, 1, 2), 13, 9),
        new Case(3, 12, 33, 5, new WideConvolution.Shape(4, 4, 1, 1), 12, 33),
        new Case(2, 8, 8, 4, new WideConvolution.Shape(3, 3, 2, 2), 10, 10),
        new Case(7, 8, 6, 9, new WideConvolution.Shape(2, 3, 0, 1), 7, 6),
        new Case(3, 40, 1, 5, new WideConvolution.Shape(3, 1, 1, 0), 40, 1),
        new Case(4, 1, 1, 3, new WideConvolution.Shape(1, 1, 0, 0), 1, 1),
        new Case(1, 1, 50, 1, new WideConvolution.Shape(1, 2, 0, 0), 1, 49));
  }

  /** One pass each way. */
  private record Pass(float[] parameters, float[] x, float[] y, float[] dy, float[] dx, float[] g) {
    static Pass of(ConvolutionKernels kernels, Case what, boolean isBiased, boolean isRectified) {
      Random random = new Random(3);
      Tensor input = new Tensor(EXAMPLES, what.channels, what.height, what.width);
      Tensor output = new Tensor(EXAMPLES, what.filters, what.down, what.right);
      float[] parameters = noise(random, new float[what.filters + what.weights()]);
      float[] x = noise(random, input.value().write());
      WideConvolution node =
          new WideConvolution(
              kernels,
              input,
              output,
              what.shape,
              parameters,
              what.filters,
              isBiased ? 0 : -1,
              false);
      if (isRectified) {
        assertThat(node.takeIn(Relu.CURVE)).isTrue();
      }
      float[] dy = noise(random, output.newGradient().write());
      for (int turn = 0; turn < 2; turn++) { // nothing may be left over from one to the next
        node.forward(PassKind.TRAINING);
        node.backward();
      }
      float[] gradients = new float[parameters.length];
      node.writeGradients(gradients);
      return new Pass(parameters, x, output.value().read(), dy, input.gradient().read(), gradients);
    }
  }

  private static float[] noise(Random random, float[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void vectorsOfAnyWidthHaveTheBitsOfOneNumberAtATime(Case what) {
    Optional<ConvolutionKernels> kernels = Wide.ofThisProcess().convolutions();
    assumeTrue(kernels.isPresent(), () -> "vector kernels " + Wide.ofThisProcess().state());
    for (int way = 0; way < 4; way++) {
      boolean isBiased = way % 2 == 0;
      boolean isRectified = way < 2;
      Pass vectors = Pass.of(kernels.get(), what, isBiased, isRectified);
      for (int lanes : new int[] {8, 16}) {
        Pass plain = Pass.of(new PlainConvolutions(lanes), what, isBiased, isRectified);
        assertThat(vectors.y).isEqualTo(plain.y);
        assertThat(vectors.dx).isEqualTo(plain.dx);
        assertThat(vectors.g).isEqualTo(plain.g);
      }
    }
  }

  /** By the definition, in doubles: no padded planes, no runs. */
  @ParameterizedTest
  @MethodSource("cases")
  void itIsTheConvolutionThatItsDefinitionSays(Case what) {
    for (boolean isRectified : new boolean[] {true, false}) {
      Pass pass = Pass.of(new PlainConvolutions(16), what, true, isRectified);
      double[] dx = new double[pass.x.length];
      double[] g = new double[pass.g.length];
      for (int out = 0; out < pass.y.length; out++) {
        int example = out / (what.filters * what.down * what.right);
        int filter = out / (what.down * what.right) % what.filters;
        int row = out / what.right % what.down;
        int column = out % what.right;
        boolean isOpen = !isRectified || pass.y[out] > 0;
        double z = pass.parameters[filter];
        g[filter] += isOpen ? pass.dy[out] : 0;
        for (int w = 0; w < what.weights() / what.filters; w++) {
          int area = what.shape.rows() * what.shape.columns();
          int channel = w / area;
          int down = row + w % area / what.shape.columns() - what.shape.top();
          int right = column + w % what.shape.columns() - what.shape.left();
          if (down < 0 || down >= what.height || right < 0 || right >= what.width) {
            continue;
          }
          int in = ((example * what.channels + channel) * what.height + down) * what.width + right;
          int weight = what.filters + filter * (what.weights() / what.filters) + w;
          z += (double) pass.x[in] * pass.parameters[weight];
          dx[in] += isOpen ? (double) pass.dy[out] * pass.parameters[weight] : 0;
          g[weight] += isOpen ? (double) pass.dy[out] * pass.x[in] : 0;
        }
        assertThat((double) pass.y[out]).isCloseTo(isRectified ? Math.max(z, 0) : z, within(1e-4));
      }
      for (int i = 0; i < dx.length; i++) {
        assertThat((double) pass.dx[i]).isCloseTo(dx[i], within(1e-4));
      }
      for (int i = 0; i < g.length; i++) {
        assertThat((double) pass.g[i]).isCloseTo(g[i], within(1e-4));
      }
    }
  }

  @Test
  void evaluationTakesBatchNormIntoTheWeightsAndTrainingDoesNot() {
    Random random = new Random(4);
    int filters = 6;
    float[] numbers = noise(random, new float[filters + filters * 3 * 9 + 4 * filters]);
    int norms = numbers.length - 4 * filters;
    for (int i = norms + 3 * filters; i < numbers.length; i++) {
      numbers[i] = .5f + Math.abs(numbers[i]); // variances
    }
    float[][] results = new float[4][];
    for (int way = 0; way < 4; way++) {
      boolean isFolded = way % 2 == 0;
      Parameters parameters = Parameters.of(numbers.clone());
      Tensor input = new Tensor(EXAMPLES, 3, 9, 8);
      Tensor between = new Tensor(EXAMPLES, filters, 9, 8);
      noise(new Random(5), input.value().write());
      WideConvolution convolution =
          new WideConvolution(
              new PlainConvolutions(16),
              input,
              between,
              new WideConvolution.Shape(3, 3, 1, 1),
              parameters.values(),
              filters,
              0,
              true);
      BatchNorm norm =
          new BatchNorm(
              between,
              parameters,
              new BatchNorm.Layout(norms, norms + 6, norms + 12, norms + 18),
              .9,
              1e-5);
      if (isFolded) {
        norm.foldInto(convolution);
      }
      assertThat(norm.takeIn(Relu.CURVE)).isTrue();
      PassKind kind = way >= 2 ? PassKind.TRAINING : PassKind.INFERENCE;
      convolution.forward(kind);
      norm.forward(kind);
      results[way] = norm.output().value().read();
      parameters.close();
    }
    assertThat(results[0]).usingComparatorWithPrecision(1e-5f).containsExactly(results[1]);
    assertThat(results[0]).isNotEqualTo(results[1]);
    assertThat(results[2]).isEqualTo(results[3]);
    assertThat(results[2]).isNotEqualTo(results[1]);
  }
}
