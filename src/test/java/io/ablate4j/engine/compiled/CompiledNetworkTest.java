package io.ablate4j.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.data.InputShape;
import io.ablate4j.engine.Networks;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.regularization.Regularization;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** The compiled step against Deeplearning4j as released, which is the reference here. */
class CompiledNetworkTest {
  private static final Models MODELS = Models.onClassPath();

  @BeforeAll
  static void startNativeLibrary() {
    NativeRuntime.start(1);
  }

  private static Stream<Arguments> withoutDropout() {
    return Stream.of("mlp", "cnn", "inception")
        .flatMap(
            model ->
                Stream.of(Regularization.NONE, Regularization.BATCH_NORM)
                    .flatMap(
                        arm ->
                            Stream.of(
                                    InputShape.image(1, 12, 12),
                                    InputShape.image(3, 13, 9),
                                    InputShape.image(1, 28, 28))
                                .flatMap(
                                    shape ->
                                        sizes(model, arm)
                                            .map(n -> Arguments.of(model, arm, shape, n)))));
  }

  /** DL4J as released cannot normalize a dense layer over a batch of one. */
  private static Stream<Integer> sizes(String model, Regularization arm) {
    return !model.equals("inception") && arm.equals(Regularization.BATCH_NORM)
        ? Stream.of(2, 17)
        : Stream.of(1, 2, 17);
  }

