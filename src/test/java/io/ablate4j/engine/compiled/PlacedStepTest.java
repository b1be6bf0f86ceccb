package io.ablate4j.engine.compiled;

import static io.ablate4j.engine.compiled.CompiledNetworkTest.compiled;
import static io.ablate4j.engine.compiled.CompiledNetworkTest.features;
import static io.ablate4j.engine.compiled.CompiledNetworkTest.labels;
import static io.ablate4j.engine.compiled.CompiledNetworkTest.sizes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.data.InputShape;
import io.ablate4j.engine.NetworkCopy;
import io.ablate4j.engine.Networks;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.regularization.BatchNorm;
import io.ablate4j.regularization.Dropout;
import io.ablate4j.regularization.Part;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.regularization.Selector;
import io.ablate4j.regularization.Slot;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

/** What placements build, trained: by the compiled step as by DL4J, or else by DL4J. */
class PlacedStepTest {
  private static final Models MODELS = Models.onClassPath();
  private static final InputShape SHAPE = InputShape.image(1, 12, 12);

  /** So little that no mask of a test has a zero; the layer is there all the same. */
  private static final double ALMOST_NOTHING = 1e-9;

  @BeforeAll
  static void startNativeLibrary() {
    NativeRuntime.start(1);
  }

  private static Part norm(Slot place, String... at) {
    return new BatchNorm(
        Arrays.stream(at).map(Selector::of).toList(), place, OptionalInt.empty(), 0.9, 1e-5);
  }

  private static Part drop(String kind, Slot place, double p, String... at) {
    TreeMap<Selector, Double> places = new TreeMap<>();
    Arrays.stream(at).forEach(word -> places.put(Selector.of(word), p));
    return new Dropout(kind, place, places);
  }

  private static Part drop(Slot place, double p, String... at) {
    return drop("standard", place, p, at);
  }

  private static ComputationGraphConfiguration network(String model, Part... parts) {
    Regularization arm = new Regularization("placed", List.of(parts));
    return MODELS.configure(model, new ModelSpec(SHAPE, 10, arm));
  }

  private static Stream<Arguments> placements() {
    Stream<Arguments> norms =
        Stream.of("mlp", "cnn", "inception")
            .flatMap(
                model ->
                    Stream.of(
                        Arguments.of(model, new Part[] {norm(Slot.AFTER_ACTIVATION, "all")}),
                        Arguments.of(model, new Part[] {norm(Slot.BEFORE_ACTIVATION, "first")}),
                        Arguments.of(
                            model,
                            new Part[] {
                              norm(Slot.AFTER_ACTIVATION, "all"),
                              drop(Slot.END, ALMOST_NOTHING, "input", "all")
                            })));
    Part[] beforeNorm = {
      norm(Slot.BEFORE_ACTIVATION, "all"), drop(Slot.BEFORE_NORM, ALMOST_NOTHING, "all")
    };
    return Stream.concat(
        norms,
        Stream.of(
            Arguments.of("mlp", beforeNorm),
            Arguments.of("cnn", beforeNorm),
            Arguments.of("cnn", new Part[] {norm(Slot.AFTER_POOL, "conv")}),
            Arguments.of("inception", new Part[] {norm(Slot.AFTER_POOL, "first")}),
            Arguments.of(
                "cnn",
                new Part[] {
                  norm(Slot.AFTER_POOL, "conv"),
                  drop(Slot.BEFORE_NORM, ALMOST_NOTHING, "conv"),
                  drop(Slot.BEFORE_POOL, ALMOST_NOTHING, "conv2")
                }),
            Arguments.of("inception", new Part[] {drop(Slot.BEFORE_POOL, ALMOST_NOTHING, "all")}),
            // Of six examples, so that the last group is a smaller one, and the layer of
            // Deeplearning4j's
            // kind is the reference.
            Arguments.of("mlp", new Part[] {ghost(4)}),
            Arguments.of("cnn", new Part[] {ghost(2)}),
            Arguments.of("inception", new Part[] {ghost(4)})));
  }

