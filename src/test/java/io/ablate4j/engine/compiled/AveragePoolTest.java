package io.ablate4j.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.InputShape;
import io.ablate4j.engine.Networks;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;

class AveragePoolTest {
  private static final InputShape SHAPE = InputShape.image(2, 9, 8);

  @BeforeAll
  static void startNativeLibrary() {
    NativeRuntime.start(1);
  }

  /** In the manner of LeNet. */
  private static ComputationGraphConfiguration network(SubsamplingLayer pool) {
    return new NeuralNetConfiguration.Builder()
        .seed(3)
        .graphBuilder()
        .addInputs("images")
        .setInputTypes(InputType.convolutional(9, 8, 2))
        .addLayer(
            "conv",
            new ConvolutionLayer.Builder(3, 3)
                .convolutionMode(ConvolutionMode.Same)
                .nOut(4)
                .activation(Activation.TANH)
                .build(),
            "images")
        .addLayer("pool", pool, "conv")
        .addLayer(
            "dense",
            new DenseLayer.Builder().nOut(6).activation(Activation.SIGMOID).build(),
            "pool")
        .addLayer("output", CompiledNetworkTest.softmax(), "dense")
        .setOutputs("output")
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "2, 2, 2, 2, Truncate, 0, true",
    "2, 2, 2, 2, Truncate, 1, true",
    "2, 2, 2, 2, Truncate, 1, false",
    "3, 3, 1, 1, Same, 0, true",
    "3, 3, 1, 1, Same, 0, false",
    "3, 2, 2, 1, Same, 0, false",
    "2, 3, 1, 2, Same, 0, true",
    "4, 4, 3, 3, Same, 0, false",
  })
  void averagesGiveTheGradientsOfDl4j(
      int height, int width, int down, int right, ConvolutionMode mode, int padding, boolean all) {
    CompiledNetworkTest.compareGradients(
        () ->
            network(
                new SubsamplingLayer.Builder(PoolingType.AVG)
                    .kernelSize(height, width)
                    .stride(down, right)
                    .padding(padding, padding)
                    .convolutionMode(mode)
                    .avgPoolIncludePadInDivisor(all)
                    .build()),
        SHAPE,
        5,
        1e-3);
  }

  @Test
  void aPoolingThatIsNeitherMaximumNorAverageIsLeftToDl4j() {
    SubsamplingLayer root =
        new SubsamplingLayer.Builder(PoolingType.PNORM)
            .kernelSize(2, 2)
            .stride(2, 2)
            .pnorm(2)
            .build();
    try (TrainableNetwork network =
        Networks.fast(
            network(root),
            CompiledNetworkTest.sizes(SHAPE),
            new Sgd(0.1),
            new Networks.Seeds(String::hashCode, 1))) {
      assertThat(network.engine()).contains("pool: pooling other than the maximum or the average");
    }
  }
}