  @ParameterizedTest
  @MethodSource("withoutDropout")
  void gradientsAndLossAreThoseOfDl4j(
      String model, Regularization arm, InputShape shape, int examples) {
    Supplier<ComputationGraphConfiguration> configuration =
        () -> MODELS.get(model).configure(new ModelSpec(shape, 10, arm));
    compareGradients(configuration, shape, examples, 1e-3);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, Same, 2, 2, Truncate",
    "3, 1, Same, 3, 1, Same",
    "5, 1, Same, 3, 2, Same",
    "3, 2, Same, 2, 1, Same",
    "3, 1, Truncate, 2, 2, Truncate",
    "5, 2, Truncate, 3, 3, Truncate",
    "3, 1, Same, 4, 4, Same",
  })
  void anyKernelStrideAndModeGivesTheGradientsOfDl4j(
      int kernel,
      int stride,
      ConvolutionMode mode,
      int pool,
      int poolStride,
      ConvolutionMode poolMode) {
    InputShape shape = InputShape.image(2, 15, 14);
    Supplier<ComputationGraphConfiguration> configuration =
        () ->
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(15, 14, 2))
                .addLayer("first", convolution(kernel, stride, mode, 5), "input")
                .addLayer(
                    "pool",
                    new SubsamplingLayer.Builder(PoolingType.MAX)
                        .kernelSize(pool, pool)
                        .stride(poolStride, poolStride)
                        .convolutionMode(poolMode)
                        .build(),
                    "first")
                .addLayer("second", convolution(kernel, 1, ConvolutionMode.Same, 7), "pool")
                .addLayer("bn", batchNorm(), "second")
                .addLayer(
                    "dense",
                    new DenseLayer.Builder().nOut(6).activation(Activation.RELU).build(),
                    "bn")
                .addLayer("output", softmax(), "dense")
                .setOutputs("output")
                .build();
    compareGradients(configuration, shape, 6, 1e-3);
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"SIGMOID", "TANH", "LEAKYRELU", "ELU"})
  void otherActivationsGiveTheGradientsOfDl4jToo(Activation activation) {
    InputShape shape = InputShape.image(2, 9, 8);
    ConvolutionLayer wide = convolution(3, 1, ConvolutionMode.Same, 5);
    wide.setActivationFn(activation.getActivationFunction());
    ConvolutionLayer linear = convolution(1, 1, ConvolutionMode.Same, 4);
    linear.setActivationFn(Activation.IDENTITY.getActivationFunction());
    Supplier<ComputationGraphConfiguration> configuration =
        () ->
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .graphBuilder()
                .addInputs("images")
                .setInputTypes(InputType.convolutional(9, 8, 2))
                .addLayer("wide", wide.clone(), "images")
                .addLayer("linear", linear.clone(), "wide")
                .addLayer("bn", batchNorm(), "linear")
                .addLayer("normal", new ActivationLayer(activation), "bn")
                .addVertex("merge", new MergeVertex(), "wide", "normal")
                .addLayer(
                    "dense",
                    new DenseLayer.Builder().nOut(6).activation(activation).build(),
                    "merge")
                .addLayer("output", softmax(), "dense")
                .setOutputs("output")
                .build();
    compareGradients(configuration, shape, 6, 1e-3);
  }

  /**
   * A ReLU may overwrite what it reads only where nobody else wants it, neither before nor after.
   */
  @Test
  void whatOthersReadAsWellIsNotOverwritten() {
    InputShape shape = InputShape.image(2, 9, 7);
    ConvolutionLayer linear = convolution(3, 1, ConvolutionMode.Same, 5);
    linear.setActivationFn(Activation.IDENTITY.getActivationFunction());
    Supplier<ComputationGraphConfiguration> configuration =
        () ->
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .graphBuilder()
                .addInputs("images")
                .setInputTypes(InputType.convolutional(9, 7, 2))
                .addLayer("above-zero", new ActivationLayer(Activation.RELU), "images")
                .addLayer("linear", linear.clone(), "above-zero")
                .addLayer("relu", new ActivationLayer(Activation.RELU), "linear")
                .addLayer("wide", convolution(3, 1, ConvolutionMode.Same, 4), "relu")
                .addLayer("point", convolution(1, 1, ConvolutionMode.Same, 3), "relu")
                .addLayer("alone", new ActivationLayer(Activation.RELU), "point")
                .addVertex("merge", new MergeVertex(), "images", "linear", "relu", "wide", "alone")
                .addLayer("output", softmax(), "merge")
                .setOutputs("output")
                .build();
    compareGradients(configuration, shape, 6, 1e-3);
  }

  private static ConvolutionLayer convolution(
      int kernel, int stride, ConvolutionMode mode, int channels) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .stride(stride, stride)
        .convolutionMode(mode)
        .nOut(channels)
        .activation(Activation.RELU)
        .build();
  }

  @Test
  void convolutionsOfVeryManyWeightsAndThoseThatSkipPixelsAreTheNativeLibrarys() {
    Supplier<ComputationGraphConfiguration> configuration =
        () ->
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(6, 5, 2))
                .addLayer("few", convolution(3, 1, ConvolutionMode.Same, 170), "input")
                .addLayer("many", convolution(3, 1, ConvolutionMode.Same, 170), "few")
                .addLayer("skipping", convolution(2, 2, ConvolutionMode.Truncate, 4), "many")
                .addLayer("output", softmax(), "skipping")
                .setOutputs("output")
                .build();
    InputShape shape = InputShape.image(2, 6, 5);
    compareGradients(configuration, shape, 3, 2e-4);
    boolean hasKernels = ConvolutionCheck.ofThisProcess().vectorVerdict().isPresent();
    try (CompiledNetwork network = compiled(configuration.get(), shape, new Sgd(.1))) {
      assertThat(network.facts().get("convolutions"))
          .isEqualTo(hasKernels ? "vector kernels and native library" : "native library");
      assertThat(network.helpers().used()).containsExactly("compiled convolution");
    }
  }

  /** With running variances, not their logarithms. */
  static BatchNormalization batchNorm() {
    return new BatchNormalization.Builder().useLogStd(false).build();
  }

  /** Ten classes. */
  static OutputLayer softmax() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(10)
        .activation(Activation.SOFTMAX)
        .build();
  }

  static void compareGradients(
      Supplier<ComputationGraphConfiguration> configuration,
      InputShape shape,
      int examples,
      double tolerance) {
    CompiledNetwork compiled = compiled(configuration.get(), shape, new Adam(1e-3));
    ComputationGraph reference = stock(configuration.get(), shape, new Adam(1e-3)).graph();
    assertThat(compiled.graph().params()).isEqualTo(reference.params());
    float[] x = features(new Random(3), examples, shape);
    int[] labels = labels(new Random(4), examples);

    double loss = compiled.gradients(x, labels);
    reference.setInputs(array(x, examples, shape));
    reference.setLabels(oneHot(labels));
    reference.computeGradientAndScore();

    assertThat(loss).isCloseTo(reference.score(), within(1e-4));
    for (Map.Entry<String, INDArray> entry :
        reference.gradient().gradientForVariable().entrySet()) {
      String name = entry.getKey();
      if (name.endsWith("_mean") || name.endsWith("_var")) {
        continue; // no gradients, but how DL4J moves the running statistics
      }
      INDArray parameter = reference.getParam(name);
      float[] expected = entry.getValue().dup(parameter.ordering()).div(examples).data().asFloat();
      float[] actual = new float[expected.length];
      System.arraycopy(compiled.gradients(), (int) parameter.offset(), actual, 0, actual.length);
      double scale = 0;
      double difference = 0;
      for (int i = 0; i < expected.length; i++) {
        scale = Math.max(scale, Math.abs(expected[i]));
        difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
      }
      assertThat(difference).as(name).isLessThan(tolerance * Math.max(scale, 1e-2));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "cnn", "inception"})
  void twentyStepsTrainTheSameNetworkAsDl4jRunningStatisticsAndAll(String model) {
    InputShape shape = InputShape.image(1, 14, 14);
    for (Regularization arm :
        new Regularization[] {Regularization.NONE, Regularization.BATCH_NORM}) {
      Supplier<ComputationGraphConfiguration> configuration =
          () -> MODELS.get(model).configure(new ModelSpec(shape, 10, arm));
      // Plain descent: Adam's first steps depend on the sign of gradients that are almost zero.
      CompiledNetwork compiled = compiled(configuration.get(), shape, new Sgd(0.01));
      TrainableNetwork reference = stock(configuration.get(), shape, new Sgd(0.01));
      Random random = new Random(8);
      for (int step = 0; step < 20; step++) {
        float[] x = features(random, 24, shape);
        int[] labels = labels(random, 24);
        double loss = compiled.train(x, labels);
        assertThat(loss)
            .as(model + " " + arm.name() + " step " + step)
            .isCloseTo(reference.train(x, labels), within(1e-3));
      }
      INDArray difference = compiled.graph().params().sub(reference.graph().params());
      assertThat(difference.norm2Number().doubleValue())
          .as(model + " " + arm.name())
          .isLessThan(2e-4 * reference.graph().params().norm2Number().doubleValue());
      float[] x = features(new Random(9), 230, shape);
      float[] mine = compiled.probabilities(x, 230);
      float[] theirs = reference.probabilities(x, 230);
      for (int i = 0; i < mine.length; i++) {
        assertThat(mine[i]).isCloseTo(theirs[i], within(2e-3f));
      }
      float[] graphs =
          compiled.graph().outputSingle(false, array(x, 230, shape)).dup('c').data().asFloat();
      for (int i = 0; i < mine.length; i++) {
        assertThat(mine[i]).as("the graph has the parameters").isCloseTo(graphs[i], within(1e-4f));
      }
    }
  }

  private static Stream<IUpdater> updaters() {
    return Stream.of(
        new Adam(1e-3),
        new Adam(1e-2, 0.8, 0.99, 1e-6),
        new Sgd(0.02),
        new Nesterovs(0.02, 0.9),
        new Nesterovs(0.01, 0.5),
        new RmsProp(1e-3, 0.95, 1e-8));
  }

  /** On gradients from nowhere, so that rounding cannot be amplified by a network. */
  @ParameterizedTest
  @MethodSource("updaters")
  void athousandStepsOfAnOptimizerAreThoseOfDl4j(IUpdater updater) {
    int count = 300;
    FusedUpdater fused = FusedUpdaters.of(updater, count).orElseThrow();
    INDArray state = Nd4j.zeros(1, Math.max(1, (int) updater.stateSize(count)));
    var reference =
        updater.stateSize(count) == 0
            ? updater.instantiate((INDArray) null, true)
            : updater.instantiate(state, true);
    if (updater.stateSize(count) > 0) {
      reference.setStateViewArray(state, new long[] {1, count}, 'c', true);
    }
    float[] mine = new float[count];
    INDArray theirs = Nd4j.zeros(1, count);
    Random random = new Random(6);
    for (int step = 0; step < 1000; step++) {
      float[] gradients = new float[count];
      for (int i = 0; i < count; i++) {
        // Some parameters get a gradient only at first: their state decays to nothing.
        gradients[i] = i % 3 == 0 && step > 20 ? 0 : (float) random.nextGaussian() * (i + 1) / 100;
      }
      fused.apply(mine, gradients, step, 0);
      INDArray update = Nd4j.createFromArray(gradients).reshape(1, count);
      reference.applyUpdater(update, step, 0);
      theirs.subi(update);
    }
    float[] expected = theirs.dup().data().asFloat();
    for (int i = 0; i < count; i++) {
      assertThat(mine[i])
          .isCloseTo(expected[i], within(2e-4f * Math.max(0.1f, Math.abs(expected[i]))));
    }
  }

  @Test
  void dropoutKeepsTheRightShareAndScalesItUp() {
    Tensor input = new Tensor(100, 200, 1, 1);
    java.util.Arrays.fill(input.value().write(), 3f);
    Dropout dropout = new Dropout("drop", input, new NumberMask(0.7), new RandomBits(5), false);
    dropout.forward(PassKind.TRAINING);
    float[] y = dropout.output().value().read();
    int kept = 0;
    for (float v : y) {
      assertThat(v == 0 || Math.abs(v - 3 / 0.7f) < 1e-5).isTrue();
      kept += v == 0 ? 0 : 1;
    }
    // Standard deviation of the share: sqrt(.7 x .3 / 20,000) = .0032.
    assertThat(kept / 20_000.0).isCloseTo(0.7, within(0.013));
    dropout.forward(PassKind.INFERENCE);
    assertThat(dropout.output().value().read()).containsOnly(3f);
  }

  /** With the same masks, the loss must change as the gradient says. */
  @ParameterizedTest
  @ValueSource(strings = {"mlp", "cnn", "inception"})
  void gradientsWithDropoutAreTheSlopesOfTheLoss(String model) {
    InputShape shape = InputShape.image(1, 12, 12);
    Supplier<CompiledNetwork> make =
        () ->
            compiled(
                MODELS.get(model).configure(new ModelSpec(shape, 10, Regularization.DROPOUT)),
                shape,
                new Sgd(0.1));
    float[] x = features(new Random(3), 8, shape);
    int[] labels = labels(new Random(4), 8);
    CompiledNetwork network = make.get();
    network.gradients(x, labels);
    float[] gradient = network.gradients().clone();
    double squared = 0;
    for (float g : gradient) {
      squared += g * g;
    }
    // Along the gradient the slope is its norm; a central difference is the independent reference.
    double length = 1e-3 / Math.sqrt(squared);
    double up = lossAt(make.get(), x, labels, gradient, length);
    double down = lossAt(make.get(), x, labels, gradient, -length);
    assertThat((up - down) / 2e-3).isCloseTo(Math.sqrt(squared), within(0.03 * Math.sqrt(squared)));
  }

  static double lossAt(
      CompiledNetwork network, float[] x, int[] labels, float[] direction, double length) {
    network.graph().params().addi(Nd4j.createFromArray(direction).mul(length));
    network.reload();
    return network.gradients(x, labels);
  }

  @Test
  void theFirstOfEqualNumbersGetsThePoolsGradientAsInDl4j() {
    Tensor input = new Tensor(1, 1, 2, 4);
    System.arraycopy(new float[] {1, 1, -2, -1, 1, 1, -1, -3}, 0, input.value().write(), 0, 8);
    MaxPool pool = new MaxPool(input, 2, 2, 0, 0, 1, 2);
    Buffer gradient = pool.output().newGradient();
    pool.forward(PassKind.TRAINING);
    assertThat(pool.output().value().read()).containsExactly(1f, -1f);
    System.arraycopy(new float[] {5, 7}, 0, gradient.write(), 0, 2);
    pool.backward();
    assertThat(input.gradient().read()).containsExactly(5, 0, 0, 7, 0, 0, 0, 0);
  }

  /** Such numbers of a network that diverges must end as its outcome, not as a crash. */
  @Test
  void thePoolsGradientStaysInsideTheImageWhateverNotANumberIsInIt() {
    float[] odd = {Float.NaN, Float.intBitsToFloat(0xFFC00001), Float.NEGATIVE_INFINITY, 1};
    for (int draw = 0; draw < 4096; draw++) {
      Tensor input = new Tensor(1, 1, 3, 2);
      float[] x = input.value().write();
      for (int i = 0, rest = draw; i < x.length; i++, rest /= odd.length) {
        x[i] = odd[rest % odd.length];
      }
      MaxPool pool = new MaxPool(input, 3, 1, 1, 1, 3, 2);
      Buffer gradient = pool.output().newGradient();
      pool.forward(PassKind.TRAINING);
      java.util.Arrays.fill(gradient.write(), 1);
      pool.backward();
      double sum = 0;
      for (float part : input.gradient().read()) {
        sum += part;
      }
      assertThat(sum).as("of " + java.util.Arrays.toString(x)).isEqualTo(6);
    }
  }

  @Test
  void aGraphWithAnUnknownPartIsTrainedByDl4jAndSaysWhy() {
    InputShape shape = InputShape.image(1, 12, 12);
    ComputationGraphConfiguration unknown =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("input")
            .setInputTypes(InputType.feedForward(144))
            .addLayer(
                "dense",
                new DenseLayer.Builder().nOut(5).activation(Activation.SOFTPLUS).build(),
                "input")
            .addLayer("output", softmax(), "dense")
            .setOutputs("output")
            .build();
    try (TrainableNetwork network =
        Networks.fast(
            unknown,
            new Networks.Sizes(new long[] {144}, 10),
            new Adam(1e-3),
            new Networks.Seeds(String::hashCode, 1))) {
      assertThat(network.engine()).isEqualTo("dl4j (dense: activation softplus)");
      assertThat(network.train(features(new Random(1), 4, shape), new int[] {1, 2, 3, 4}))
          .isBetween(1.0, 6.0);
    }
    try (TrainableNetwork network =
        Networks.fast(
            MODELS.get("mlp").configure(new ModelSpec(shape, 10, Regularization.NONE)),
            sizes(shape),
            new AMSGrad(1e-3),
            new Networks.Seeds(String::hashCode, 1))) {
      assertThat(network.engine()).isEqualTo("dl4j (optimizer AMSGrad)");
    }
  }

  /** Of one example each deviation is 0, so a normalized layer passes on its beta alone. */
  @Test
  void aDenseLayerIsNormalizedOverABatchOfOneToo() {
    InputShape shape = InputShape.image(1, 12, 12);
    CompiledNetwork network =
        compiled(
            MODELS.get("mlp").configure(new ModelSpec(shape, 10, Regularization.BATCH_NORM)),
            shape,
            new Sgd(0.1));
    float[] one = features(new Random(3), 1, shape);
    float[] other = features(new Random(4), 1, shape);
    double loss = network.gradients(one, new int[] {3});
    assertThat(network.gradients(other, new int[] {3})).isEqualTo(loss).isPositive().isFinite();
    assertThat(network.gradients()).doesNotContain(Float.NaN);
  }

  private static Stream<Arguments> whatTheStepLeavesOut() {
    return Stream.of(
        left("gradients summed over the batch", all -> all.miniBatch(false), bn -> {}, 0),
        left("a score to be raised", all -> all.minimize(false), bn -> {}, 0),
        left(
            "optimization by CONJUGATE_GRADIENT",
            all -> all.optimizationAlgo(OptimizationAlgorithm.CONJUGATE_GRADIENT),
            bn -> {},
            0),
        left("numbers of type DOUBLE", all -> all.dataType(DataType.DOUBLE), bn -> {}, 0),
        left(
            "a weight penalty that changes while training",
            all ->
                all.regularization(
                    List.of(
                        new L2Regularization(
                            new MapSchedule(ScheduleType.ITERATION, Map.of(0, 1e-3))))),
            bn -> {},
            0),
        left(
            "gradient normalization",
            all -> all.gradientNormalization(GradientNormalization.ClipL2PerLayer),
            bn -> {},
            0),
        left("batch norm by running statistics alone", all -> {}, bn -> bn.minibatch(false), 0),
        left("locked gamma and beta", all -> {}, bn -> bn.lockGammaBeta(true), 0),
        left("probabilities clipped at 0.001", all -> {}, bn -> {}, 1e-3));
  }

  private static Arguments left(
      String said,
      Consumer<NeuralNetConfiguration.Builder> all,
      Consumer<BatchNormalization.Builder> bn,
      double clip) {
    return Arguments.of(said, all, bn, clip);
  }

  /** Each would be another computation than the compiled one, so DL4J has to carry it out. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("whatTheStepLeavesOut")
  void aSettingThatTheStepDoesNotFollowLeavesTheTrainingToDl4j(
      String said,
      Consumer<NeuralNetConfiguration.Builder> all,
      Consumer<BatchNormalization.Builder> bn,
      double clip) {
    NeuralNetConfiguration.Builder builder =
        new NeuralNetConfiguration.Builder().activation(Activation.RELU);
    all.accept(builder);
    BatchNormalization.Builder norm =
        new BatchNormalization.Builder().useLogStd(false).activation(Activation.IDENTITY);
    bn.accept(norm);
    LossMCXENT loss = new LossMCXENT();
    if (clip > 0) {
      loss.setSoftmaxClipEps(clip);
    }
    ComputationGraphConfiguration configuration =
        builder
            .graphBuilder()
            .addInputs("input")
            .setInputTypes(InputType.feedForward(144))
            .addLayer("dense", new DenseLayer.Builder().nOut(5).build(), "input")
            .addLayer("norm", norm.build(), "dense")
            .addLayer(
                "output",
                new OutputLayer.Builder(loss).nOut(10).activation(Activation.SOFTMAX).build(),
                "norm")
            .setOutputs("output")
            .build();
    try (TrainableNetwork network =
        Networks.fast(
            configuration,
            new Networks.Sizes(new long[] {144}, 10),
            new Sgd(1e-2),
            new Networks.Seeds(String::hashCode, 1))) {
      assertThat(network.engine()).startsWith("dl4j").contains(said);
      float[] x = features(new Random(1), 4, InputShape.image(1, 12, 12));
      assertThat(network.train(x, new int[] {1, 2, 3, 4})).isFinite();
      assertThat(network.probabilities(x, 4)).hasSize(40).doesNotContain(Float.NaN);
    }
  }

  private static Stream<IUpdater> schedules() {
    ISchedule steps = new MapSchedule(ScheduleType.ITERATION, Map.of(0, 0.1, 2, 0.01, 5, 0.05));
    ISchedule epochs = new MapSchedule(ScheduleType.EPOCH, Map.of(0, 0.1, 1, 0.02));
    return Stream.of(
        new Adam(steps),
        new Adam(epochs),
        new Sgd(steps),
        new RmsProp(steps),
        new Nesterovs(epochs),
        new Nesterovs(0.1, steps));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void aScheduleIsFollowedAsByDl4j(IUpdater updater) {
    compareSteps(new NeuralNetConfiguration.Builder(), updater);
  }

  @Test
  void weightDecayShrinksWeightsAloneAsInDl4j() {
    NeuralNetConfiguration.Builder decaying =
        new NeuralNetConfiguration.Builder().regularization(List.of(new WeightDecay(0.3, true)));
    compareSteps(decaying, new Sgd(0.1));
    compareSteps(decaying, new Nesterovs(0.05, 0.9));
  }

  /** Eight steps of a small network with batch norm, in two epochs. */
  private static void compareSteps(NeuralNetConfiguration.Builder builder, IUpdater updater) {
    InputShape shape = InputShape.image(1, 5, 4);
    Supplier<ComputationGraphConfiguration> configuration =
        () ->
            builder
                .clone()
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(5, 4, 1))
                .addLayer(
                    "dense",
                    new DenseLayer.Builder().nOut(6).activation(Activation.TANH).build(),
                    "input")
                .addLayer("bn", batchNorm(), "dense")
                .addLayer("output", softmax(), "bn")
                .setOutputs("output")
                .build();
    CompiledNetwork compiled = compiled(configuration.get(), shape, updater);
    TrainableNetwork reference = stock(configuration.get(), shape, updater);
    INDArray before = reference.graph().params().dup();
    for (int step = 0; step < 8; step++) {
      float[] x = features(new Random(step), 7, shape);
      int[] labels = labels(new Random(100 + step), 7);
      compiled.train(x, labels);
      reference.train(x, labels);
      if (step == 3) {
        compiled.endEpoch();
        reference.endEpoch();
      }
      assertThat(compiled.graph().params().distance2(reference.graph().params()))
          .as("after step %d with %s", step, updater)
          .isLessThan(1e-4 * (1 + reference.graph().params().distance2(before)));
    }
    assertThat(reference.graph().params().distance2(before)).isGreaterThan(.1);
  }

  static CompiledNetwork compiled(
      ComputationGraphConfiguration configuration, InputShape shape, IUpdater updater) {
    TrainableNetwork network =
        Networks.fast(
            configuration,
            sizes(shape),
            updater,
            new Networks.Seeds(name -> 7L * name.hashCode(), 5));
    assertThat(network.engine()).isEqualTo("compiled");
    return (CompiledNetwork) network;
  }

  static TrainableNetwork stock(
      ComputationGraphConfiguration configuration, InputShape shape, IUpdater updater) {
    return Networks.stock(
        configuration, sizes(shape), updater, new Networks.Seeds(name -> 7L * name.hashCode(), 5));
  }

  static Networks.Sizes sizes(InputShape shape) {
    return new Networks.Sizes(new long[] {shape.channels(), shape.height(), shape.width()}, 10);
  }

  static float[] features(Random random, int examples, InputShape shape) {
    float[] values = new float[examples * shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  static int[] labels(Random random, int examples) {
    return random.ints(examples, 0, 10).toArray();
  }

  static INDArray array(float[] x, int examples, InputShape shape) {
    return Nd4j.create(
        x, new long[] {examples, shape.channels(), shape.height(), shape.width()}, 'c');
  }

  private static INDArray oneHot(int[] labels) {
    INDArray y = Nd4j.zeros(labels.length, 10);
    for (int i = 0; i < labels.length; i++) {
      y.putScalar(i, labels[i], 1);
    }
    return y;
  }
}
