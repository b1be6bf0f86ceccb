package io.ablate4j.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.data.InputShape;
import io.ablate4j.engine.Networks;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.model.HiddenActivation;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.model.NetworkOptions;
import io.ablate4j.model.NetworkOutline;
import io.ablate4j.problem.Problem;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.view.Batch;
import io.ablate4j.view.LayerView;
import io.ablate4j.view.Mode;
import io.ablate4j.view.Range;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class RescaleTest {
  private static final Rescale TENFOLD = new Rescale("first", 10, .1);
  private static final InputShape SHAPE = InputShape.image(1, 8, 8);

  @BeforeAll
  static void startNativeLibrary() {
    NativeRuntime.start(1);
  }

  private static ComputationGraphConfiguration small(Activation activation) {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .graphBuilder()
        .addInputs("input")
        .setInputTypes(InputType.feedForward(2))
        .addLayer(
            "hidden", new DenseLayer.Builder().nOut(2).activation(activation).build(), "input")
        .addLayer(
            "output",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(2)
                .activation(Activation.SOFTMAX)
                .build(),
            "hidden")
        .setOutputs("output")
        .build();
  }

  private static TrainableNetwork made(
      ComputationGraphConfiguration configuration, long[] example, int classes, boolean isStock) {
    Networks.Sizes sizes = new Networks.Sizes(example, classes);
    Networks.Seeds seeds = new Networks.Seeds(String::hashCode, 5);
    return isStock
        ? Networks.stock(configuration, sizes, new Adam(.01), seeds)
        : Networks.fast(configuration, sizes, new Adam(.01), seeds);
  }

  private static void rescale(TrainableNetwork network) {
    NetworkOutline outline = NetworkOutline.of(network.graph().getConfiguration());
    List<LayerView> layers = network.view(0).layers();
    network.change(parameters -> TENFOLD.apply(outline, layers, parameters));
  }

  /**
   * Of x = (1, 2), W = ((1, -1), (.5, .25)) and b = (-.5, .1): hidden (1.5, 0). With output weights
   * ((1, 0), (0, 1)) and biases (.25, .5): (1.75, .5), and the softmax 1 / (1 + exp(-1.25)).
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void weightsAndBiasesAreMultipliedAndTheNetworkComputesWhatWasWorkedOutByHand(boolean isStock) {
    float[] before = {1, .5f, -1, .25f, -.5f, .1f, 1, 0, 0, 1, .25f, .5f};
    float[] after = {10, 5, -10, 2.5f, -5, 1, .1f, 0, 0, .1f, .25f, .5f};
    double expected = 1 / (1 + Math.exp(-1.25));
    try (TrainableNetwork network = made(small(Activation.RELU), new long[] {2}, 2, isStock)) {
      network.change(all -> System.arraycopy(before, 0, all, 0, all.length));
      assertThat(network.probabilities(new float[] {1, 2}, 1)[0])
          .isCloseTo((float) expected, within(1e-6f));
      rescale(network);
      assertThat(network.view(0).parameters()).containsExactly(after, within(1e-6f));
      assertThat(network.graph().params().dup('c').data().asFloat())
          .isEqualTo(network.view(0).parameters());
      assertThat(network.probabilities(new float[] {1, 2}, 1)[0])
          .isCloseTo((float) expected, within(1e-6f));
    }
  }

  private static Batch batch(int examples) {
    Random random = new Random(3);
    float[] features = new float[examples * SHAPE.size()];
    for (int i = 0; i < features.length; i++) {
      features[i] = random.nextFloat();
    }
    return new Batch(features, random.ints(examples, 0, 10).toArray());
  }

  private static ComputationGraphConfiguration builtIn(
      String model, Regularization arm, HiddenActivation activation) {
    return Models.onClassPath()
        .configure(
            model,
            new ModelSpec(
                SHAPE, 10, arm, NetworkOptions.USUAL.withActivation(activation), layout -> {}));
  }

  @ParameterizedTest
  @CsvSource({
    "mlp, RELU, false",
    "mlp, LEAKY_RELU, false",
    "cnn, RELU, false",
    "inception, RELU, false",
    "cnn, RELU, true"
  })
  void eachBuiltInNetworkComputesWhatItDidAfterTraining(
      String model, HiddenActivation activation, boolean isStock) {
    Batch batch = batch(12);
    try (TrainableNetwork network =
        made(builtIn(model, Regularization.NONE, activation), new long[] {1, 8, 8}, 10, isStock)) {
      for (int step = 0; step < 5; step++) {
        network.train(batch.features(), batch.labels());
      }
      float[] before = network.probabilities(batch.features(), 12);
      float[] parameters = network.view(0).parameters();
      rescale(network);
      assertThat(network.view(0).parameters()).isNotEqualTo(parameters);
      assertThat(network.probabilities(batch.features(), 12))
          .containsExactly(before, within(1e-5f));
      assertThat(network.view(0).forward(batch, Mode.INFERENCE).probabilities())
          .containsExactly(before, within(1e-5f));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "cnn"})
  void batchNormTakesTheScaleAwayButForItsEpsilon(String model) {
    Batch batch = batch(40);
    Mode byBatch = new Mode(Mode.Norm.BATCH, Mode.Drop.OFF);
    try (TrainableNetwork network =
        made(
            builtIn(model, Regularization.BATCH_NORM, HiddenActivation.RELU),
            new long[] {1, 8, 8},
            10,
            false)) {
      float[] before = network.view(0).forward(batch, byBatch).probabilities();
      rescale(network);
      assertThat(network.view(0).forward(batch, byBatch).probabilities())
          .containsExactly(before, within(.02f));
    }
  }

  /** Adam's step is the rate times m / sqrt(v), whatever the scale of the parameter. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatTheOptimizerKeepsOfTheStepsBeforeStays(boolean isStock) {
    Batch batch = new Batch(new float[] {1, 2, -1, .5f}, new int[] {0, 1});
    float[][] steps = new float[2][];
    for (int changed = 0; changed < 2; changed++) {
      try (TrainableNetwork network = made(small(Activation.RELU), new long[] {2}, 2, isStock)) {
        for (int step = 0; step < 3; step++) {
          network.train(batch.features(), batch.labels());
        }
        float[] start = network.view(0).parameters();
        if (changed == 1) {
          network.change(all -> Arrays.fill(all, 0)); // no gradient but that of the output's bias
        }
        float[] from = network.view(0).parameters();
        network.train(batch.features(), batch.labels());
        float[] to = network.view(0).parameters();
        steps[changed] = new float[to.length];
        for (int i = 0; i < to.length; i++) {
          steps[changed][i] = to[i] - from[i];
        }
        Range weights = network.view(0).layer("hidden").weights().orElseThrow();
        assertThat(start).isNotEqualTo(new float[start.length]);
        // Of zero gradients Adam goes on by what it remembers.
        assertThat(weights.of(steps[changed])).doesNotContain(0f);
      }
    }
    assertThat(steps[1]).isNotEqualTo(steps[0]);
  }

  private static Optional<Problem> objection(
      Rescale rescale, String model, Regularization arm, HiddenActivation activation) {
    return rescale.objection(NetworkOutline.of(builtIn(model, arm, activation)));
  }

  @Test
  void aFunctionOfAMultipleHasToBeAMultipleUnlessBatchNormStandsBefore() {
    assertThat(objection(TENFOLD, "mlp", Regularization.NONE, HiddenActivation.SIGMOID))
        .hasValueSatisfying(
            problem -> {
              assertThat(problem.message()).startsWith("dense1 (").contains("sigmoid");
              assertThat(problem.advice()).contains("use activation relu or leaky-relu");
            });
    assertThat(objection(TENFOLD, "cnn", Regularization.DROPOUT, HiddenActivation.ELU)).isPresent();
    assertThat(objection(TENFOLD, "cnn", Regularization.DROPOUT, HiddenActivation.RELU)).isEmpty();
    assertThat(objection(TENFOLD, "mlp", Regularization.NONE, HiddenActivation.LEAKY_RELU))
        .isEmpty();
    assertThat(objection(TENFOLD, "mlp", Regularization.BATCH_NORM, HiddenActivation.SIGMOID))
        .isEmpty();
  }

  @Test
  void aLayerHasToBeThereAndToBeReadByLayersWithWeightsAlone() {
    assertThat(
            objection(
                new Rescale("dense9", 10, .1), "mlp", Regularization.NONE, HiddenActivation.RELU))
        .contains(
            Problem.of(
                "there is no layer \"dense9\" with weights.",
                "use first, or one of dense1, dense2, dense3, output."));
    assertThat(
            objection(
                new Rescale("output", 10, .1), "mlp", Regularization.NONE, HiddenActivation.RELU))
        .isPresent();
    assertThat(
            objection(
                new Rescale("a-conv", 10, .1),
                "inception",
                Regularization.NONE,
                HiddenActivation.RELU))
        .isPresent();
  }
}