  @ParameterizedTest
  @MethodSource("placements")
  void gradientsOfAPlacementAreThoseOfDl4j(String model, Part[] parts) {
    CompiledNetworkTest.compareGradients(() -> network(model, parts), SHAPE, 6, 1e-3);
  }

  private static Stream<Arguments> droppings() {
    return Stream.of(
        Arguments.of("mlp", new Part[] {drop(Slot.END, 0.3, "input")}),
        Arguments.of("cnn", new Part[] {drop(Slot.END, 0.3, "input", "last")}),
        Arguments.of("inception", new Part[] {drop(Slot.BEFORE_POOL, 0.3, "all")}),
        Arguments.of(
            "cnn",
            new Part[] {
              norm(Slot.BEFORE_ACTIVATION, "all"), drop(Slot.BEFORE_NORM, 0.3, "conv", "dense")
            }));
  }

  /** With the same masks, the loss must change as the gradient says. */
  @ParameterizedTest
  @MethodSource("droppings")
  void gradientsUnderADrawnMaskAreTheSlopesOfTheLoss(String model, Part[] parts) {
    float[] x = features(new Random(3), 8, SHAPE);
    int[] labels = labels(new Random(4), 8);
    CompiledNetwork network = compiled(network(model, parts), SHAPE, new Sgd(0.1));
    network.gradients(x, labels);
    float[] gradient = network.gradients().clone();
    double norm =
        Math.sqrt(IntStream.range(0, gradient.length).mapToDouble(i -> square(gradient[i])).sum());
    double up =
        CompiledNetworkTest.lossAt(
            compiled(network(model, parts), SHAPE, new Sgd(0.1)), x, labels, gradient, 1e-3 / norm);
    double down =
        CompiledNetworkTest.lossAt(
            compiled(network(model, parts), SHAPE, new Sgd(0.1)),
            x,
            labels,
            gradient,
            -1e-3 / norm);
    assertThat((up - down) / 2e-3).isCloseTo(norm, within(0.03 * norm));
  }

  private static double square(float value) {
    return (double) value * value;
  }

  private static TrainableNetwork fast(ComputationGraphConfiguration network) {
    return Networks.fast(
        network, sizes(SHAPE), new Sgd(0.05), new Networks.Seeds(name -> 7L * name.hashCode(), 5));
  }

  @ParameterizedTest
  @CsvSource({"spatial, conv", "gaussian, all", "standard, input"})
  void everyKindOfDropoutIsCompiledAndTrains(String kind, String at) {
    try (TrainableNetwork network =
        fast(network("cnn", norm(Slot.AFTER_ACTIVATION, "all"), drop(kind, Slot.END, 0.3, at)))) {
      assertThat(network.engine()).isEqualTo("compiled");
      float[] x = features(new Random(3), 30, SHAPE);
      int[] labels = labels(new Random(4), 30);
      double first = network.train(x, labels);
      double last = first;
      for (int step = 0; step < 60; step++) {
        last = network.train(x, labels);
      }
      assertThat(last).isLessThan(first - 0.2);
      assertThat(network.probabilities(x, 30)).isEqualTo(network.probabilities(x, 30));
    }
  }

  @Test
  void spatialDropoutBeforeAndAfterMaxPoolingIsTheSameToTheLastBit() {
    float[][] parameters = new float[2][];
    double[] losses = new double[2];
    Slot[] places = {Slot.BEFORE_POOL, Slot.END};
    for (int i = 0; i < places.length; i++) {
      try (TrainableNetwork network =
          fast(network("cnn", drop("spatial", places[i], 0.4, "conv")))) {
        float[] initial = network.graph().params().dup().data().asFloat();
        for (int step = 0; step < 4; step++) {
          losses[i] =
              network.train(
                  features(new Random(step), 16, SHAPE), labels(new Random(step + 9), 16));
        }
        parameters[i] = network.graph().params().dup().data().asFloat();
        assertThat(parameters[i]).isNotEqualTo(initial);
      }
    }
    assertThat(parameters[1]).isEqualTo(parameters[0]);
    assertThat(losses[1]).isEqualTo(losses[0]);
  }

