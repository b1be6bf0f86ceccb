package io.ablate4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ablate4j.engine.runtime.NativeRuntime;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Each oneDNN helper against Deeplearning4j's built-in path: outputs in training and inference, all
 * gradients (a layer in front makes the input's gradient one of them), running statistics.
 */
class HelpersTest {
  @BeforeAll
  static void startNativeLibrary() {
    NativeRuntime.start(1);
    assumeTrue("onednn".equals(NativeRuntime.helperLibrary()), "this native build has no oneDNN");
  }

  private static Stream<Arguments> convolutions() {
    return Stream.of(1, 3, 5)
        .flatMap(
            kernel ->
                Stream.of(ConvolutionMode.Same, ConvolutionMode.Truncate)
                    .flatMap(
                        mode ->
                            Stream.of(1, 2)
                                .flatMap(
                                    stride ->
                                        Stream.of(1, 2, 17, 128)
                                            .map(n -> Arguments.of(kernel, mode, stride, n)))));
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void convolutionIsThatOfTheBuiltInPath(
      int kernel, ConvolutionMode mode, int stride, int examples) {
    for (int channels : new int[] {1, 9}) {
      compare(
          () ->
              new ConvolutionLayer.Builder(kernel, kernel)
                  .convolutionMode(mode)
                  .stride(stride, stride)
                  .nOut(7)
                  .activation(Activation.RELU)
                  .build(),
          channels,
          examples);
    }
  }

  private static Stream<Arguments> pools() {
    return Stream.of(
            Arguments.of(2, 2, ConvolutionMode.Truncate),
            Arguments.of(2, 2, ConvolutionMode.Same),
            Arguments.of(3, 1, ConvolutionMode.Same),
            Arguments.of(3, 2, ConvolutionMode.Same),
            Arguments.of(3, 2, ConvolutionMode.Truncate),
            Arguments.of(2, 1, ConvolutionMode.Truncate))
        .flatMap(
            arguments ->
                Stream.of(1, 2, 17, 128)
                    .map(
                        n ->
                            Arguments.of(
                                arguments.get()[0], arguments.get()[1], arguments.get()[2], n)));
  }

  @ParameterizedTest
  @MethodSource("pools")
  void maximumAndAveragePoolingAreThoseOfTheBuiltInPath(
      int kernel, int stride, ConvolutionMode mode, int examples) {
    for (PoolingType type : new PoolingType[] {PoolingType.MAX, PoolingType.AVG}) {
      compare(
          () ->
              new SubsamplingLayer.Builder(type)
                  .kernelSize(kernel, kernel)
                  .stride(stride, stride)
                  .convolutionMode(mode)
                  .build(),
          3,
          examples);
    }
  }

  private static Stream<Arguments> norms() {
    return Stream.of(1, 2, 17, 128)
        .flatMap(n -> Stream.of(true, false).map(log -> Arguments.of(n, log)));
  }

  @ParameterizedTest
  @MethodSource("norms")
  void batchNormIsThatOfTheBuiltInPathRunningStatisticsAndAll(int examples, boolean logarithm) {
    compare(() -> new BatchNormalization.Builder().useLogStd(logarithm).build(), 5, examples);
  }

  /** Deeplearning4j names helpers for these, too, but makes them on CUDA alone. */
  @Test
  void noOtherLayerHasAHelperThatWouldGoUnchecked() {
    ComputationGraph graph = graph(new LocalResponseNormalization.Builder().build(), 3);
    assertThat(graph.getLayer("tested").getHelper()).isNull();
    assertThat(graph(new DropoutLayer.Builder(0.5).build(), 3).getLayer("tested").getHelper())
        .isNull();
  }

  private static void compare(
      Supplier<org.deeplearning4j.nn.conf.layers.Layer> layer, int channels, int examples) {
    ComputationGraph helped = graph(layer.get(), channels);
    ComputationGraph builtIn = NativeRuntime.withoutHelpers(() -> graph(layer.get(), channels));
    assertThat(helped.getLayer("tested").getHelper()).isNotNull();
    for (Layer each : builtIn.getLayers()) {
      assertThat(each.getHelper()).isNull();
    }
    assertThat(helped.params()).isEqualTo(builtIn.params());
    Random random = new Random(7);
    INDArray x = noise(random, examples);
    INDArray y = Nd4j.zeros(examples, 3);
    for (int i = 0; i < examples; i++) {
      y.putScalar(i, random.nextInt(3), 1);
    }
    close("training", helped.outputSingle(true, x), builtIn.outputSingle(true, x));
    close("inference", helped.outputSingle(false, x), builtIn.outputSingle(false, x));
    for (ComputationGraph graph : new ComputationGraph[] {helped, builtIn}) {
      graph.setInputs(x);
      graph.setLabels(y);
      graph.computeGradientAndScore();
    }
    Map<String, INDArray> expected = builtIn.gradient().gradientForVariable();
    assertThat(helped.gradient().gradientForVariable()).containsOnlyKeys(expected.keySet());
    expected.forEach(
        (name, gradient) -> close(name, helped.gradient().getGradientFor(name), gradient));
    for (int step = 0; step < 3; step++) {
      helped.fit(new INDArray[] {x}, new INDArray[] {y});
      builtIn.fit(new INDArray[] {x}, new INDArray[] {y});
    }
    close("parameters after three steps", helped.params(), builtIn.params());
    close("inference after", helped.outputSingle(false, x), builtIn.outputSingle(false, x));
  }

  /** 11 x 9 pixels: odd, and not square. */
  private static ComputationGraph graph(
      org.deeplearning4j.nn.conf.layers.Layer layer, int channels) {
    ComputationGraphConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(0)
            .graphBuilder()
            .addInputs("input")
            .setInputTypes(InputType.convolutional(11, 9, 2))
            .addLayer(
                "before",
                new ConvolutionLayer.Builder(1, 1)
                    .nOut(channels)
                    .activation(Activation.TANH)
                    .build(),
                "input")
            .addLayer("tested", layer, "before")
            .addLayer(
                "output",
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(3)
                    .activation(Activation.SOFTMAX)
                    .build(),
                "tested")
            .setOutputs("output")
            .build();
    return Networks.graph(configuration, new Sgd(0.01), name -> 3L * name.hashCode());
  }

  private static INDArray noise(Random random, int examples) {
    float[] values = new float[examples * 2 * 11 * 9];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Nd4j.create(values, new long[] {examples, 2, 11, 9}, 'c');
  }

  private static void close(String what, INDArray actual, INDArray expected) {
    double scale = Math.max(1e-2, expected.amaxNumber().doubleValue());
    assertThat(actual.sub(expected).amaxNumber().doubleValue()).as(what).isLessThan(1e-3 * scale);
  }
}
