package io.ablate4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.data.InputShape;
import io.ablate4j.regularization.Dropout;
import io.ablate4j.regularization.Regularization;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkLayoutTest {
  private static final InputShape MNIST = InputShape.image(1, 28, 28);
  private static final InputShape CIFAR = InputShape.image(3, 32, 32);
  private static final Models MODELS = Models.onClassPath();

  /**
   * Counted by hand. mlp: 784x256+256 + 2x(256x256+256) + 256x10+10; with BN each of three layers
   * loses 256 biases and gains 512 (gamma, beta). cnn: 9x16+16 + 9x16x32+32 + 7x7x32x128+128 +
   * 1290. inception: stem 160, block a 272 + (272 + 3480) + (136 + 2412) + 204, block b 2080 +
   * (1560 + 10416) + (520 + 4824) + 1560, output 1290; BN adds one number a channel.
   */
  @ParameterizedTest
  @CsvSource({
    "mlp, none, 335114",
    "mlp, batch-norm, 335882",
    "mlp, dropout, 335114",
    "mlp, both, 335882",
    "cnn, none, 206922",
    "cnn, batch-norm, 207098",
    "cnn, dropout, 206922",
    "cnn, both, 207098",
    "cnn-gap, none, 5130",
    "cnn-gap, batch-norm, 5178",
    "inception, none, 29186",
    "inception, batch-norm, 29450",
    "inception, dropout, 29186",
    "inception, both, 29450",
  })
  void trainableParametersAreThoseCountedByHand(String model, String regularization, long count) {
    assertThat(NetworkDescription.of(configure(model, regularization, MNIST)).trainableParameters())
        .isEqualTo(count);
  }

  /**
   * Counted by hand, parameters times places: mlp as above; cnn 160 x 784 + 4640 x 196 + 200,832 +
   * 1290.
   */
  @ParameterizedTest
  @CsvSource({"mlp, 335115", "cnn, 1237003"})
  void multiplicationsAreThoseCountedByHand(String model, double count) {
    double first = model.equals("mlp") ? 785 * 256 : 10 * 16 * 28 * 28;
    assertThat(NetworkCost.firstMultiplications(configure(model, "none", MNIST), MNIST))
        .isEqualTo(1 + first);
    assertThat(NetworkCost.multiplications(configure(model, "none", MNIST), MNIST))
        .isEqualTo(count);
  }

  /**
   * 3072x256+256 in the mlp's first layer, 27x16+16 in the others', 8x8x32x128 in the cnn's dense.
   */
  @ParameterizedTest
  @CsvSource({"mlp, 920842", "cnn, 268650", "inception, 29474"})
  void trainableParametersOnColourImagesAreThoseCountedByHand(String model, long count) {
    assertThat(NetworkDescription.of(configure(model, "none", CIFAR)).trainableParameters())
        .isEqualTo(count);
  }

  @Test
  void aDescriptionTellsWidthsKernelsRatesAndParametersLayerByLayer() {
    assertThat(NetworkDescription.of(configure("cnn", "both", MNIST)).layers())
        .containsExactly(
            "conv1: conv 3x3, 16, same; 144 parameters",
            "conv1-bn: batch norm, decay 0.9; 32 parameters",
            "conv1-relu: ReLU",
            "pool1: max-pool 2x2",
            "pool1-drop: drop 0.25",
            "conv2: conv 3x3, 32, same; 4\u202f608 parameters",
            "conv2-bn: batch norm, decay 0.9; 64 parameters",
            "conv2-relu: ReLU",
            "pool2: max-pool 2x2",
            "pool2-drop: drop 0.25",
            "dense1: dense 128; 200\u202f704 parameters",
            "dense1-bn: batch norm, decay 0.9; 256 parameters",
            "dense1-relu: ReLU",
            "dense1-drop: drop 0.5",
            "output: dense 10, softmax; 1\u202f290 parameters");
  }

  @Test
  void aDescriptionTellsWhereBranchesBeginAndEnd() {
    assertThat(NetworkDescription.of(configure("inception", "none", MNIST)).layers())
        .contains(
            "a-1x1: conv 1x1, 16, same, ReLU; 272 parameters",
            "a-3x3-reduce: conv 1x1, 16, same, ReLU, from pool1; 272 parameters",
            "a-3x3: conv 3x3, 24, same, ReLU; 3\u202f480 parameters",
            "a-pool: max-pool 3x3, stride 1, same, from pool1",
            "a-merge: channels joined, of a-1x1 + a-3x3 + a-5x5 + a-pool-1x1",
            "pool3: global average pool");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "mlp:none:dense1 dense2 dense3 output",
        "mlp:batch-norm:dense1 dense1-bn dense1-relu dense2 dense2-bn dense2-relu dense3 dense3-bn"
            + " dense3-relu output",
        "mlp:dropout:dense1 dense1-drop dense2 dense2-drop dense3 dense3-drop output",
        "mlp:both:dense1 dense1-bn dense1-relu dense1-drop dense2 dense2-bn dense2-relu dense2-drop"
            + " dense3 dense3-bn dense3-relu dense3-drop output",
        "cnn:none:conv1 pool1 conv2 pool2 dense1 output",
        "cnn:batch-norm:conv1 conv1-bn conv1-relu pool1 conv2 conv2-bn conv2-relu pool2 dense1"
            + " dense1-bn dense1-relu output",
        "cnn:dropout:conv1 pool1 pool1-drop conv2 pool2 pool2-drop dense1 dense1-drop output",
        "cnn:both:conv1 conv1-bn conv1-relu pool1 pool1-drop conv2 conv2-bn conv2-relu pool2"
            + " pool2-drop dense1 dense1-bn dense1-relu dense1-drop output",
        "inception:none:stem pool1 a-1x1 a-3x3-reduce a-3x3 a-5x5-reduce a-5x5 a-pool a-pool-1x1"
            + " a-merge pool2 b-1x1 b-3x3-reduce b-3x3 b-5x5-reduce b-5x5 b-pool b-pool-1x1 b-merge"
            + " pool3 output",
        "inception:dropout:stem pool1 a-1x1 a-3x3-reduce a-3x3 a-5x5-reduce a-5x5 a-pool a-pool-1x1"
            + " a-merge pool2 pool2-drop b-1x1 b-3x3-reduce b-3x3 b-5x5-reduce b-5x5 b-pool"
            + " b-pool-1x1 b-merge pool3 pool3-drop output",
        "inception:batch-norm:stem stem-bn stem-relu pool1 a-1x1 a-1x1-bn a-1x1-relu a-3x3-reduce"
            + " a-3x3-reduce-bn a-3x3-reduce-relu a-3x3 a-3x3-bn a-3x3-relu a-5x5-reduce"
            + " a-5x5-reduce-bn a-5x5-reduce-relu a-5x5 a-5x5-bn a-5x5-relu a-pool a-pool-1x1"
            + " a-pool-1x1-bn a-pool-1x1-relu a-merge pool2 b-1x1 b-1x1-bn b-1x1-relu b-3x3-reduce"
            + " b-3x3-reduce-bn b-3x3-reduce-relu b-3x3 b-3x3-bn b-3x3-relu b-5x5-reduce"
            + " b-5x5-reduce-bn b-5x5-reduce-relu b-5x5 b-5x5-bn b-5x5-relu b-pool b-pool-1x1"
            + " b-pool-1x1-bn b-pool-1x1-relu b-merge pool3 output",
        "inception:both:stem stem-bn stem-relu pool1 a-1x1 a-1x1-bn a-1x1-relu a-3x3-reduce"
            + " a-3x3-reduce-bn a-3x3-reduce-relu a-3x3 a-3x3-bn a-3x3-relu a-5x5-reduce"
            + " a-5x5-reduce-bn a-5x5-reduce-relu a-5x5 a-5x5-bn a-5x5-relu a-pool a-pool-1x1"
            + " a-pool-1x1-bn a-pool-1x1-relu a-merge pool2 pool2-drop b-1x1 b-1x1-bn b-1x1-relu"
            + " b-3x3-reduce b-3x3-reduce-bn b-3x3-reduce-relu b-3x3 b-3x3-bn b-3x3-relu"
            + " b-5x5-reduce b-5x5-reduce-bn b-5x5-reduce-relu b-5x5 b-5x5-bn b-5x5-relu b-pool"
            + " b-pool-1x1 b-pool-1x1-bn b-pool-1x1-relu b-merge pool3 pool3-drop output"
      })
  void layersStandInTheOrderWeightsBatchNormReluPoolDropout(
      String model, String regularization, String layers) {
    ComputationGraphConfiguration configuration = configure(model, regularization, MNIST);
    assertThat(String.join(" ", configuration.getVertices().keySet())).isEqualTo(layers);
  }

  @ParameterizedTest
  @MethodSource("allArms")
  void eachLayerReadsTheOneBeforeItUnlessABranchStarts(String model, String regularization) {
    ComputationGraphConfiguration configuration = configure(model, regularization, MNIST);
    String before = "input";
    for (String layer : configuration.getVertices().keySet()) {
      List<String> inputs = configuration.getVertexInputs().get(layer);
      if (layer.endsWith("-merge")) {
        assertThat(inputs).hasSize(4).allMatch(input -> input.startsWith(layer.substring(0, 2)));
      } else if (List.of("a-1x1", "a-3x3-reduce", "a-5x5-reduce", "a-pool").contains(layer)) {
        assertThat(inputs).containsExactly("pool1");
      } else if (List.of("b-1x1", "b-3x3-reduce", "b-5x5-reduce", "b-pool").contains(layer)) {
        assertThat(inputs)
            .containsExactly(
                configuration.getVertices().containsKey("pool2-drop") ? "pool2-drop" : "pool2");
      } else {
        assertThat(inputs).containsExactly(before);
      }
      before = layer;
    }
  }

  @ParameterizedTest
  @MethodSource("allArms")
  void aLayerThatBatchNormFollowsHasNeitherBiasNorActivation(String model, String regularization) {
    ComputationGraphConfiguration configuration = configure(model, regularization, MNIST);
    assertThat(configuration.getVertices().keySet()).isNotEmpty();
    configuration
        .getVertices()
        .forEach(
            (name, vertex) -> {
              boolean normalized = configuration.getVertices().containsKey(name + "-bn");
              if (layer(vertex) instanceof ConvolutionLayer convolution) {
                assertThat(convolution.hasBias()).as(name).isEqualTo(!normalized);
                assertThat(convolution.getActivationFn())
                    .as(name)
                    .hasToString(normalized ? "identity" : "relu");
              } else if (layer(vertex) instanceof DenseLayer dense) {
                assertThat(dense.hasBias()).as(name).isEqualTo(!normalized);
                assertThat(dense.getActivationFn())
                    .as(name)
                    .hasToString(normalized ? "identity" : "relu");
              }
            });
  }

  @Test
  void aDropProbabilityBecomesARetainProbabilityOnTheWayToDl4j() {
    Regularization light =
        new Regularization("light", Optional.empty(), Optional.of(new Dropout(0.1, 0.3)));
    ComputationGraphConfiguration configuration =
        MODELS.get("cnn").configure(new ModelSpec(MNIST, 10, light));
    assertThat(retainProbability(configuration, "pool1-drop")).isEqualTo(0.9);
    assertThat(retainProbability(configuration, "pool2-drop")).isEqualTo(0.9);
    assertThat(retainProbability(configuration, "dense1-drop")).isEqualTo(0.7);
  }

  @Test
  void aDropProbabilityOfZeroGivesTheNetworkWithoutDropout() {
    Regularization zero =
        new Regularization("zero", Optional.empty(), Optional.of(new Dropout(0, 0)));
    assertThat(MODELS.get("cnn").configure(new ModelSpec(MNIST, 10, zero)).toJson())
        .isEqualTo(
            MODELS.get("cnn").configure(new ModelSpec(MNIST, 10, Regularization.NONE)).toJson());
  }

  @Test
  void noTwoDropoutLayersShareTheInstanceThatKeepsTheMask() {
    List<Object> dropouts =
        configure("inception", "both", MNIST).getVertices().values().stream()
            .map(NetworkLayoutTest::layer)
            .filter(DropoutLayer.class::isInstance)
            .map(layer -> (Object) layer.getIDropout())
            .toList();
    assertThat(dropouts).hasSize(2);
    assertThat(dropouts.get(0)).isNotSameAs(dropouts.get(1));
  }

  /** As models of one's own may be built. */
  @Test
  void aBranchMayStartBeforeOrBehindTheEndOfABlock() {
    BlockBuilder net = new BlockBuilder(new ModelSpec(MNIST, 10, Regularization.BOTH));
    net.convolution("stem", 3, 4).dropoutConv();
    String behind = net.last();
    String plain = net.from("stem").convolution("plain", 1, 4).last();
    String dropped = net.from(behind).convolution("dropped", 1, 4).last();
    ComputationGraphConfiguration network =
        net.merge("merge", plain, dropped).globalAveragePool("pool").softmaxOutput();
    assertThat(network.getVertices().keySet())
        .containsSequence("stem", "stem-bn", "stem-relu", "stem-relu-drop", "plain");
    assertThat(network.getVertexInputs().get("plain")).containsExactly("stem-relu");
    assertThat(network.getVertexInputs().get("dropped")).containsExactly("stem-relu-drop");
    assertThat(network.getVertexInputs().get("merge"))
        .containsExactly("plain-relu", "dropped-relu");
  }

  @Test
  void aBranchFromNowhereIsRefused() {
    BlockBuilder net = new BlockBuilder(new ModelSpec(MNIST, 10, Regularization.NONE));
    assertThatThrownBy(() -> net.dense("first", 4).from("second"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no layer \"second\" yet");
  }

  @Test
  void convolutionalNetworksObjectToTablesAndTinyImages() {
    assertThat(MODELS.get("cnn").objection(InputShape.tabular(20)))
        .contains("needs images, not table rows of 20 features");
    assertThat(MODELS.get("inception").objection(InputShape.image(1, 3, 8)))
        .contains("needs images of at least 4x4 pixels, not 3x8x1");
    assertThat(MODELS.get("mlp").objection(InputShape.tabular(20))).isEmpty();
    assertThat(MODELS.get("cnn").objection(InputShape.image(1, 4, 4))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"cnn", "cnn-gap", "inception", "mlp"})
  void networksFitTheSmallestImageTheyDoNotObjectTo(String model) {
    ComputationGraphConfiguration configuration =
        configure(model, "both", InputShape.image(1, 4, 4));
    assertThat(NetworkDescription.of(configuration).trainableParameters()).isPositive();
  }

  private static Stream<org.junit.jupiter.params.provider.Arguments> allArms() {
    return Stream.of("mlp", "cnn", "cnn-gap", "inception")
        .flatMap(
            model ->
                Regularization.builtIn().stream()
                    .map(
                        regularization ->
                            org.junit.jupiter.params.provider.Arguments.of(
                                model, regularization.name())));
  }

  private static double retainProbability(ComputationGraphConfiguration c, String layer) {
    DropoutLayer dropout = (DropoutLayer) layer(c.getVertices().get(layer));
    return ((org.deeplearning4j.nn.conf.dropout.Dropout) dropout.getIDropout()).getP();
  }

  private static Layer layer(GraphVertex vertex) {
    return vertex instanceof LayerVertex layer ? layer.getLayerConf().getLayer() : null;
  }

  private static ComputationGraphConfiguration configure(
      String model, String regularization, InputShape input) {
    Regularization definition =
        Regularization.builtIn().stream()
            .filter(r -> r.name().equals(regularization))
            .findFirst()
            .orElseThrow();
    return MODELS.get(model).configure(new ModelSpec(input, 10, definition));
  }
}
