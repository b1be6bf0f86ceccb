package io.ablate4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.data.InputShape;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.regularization.Regularization;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class EngineTest {
  private static final Models MODELS = Models.onClassPath();
  private static final InputShape SMALL = InputShape.image(1, 12, 12);

  @BeforeAll
  static void startNativeLibrary() {
    NativeRuntime.start(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "cnn", "inception"})
  void armsOfOneSeedStartFromEqualWeightsInTheLayersTheyShare(String model) {
    ComputationGraph none = create(model, Regularization.NONE, 7);
    int compared = 0;
    for (Regularization other : Regularization.builtIn()) {
      ComputationGraph arm = create(model, other, 7);
      for (Layer layer : none.getLayers()) {
        if (layer.numParams() > 0) {
          String name = layer.conf().getLayer().getLayerName();
          assertThat(arm.getLayer(name).getParam("W").dup().data().asFloat())
              .as(name + " of " + other.name())
              .isEqualTo(layer.getParam("W").dup().data().asFloat());
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(16);
  }

  @Test
  void anotherSeedStartsFromOtherWeightsAndEachLayerFromItsOwn() {
    ComputationGraph seven = create("mlp", Regularization.NONE, 7);
    ComputationGraph eight = create("mlp", Regularization.NONE, 8);
    assertThat(seven.getLayer("dense2").getParam("W"))
        .isNotEqualTo(eight.getLayer("dense2").getParam("W"));
    assertThat(seven.getLayer("dense2").getParam("W"))
        .isNotEqualTo(seven.getLayer("dense3").getParam("W"));
  }

  /** Standard deviation sqrt(2 / inputs), He et al. 2015, equation 10; 65,536 draws. */
  @Test
  void weightsAreHeNormalAndBiasesZero() {
    ComputationGraph net = create("mlp", Regularization.NONE, 3);
    INDArray weights = net.getLayer("dense2").getParam("W");
    assertThat(weights.stdNumber().doubleValue()).isCloseTo(Math.sqrt(2.0 / 256), within(1e-3));
    assertThat(weights.meanNumber().doubleValue()).isCloseTo(0, within(1.5e-3));
    assertThat(net.getLayer("dense2").getParam("b").amaxNumber().doubleValue()).isZero();
  }

  /**
   * Two branches read one activation, the second one through dropout. Without the cure, dropout
   * changes that activation in place and the first branch computes its gradient from what is left.
   * Its gradient must be that of a network in which each branch has an input of its own.
   */
  @Test
  void dropoutInOneBranchDoesNotFalsifyTheGradientOfItsSibling() {
    ComputationGraph net = Networks.graph(branches(), new Sgd(0.1), layer -> layer.hashCode());
    Random random = new Random(5);
    INDArray x = noise(random, 16, 20);
    INDArray y = oneHot(random, 16, 3);
    net.setInputs(x);
    net.setLabels(y);
    Nd4j.getRandom().setSeed(99);
    net.computeGradientAndScore();
    INDArray gradient = net.gradient().getGradientFor("sibling_W").dup();
    double analytic = gradient.getDouble(3, 2);

    // A central difference, with the same dropout mask, is the independent reference.
    float h = 5e-3f;
    INDArray w = net.getLayer("sibling").getParam("W");
    double before = w.getDouble(3, 2);
    w.putScalar(3, 2, before + h);
    double up = lossWithMask(net, x, y);
    w.putScalar(3, 2, before - h);
    double down = lossWithMask(net, x, y);
    double numeric = (up - down) / (2 * h) * 16; // DL4J's gradients are summed over the batch
    assertThat(analytic).isCloseTo(numeric, within(0.02 * Math.max(0.1, Math.abs(numeric))));
  }

  @Test
  void withoutTheCureThatGradientIsWrong() {
    ComputationGraph cured = Networks.graph(branches(), new Sgd(0.1), String::hashCode);
    ComputationGraph defective = Networks.asReleased(branches(), new Sgd(0.1), String::hashCode);
    Random random = new Random(5);
    INDArray x = noise(random, 16, 20);
    INDArray y = oneHot(random, 16, 3);
    INDArray right = siblingGradient(cured, x, y);
    INDArray wrong = siblingGradient(defective, x, y);
    assertThat(right.sub(wrong).norm2Number().doubleValue() / right.norm2Number().doubleValue())
        .as("if DL4J were mended this would be 0, and the cure could go")
        .isGreaterThan(0.1);
  }

  /** A plain graph of DL4J's own, which no code of ours has touched but for its start. */
  @Test
  void theStockEngineHasJustTheGradientsOfDl4jAsReleased() {
    ComputationGraphConfiguration configuration = branches();
    ComputationGraph released =
        NativeRuntime.withoutHelpers(() -> new ComputationGraph(branches()));
    Random random = new Random(5);
    INDArray x = noise(random, 16, 20);
    INDArray y = oneHot(random, 16, 3);
    try (TrainableNetwork stock =
        Networks.stock(
            configuration,
            new Networks.Sizes(new long[] {20}, 3),
            new Sgd(0.1),
            new Networks.Seeds(String::hashCode, 99))) {
      released.init(stock.graph().params(), true);
      for (ComputationGraph net : new ComputationGraph[] {stock.graph(), released}) {
        siblingGradient(net, x, y);
      }
      assertThat(stock.graph().gradient().gradient().dup().data().asFloat())
          .isEqualTo(released.gradient().gradient().dup().data().asFloat());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "cnn", "cnn-gap", "inception"})
  void dropoutIsOffAtInference(String model) {
    ComputationGraph net = create(model, Regularization.DROPOUT, 4);
    INDArray x = images(new Random(1), 8);
    INDArray first = net.outputSingle(false, x).dup();
    assertThat(net.outputSingle(false, x)).isEqualTo(first);
    assertThat(net.outputSingle(true, x)).isNotEqualTo(first);
    assertThat(create(model, Regularization.NONE, 4).outputSingle(false, x)).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "cnn", "cnn-gap", "inception"})
  void batchNormAtInferenceDoesNotDependOnTheOtherExamplesOfTheBatch(String model) {
    ComputationGraph net = create(model, Regularization.BATCH_NORM, 4);
    Random random = new Random(2);
    INDArray y = oneHot(random, 16, 10);
    INDArray x = images(random, 16);
    for (int step = 0; step < 20; step++) {
      net.fit(new INDArray[] {x}, new INDArray[] {y});
    }
    INDArray together = net.outputSingle(false, x).dup();
    for (int i = 0; i < 4; i++) {
      INDArray alone =
          net.outputSingle(
              false,
              x.get(
                      org.nd4j.linalg.indexing.NDArrayIndex.interval(i, i + 1),
                      org.nd4j.linalg.indexing.NDArrayIndex.all(),
                      org.nd4j.linalg.indexing.NDArrayIndex.all(),
                      org.nd4j.linalg.indexing.NDArrayIndex.all())
                  .dup('c'));
      for (int c = 0; c < 10; c++) {
        assertThat(alone.getDouble(0, c)).isCloseTo(together.getDouble(i, c), within(1e-4));
      }
    }
  }

  /** With the learning rate at almost nothing, the statistics must come to those of the batch. */
  @ParameterizedTest
  @ValueSource(strings = {"mlp", "cnn"})
  void runningMeanAndVarianceConvergeToThoseOfTheData(String model) {
    ComputationGraph net =
        Networks.graph(
            MODELS.get(model).configure(new ModelSpec(SMALL, 10, Regularization.BATCH_NORM)),
            new Sgd(1e-12),
            layer -> layer.hashCode());
    String first = model.equals("mlp") ? "dense1" : "conv1";
    Random random = new Random(3);
    INDArray x = images(random, 64);
    INDArray y = oneHot(random, 64, 10);
    for (int step = 0; step < 200; step++) { // .9^200 = 7e-10 of the start is left
      net.fit(new INDArray[] {x}, new INDArray[] {y});
    }
    INDArray z = net.feedForward(x, false).get(first);
    float[] values = z.dup('c').data().asFloat();
    int channels = Math.toIntExact(z.size(1));
    int space = values.length / (64 * channels);
    INDArray mean = net.getLayer(first + "-bn").getParam("mean");
    INDArray variance = net.getLayer(first + "-bn").getParam("var");
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < 64; i++) {
        for (int s = 0; s < space; s++) {
          double v = values[(i * channels + c) * space + s];
          sum += v;
          squares += v * v;
        }
      }
      double m = sum / (64 * space);
      double v = squares / (64 * space) - m * m; // biased, as DL4J's
      assertThat(mean.getDouble(c)).isCloseTo(m, within(1e-4));
      assertThat(variance.getDouble(c)).isCloseTo(v, within(1e-3 * Math.max(1, v)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cnn", "inception"})
  void theOneDnnHelpersAreAliveWhereTheNativeBuildHasThem(String model) throws Exception {
    ComputationGraph net = create(model, Regularization.BATCH_NORM, 4);
    org.junit.jupiter.api.Assumptions.assumeTrue(
        "onednn".equals(NativeRuntime.helperLibrary()), "this native build has no oneDNN");
    int helped = 0;
    for (Layer layer : net.getLayers()) {
      var kind = layer.conf().getLayer();
      if (kind instanceof ConvolutionLayer
          || kind instanceof SubsamplingLayer
          || kind instanceof BatchNormalization) {
        assertThat(layer.getHelper()).as(kind.getLayerName()).isNotNull();
        helped++;
      }
    }
    assertThat(helped).isGreaterThan(6);
  }

  /**
   * Ten steps with the oneDNN helpers against ten of DL4J's built-in Java paths. By plain SGD: Adam
   * makes a whole step of a gradient that is 0 but for rounding, whichever sign that has, so that
   * processors differ by 1e-4 after ten of its steps and by 1e-7 after these.
   */
  @ParameterizedTest
  @ValueSource(strings = {"cnn", "inception"})
  void helpersTrainTheSameNetworkAsTheBuiltInPath(String model) {
    for (Regularization arm : Regularization.builtIn()) {
      ComputationGraph helped = create(model, arm, 4, new Sgd(.05));
      System.setProperty("org.eclipse.deeplearning4j.helpers.disable", "true");
      ComputationGraph builtIn;
      try {
        builtIn = create(model, arm, 4, new Sgd(.05));
      } finally {
        System.setProperty("org.eclipse.deeplearning4j.helpers.disable", "false");
      }
      for (Layer layer : builtIn.getLayers()) {
        assertThat(layer.getHelper()).isNull();
      }
      assertThat(builtIn.params()).isEqualTo(helped.params());
      INDArray start = builtIn.params().dup();
      for (ComputationGraph net : new ComputationGraph[] {helped, builtIn}) {
        Random random = new Random(9);
        Nd4j.getRandom().setSeed(11);
        for (int step = 0; step < 10; step++) {
          net.fit(new INDArray[] {images(random, 17)}, new INDArray[] {oneHot(random, 17, 10)});
        }
      }
      double difference =
          helped.params().sub(builtIn.params()).norm2Number().doubleValue()
              / builtIn.params().norm2Number().doubleValue();
      assertThat(difference).as(model + " " + arm.name()).isLessThan(1e-5);
      double moved =
          start.sub(builtIn.params()).norm2Number().doubleValue()
              / builtIn.params().norm2Number().doubleValue();
      assertThat(moved).as(model + " " + arm.name() + ", trained").isGreaterThan(1e-2);
      INDArray x = images(new Random(10), 33);
      assertThat(
              helped
                  .outputSingle(false, x)
                  .sub(builtIn.outputSingle(false, x))
                  .amaxNumber()
                  .doubleValue())
          .as(model + " " + arm.name())
          .isLessThan(1e-4);
    }
  }

  private static INDArray siblingGradient(ComputationGraph net, INDArray x, INDArray y) {
    net.setInputs(x);
    net.setLabels(y);
    Nd4j.getRandom().setSeed(99);
    net.computeGradientAndScore();
    return net.gradient().getGradientFor("sibling_W").dup();
  }

  private static double lossWithMask(ComputationGraph net, INDArray x, INDArray y) {
    net.setInputs(x);
    net.setLabels(y);
    Nd4j.getRandom().setSeed(99);
    net.computeGradientAndScore();
    return net.score();
  }

  private static ComputationGraphConfiguration branches() {
    return new NeuralNetConfiguration.Builder()
        .seed(0)
        .activation(Activation.TANH)
        .graphBuilder()
        .addInputs("input")
        .setInputTypes(InputType.feedForward(20))
        .addLayer("trunk", new DenseLayer.Builder().nOut(12).build(), "input")
        .addLayer("sibling", new DenseLayer.Builder().nOut(8).build(), "trunk")
        .addLayer("dropped", new DropoutLayer.Builder(0.5).build(), "trunk")
        .addLayer("branch", new DenseLayer.Builder().nOut(8).build(), "dropped")
        .addVertex("merge", new MergeVertex(), "sibling", "branch")
        .addLayer(
            "output",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build(),
            "merge")
        .setOutputs("output")
        .build();
  }

  private static ComputationGraph create(String model, Regularization arm, long seed) {
    return create(model, arm, seed, new Adam(1e-3));
  }

  private static ComputationGraph create(
      String model, Regularization arm, long seed, IUpdater updater) {
    return Networks.graph(
        MODELS.get(model).configure(new ModelSpec(SMALL, 10, arm)),
        updater,
        layer -> seed * 31 + layer.hashCode());
  }

  private static INDArray images(Random random, int count) {
    return noise(random, count, 144).reshape(count, 1, 12, 12);
  }

  private static INDArray noise(Random random, int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return Nd4j.create(values, new long[] {rows, columns}, 'c');
  }

  private static INDArray oneHot(Random random, int rows, int classes) {
    float[] values = new float[rows * classes];
    for (int i = 0; i < rows; i++) {
      values[i * classes + random.nextInt(classes)] = 1;
    }
    return Nd4j.create(values, new long[] {rows, classes}, 'c');
  }
}
