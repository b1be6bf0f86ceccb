package io.ablate4j.engine.compiled;

import static io.ablate4j.engine.compiled.CompiledNetworkTest.batchNorm;
import static io.ablate4j.engine.compiled.CompiledNetworkTest.compareGradients;
import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.InputShape;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;

/** What networks of users have and built-in ones have not, against Deeplearning4j as released. */
class UserNetworkTest {
  private static final InputShape IMAGE = InputShape.image(2, 9, 7);
  private static final double TOLERANCE = 1e-3;

  @BeforeAll
  static void startNativeLibrary() {
    NativeRuntime.start(1);
  }

  @Test
  void aSumOfTwoPathsGivesTheGradientsOfDl4j() {
    compare(
        graph ->
            graph
                .addLayer("stem", conv(4, Activation.IDENTITY), "images")
                .addLayer("relu", new ActivationLayer(Activation.RELU), "stem")
                .addLayer("path", conv(4, Activation.RELU), "relu")
                .addLayer("norm", batchNorm(), "path")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "norm", "stem")
                .addLayer("after", new ActivationLayer(Activation.RELU), "sum")
                .addVertex(
                    "twice",
                    new ElementWiseVertex(ElementWiseVertex.Op.Add),
                    "after",
                    "sum",
                    "after")
                .addLayer("output", output(), "twice"));
  }

  @Test
  void aBorderOfZerosGivesTheGradientsOfDl4jAtTheInputAndBehindIt() {
    compare(
        graph ->
            graph
                .addLayer("edge", new ZeroPaddingLayer(1, 0, 2, 3), "images")
                .addLayer("first", conv(4, Activation.RELU), "edge")
                .addLayer("border", new ZeroPaddingLayer(2, 1, 0, 1), "first")
                .addLayer("second", conv(3, Activation.TANH), "border")
                .addLayer("output", output(), "second"));
  }

  @Test
  void aLossOfItsOwnGivesTheGradientsOfDl4j() {
    compare(
        graph ->
            graph
                .addLayer("conv", conv(4, Activation.RELU), "images")
                .addLayer(
                    "scores",
                    new DenseLayer.Builder().nOut(10).activation(Activation.IDENTITY).build(),
                    "conv")
                .addLayer(
                    "output",
                    new LossLayer.Builder(new LossMCXENT()).activation(Activation.SOFTMAX).build(),
                    "scores"));
  }

  @Test
  void negativeLogLikelihoodIsCrossEntropyByAnotherName() {
    compare(
        graph ->
            graph
                .addLayer("conv", conv(4, Activation.RELU), "images")
                .addLayer(
                    "output",
                    new OutputLayer.Builder(new LossNegativeLogLikelihood())
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build(),
                    "conv"));
  }

  /** Each of the flat numbers has its own mean and deviation, not each channel. */
  @Test
  void batchNormOfWhatIsFlatGivesTheGradientsOfDl4j() {
    compare(
        graph ->
            graph
                .addLayer("conv", conv(4, Activation.RELU), "images")
                .addLayer("norm", batchNorm(), new CnnToFeedForwardPreProcessor(9, 7, 4), "conv")
                .addLayer("output", output(), "norm"));
  }

  @Test
  void rowsOfNumbersThatAreReadAsImagesGiveTheGradientsOfDl4j() {
    InputShape row = InputShape.tabular(126);
    Supplier<ComputationGraphConfiguration> network =
        () ->
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .graphBuilder()
                .addInputs("rows")
                .addLayer(
                    "conv",
                    new ConvolutionLayer.Builder(3, 3)
                        .nIn(2)
                        .nOut(4)
                        .activation(Activation.RELU)
                        .build(),
                    new FeedForwardToCnnPreProcessor(9, 7, 2),
                    "rows")
                .addLayer(
                    "output",
                    new OutputLayer.Builder()
                        .nIn(140)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build(),
                    new CnnToFeedForwardPreProcessor(7, 5, 4),
                    "conv")
                .setOutputs("output")
                .build();
    CompiledNetwork compiled = CompiledNetworkTest.compiled(network.get(), row, new Adam(1e-3));
    CompiledNetwork image =
        CompiledNetworkTest.compiled(asImages(network.get()), IMAGE, new Adam(1e-3));
    float[] numbers = CompiledNetworkTest.features(new Random(3), 6, row);
    int[] labels = CompiledNetworkTest.labels(new Random(4), 6);
    assertThat(compiled.gradients(numbers, labels)).isEqualTo(image.gradients(numbers, labels));
    assertThat(compiled.gradients()).isEqualTo(image.gradients());
    compiled.close();
    image.close();
  }

  /** The same network for images, whose gradients are compared with DL4J's elsewhere. */
  private static ComputationGraphConfiguration asImages(ComputationGraphConfiguration network) {
    ((org.deeplearning4j.nn.conf.graph.LayerVertex) network.getVertices().get("conv"))
        .setPreProcessor(null);
    return network;
  }

  @Test
  void l1AndL2GiveTheStepsOfDl4j() {
    List<Regularization> both = List.of(new L2Regularization(.2), new L1Regularization(.01));
    for (IUpdater updater : List.of(new Sgd(.1), new Nesterovs(.05, .9), new Adam(.01))) {
      compareSteps(both, updater);
    }
  }

  private static void compareSteps(List<Regularization> penalties, IUpdater updater) {
    Supplier<ComputationGraphConfiguration> network =
        () ->
            new NeuralNetConfiguration.Builder()
                .regularization(penalties)
                .regularizationBias(List.of(new L2Regularization(.05)))
                .graphBuilder()
                .addInputs("images")
                .setInputTypes(InputType.convolutional(9, 7, 2))
                .addLayer(
                    "dense",
                    new DenseLayer.Builder().nOut(6).activation(Activation.TANH).build(),
                    "images")
                .addLayer("norm", batchNorm(), "dense")
                .addLayer("output", output(), "norm")
                .setOutputs("output")
                .build();
    CompiledNetwork compiled = CompiledNetworkTest.compiled(network.get(), IMAGE, updater);
    TrainableNetwork reference = CompiledNetworkTest.stock(network.get(), IMAGE, updater);
    INDArray before = reference.graph().params().dup();
    for (int step = 0; step < 5; step++) {
      float[] x = CompiledNetworkTest.features(new Random(step), 7, IMAGE);
      int[] labels = CompiledNetworkTest.labels(new Random(100 + step), 7);
      compiled.train(x, labels);
      reference.train(x, labels);
      assertThat(compiled.graph().params().distance2(reference.graph().params()))
          .as("after step %d with %s", step, updater)
          .isLessThan(1e-4 * (1 + reference.graph().params().distance2(before)));
    }
    assertThat(reference.graph().params().distance2(before)).isGreaterThan(.1);
    compiled.close();
  }

  private interface Layers {
    GraphBuilder add(GraphBuilder graph);
  }

  private static void compare(Layers layers) {
    compareGradients(
        () ->
            layers
                .add(
                    new NeuralNetConfiguration.Builder()
                        .seed(3)
                        .graphBuilder()
                        .addInputs("images")
                        .setInputTypes(InputType.convolutional(9, 7, 2)))
                .setOutputs("output")
                .build(),
        IMAGE,
        6,
        TOLERANCE);
  }

  private static ConvolutionLayer conv(int filters, Activation activation) {
    return new ConvolutionLayer.Builder(3, 3)
        .nOut(filters)
        .convolutionMode(ConvolutionMode.Same)
        .activation(activation)
        .build();
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(new LossMCXENT())
        .nOut(10)
        .activation(Activation.SOFTMAX)
        .build();
  }
}