  // -- ghost batches -----------------------------------------------------------------------------

  private static Part ghost(int examples) {
    return new BatchNorm(
        List.of(Selector.ALL), Slot.BEFORE_ACTIVATION, OptionalInt.of(examples), 0.9, 1e-5);
  }

  /** Its groups go their ways alone: they are batches of that size, of which the mean is taken. */
  @ParameterizedTest
  @CsvSource({"mlp", "cnn", "inception"})
  void aStepOfGhostBatchesIsTheMeanOfStepsOfSuchBatches(String model) {
    int ghost = 4;
    int groups = 3;
    float[] x = features(new Random(3), ghost * groups, SHAPE);
    int[] labels = labels(new Random(4), ghost * groups);
    try (TrainableNetwork whole = fast(network(model, ghost(ghost)));
        TrainableNetwork part = fast(network(model, BatchNorm.EVERYWHERE))) {
      assertThat(whole.engine()).isEqualTo("compiled");
      INDArray start = part.graph().params().dup();
      assertThat(whole.graph().params()).isEqualTo(start);
      double loss = whole.train(x, labels);
      double losses = 0;
      INDArray moved = start.dup().muli(0);
      for (int g = 0; g < groups; g++) {
        try (TrainableNetwork one = fast(network(model, BatchNorm.EVERYWHERE))) {
          int size = ghost * SHAPE.size();
          losses +=
              one.train(
                  Arrays.copyOfRange(x, g * size, (g + 1) * size),
                  Arrays.copyOfRange(labels, g * ghost, (g + 1) * ghost));
          moved.addi(one.graph().params().sub(start));
        }
      }
      INDArray expected = start.add(moved.div(groups));
      assertThat(loss).isCloseTo(losses / groups, within(1e-4));
      Map<String, INDArray> own = whole.graph().paramTable();
      INDArray difference = whole.graph().params().sub(expected);
      assertThat(own.keySet()).anyMatch(name -> name.endsWith("_var"));
      assertThat(difference.amaxNumber().doubleValue()).isLessThan(1e-4);
      assertThat(moved.div(groups).amaxNumber().doubleValue()).isGreaterThan(0.01);
    }
  }

  @Test
  void ghostBatchesOfTheWholeBatchAreBatchNorm() {
    try (TrainableNetwork ghost = fast(network("cnn", ghost(12)));
        TrainableNetwork plain = fast(network("cnn", BatchNorm.EVERYWHERE))) {
      for (int step = 0; step < 5; step++) {
        float[] x = features(new Random(step), 12, SHAPE);
        int[] labels = labels(new Random(step + 7), 12);
        assertThat(ghost.train(x, labels)).isCloseTo(plain.train(x, labels), within(1e-3));
      }
      float[] x = features(new Random(90), 12, SHAPE);
      float[] mine = ghost.probabilities(x, 12);
      float[] theirs = plain.probabilities(x, 12);
      for (int i = 0; i < mine.length; i++) {
        assertThat(mine[i]).isCloseTo(theirs[i], within(1e-3f));
      }
    }
  }

  /** Probes look into a copy, which is made of the configuration. */
  @Test
  void aCopyOfANetworkKeepsItsGhostBatches() {
    ComputationGraphConfiguration network = network("mlp", ghost(4));
    String json = network.toJson();
    assertThat(json).contains("GhostBatchNormalization").contains("\"ghost\" : 4");
    // Deeplearning4j reads some of its own defaults back as others.
    assertThat(ComputationGraphConfiguration.fromJson(json).toJson().split("\"ghost\" : 4"))
        .hasSameSizeAs(json.split("\"ghost\" : 4"));
    try (TrainableNetwork original = fast(network);
        NetworkCopy copy = new NetworkCopy(original, sizes(SHAPE))) {
      float[] x = features(new Random(3), 7, SHAPE);
      double sum =
          copy.ask(
              1,
              x,
              labels(new Random(4), 7),
              (graph, features, labels) ->
                  graph.outputSingle(true, features).sumNumber().doubleValue());
      assertThat(sum).isCloseTo(7, within(1e-4));
    }
  }
}
