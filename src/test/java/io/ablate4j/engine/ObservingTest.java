package io.ablate4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.data.InputShape;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.regularization.BatchNorm;
import io.ablate4j.regularization.Dropout;
import io.ablate4j.regularization.Noise;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.regularization.Selector;
import io.ablate4j.regularization.Slot;
import io.ablate4j.view.Batch;
import io.ablate4j.view.LayerView;
import io.ablate4j.view.Mode;
import io.ablate4j.view.Mode.Drop;
import io.ablate4j.view.Mode.Norm;
import io.ablate4j.view.NetworkView;
import io.ablate4j.view.Pass;
import io.ablate4j.view.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.Adam;

/** The built-in networks looked into: by compiled steps as by DL4J, and unnoticed by training. */
class ObservingTest {
  private static final Models MODELS = Models.onClassPath();
  private static final InputShape SHAPE = InputShape.image(1, 12, 12);

  private static final Regularization GHOST =
      new Regularization(
          "ghost",
          List.of(
              new BatchNorm(
                  List.of(Selector.ALL), Slot.BEFORE_ACTIVATION, OptionalInt.of(6), 0.9, 1e-5)));

  private static final Regularization SPATIAL =
      new Regularization(
          "spatial",
          List.of(
              BatchNorm.EVERYWHERE,
              new Dropout(
                  "spatial", Slot.END, new TreeMap<>(java.util.Map.of(Selector.of("conv"), 0.3)))));

  private static final Regularization NOISE =
      new Regularization(
          "bn-noise", List.of(BatchNorm.EVERYWHERE, Dropout.USUAL, new Noise(.5, 1.25, .1)));

  @BeforeAll
  static void startNativeLibrary() {
    NativeRuntime.start(1);
  }

  private static Stream<Arguments> cells() {
    return Stream.of("mlp", "cnn", "inception")
        .flatMap(
            model ->
                Stream.of(
                        Regularization.NONE,
                        Regularization.BATCH_NORM,
                        Regularization.DROPOUT,
                        Regularization.BOTH,
                        GHOST,
                        SPATIAL,
                        NOISE)
                    .filter(arm -> !(model.equals("mlp") && arm == SPATIAL))
                    .map(arm -> Arguments.of(model, arm)));
  }

  private static TrainableNetwork network(String model, Regularization arm, boolean isStock) {
    ComputationGraphConfiguration configuration =
        MODELS.configure(model, new ModelSpec(SHAPE, 10, arm));
    Networks.Sizes sizes = new Networks.Sizes(new long[] {1, 12, 12}, 10);
    Networks.Seeds seeds = new Networks.Seeds(name -> 7L * name.hashCode(), 5);
    return isStock
        ? Networks.stock(configuration, sizes, new Adam(1e-2), seeds)
        : Networks.fast(configuration, sizes, new Adam(1e-2), seeds);
  }

  private static Batch batch(Random random, int examples) {
    float[] features = new float[examples * SHAPE.size()];
    for (int i = 0; i < features.length; i++) {
      features[i] = random.nextFloat();
    }
    return new Batch(features, random.ints(examples, 0, 10).toArray());
  }

  private static void train(TrainableNetwork network, Random random, int steps) {
    for (int step = 0; step < steps; step++) {
      Batch batch = batch(random, 8);
      network.train(batch.features(), batch.labels());
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void eachLayerReadsAndGivesWhatDl4jComputes(String model, Regularization arm) {
    try (TrainableNetwork compiled = network(model, arm, false);
        TrainableNetwork stock = network(model, arm, true)) {
      assertThat(compiled.engine()).isEqualTo("compiled");
      train(compiled, new Random(1), 5); // so that running statistics are not as they began
      NetworkView mine = compiled.view(3);
      NetworkView theirs = stock.view(3).with(mine.parameters());
      assertThat(mine.layers()).isEqualTo(theirs.layers());
      Batch batch = batch(new Random(2), 15);
      boolean draws = !mine.layers(LayerView.Kind.DROPOUT).isEmpty();
      for (Mode mode :
          List.of(
              new Mode(Norm.BATCH, draws ? Drop.OFF : Drop.ON), new Mode(Norm.RUNNING, Drop.OFF))) {
        Pass pass = mine.forward(batch, mode);
        Pass reference = theirs.forward(batch, mode);
        for (LayerView layer : mine.layers()) {
          String name = layer.name();
          close(name, pass.output(name), reference.output(name));
          close(name, pass.preActivation(name), reference.preActivation(name));
          assertThat(pass.output(name)).hasSize(15 * layer.output().size());
          if (layer.kind() != LayerView.Kind.MERGE) {
            close(name, pass.input(name), reference.input(name));
            assertThat(pass.input(name)).hasSize(15 * layer.input().size());
          }
        }
        assertThat(pass.loss()).isCloseTo(reference.loss(), within(1e-5));
      }
      if (model.equals("mlp") && arm == GHOST) {
        return; // see below
      }
      Mode back = new Mode(Norm.BATCH, Drop.OFF);
      float[] gradients = mine.backward(batch, back).values();
      float[] expected = theirs.backward(batch, back).values();
      for (LayerView layer : mine.layers()) {
        layer
            .parameters()
            .forEach(
                (key, range) ->
                    close(layer.name() + " " + key, range.of(gradients), range.of(expected)));
      }
    }
  }

  /**
   * Of 15 examples the last ghost batch has three. What is left of a gradient of three numbers
   * without their mean and their part along the normalized ones is small against what it is taken
   * from, and single precision rounds that: on one processor the two engines were 1.19e-5 apart.
   * Which is nearer to the truth, two roundings do not tell; so both are held against double
   * precision.
   */
  @Test
  void behindAGhostBatchOfThreeGradientsComeAsNearToTheTruthAsThoseOfDl4j() {
    try (TrainableNetwork compiled = network("mlp", GHOST, false);
        TrainableNetwork stock = network("mlp", GHOST, true)) {
      train(compiled, new Random(1), 5);
      NetworkView mine = compiled.view(3);
      NetworkView theirs = stock.view(3).with(mine.parameters());
      Batch batch = batch(new Random(2), 15);
      Mode back = new Mode(Norm.BATCH, Drop.OFF);
      float[] gradients = mine.backward(batch, back).values();
      float[] expected = theirs.backward(batch, back).values();
      double[] truth = new DoubleMlp(mine.layers(), mine.parameters(), 6, 1e-5).gradient(batch);
      int compared = 0;
      for (LayerView layer : mine.layers()) {
        for (String key : layer.parameters().keySet()) {
          Range range = layer.parameters().get(key);
          double scale = 1e-3;
          double own = 0;
          double others = 0;
          for (int i = range.from(); i < range.to(); i++) {
            scale = Math.max(scale, Math.abs(truth[i]));
            own = Math.max(own, Math.abs(gradients[i] - truth[i]));
            others = Math.max(others, Math.abs(expected[i] - truth[i]));
          }
          String what = layer.name() + " " + key;
          assertThat(others).as("Deeplearning4j's " + what).isLessThan(1e-4 * scale);
          assertThat(own).as(what).isLessThanOrEqualTo(Math.max(1e-5 * scale, 2 * others));
          compared += range.length();
        }
      }
      assertThat(compared).isEqualTo(truth.length);
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void inInferenceItGivesTheProbabilitiesOfEvaluation(String model, Regularization arm) {
    try (TrainableNetwork network = network(model, arm, false)) {
      train(network, new Random(1), 5);
      for (int examples : new int[] {1, 8, 70}) {
        Batch batch = batch(new Random(2), examples);
        close(
            examples + " examples",
            network.view(3).forward(batch, Mode.INFERENCE).probabilities(),
            network.probabilities(batch.features(), examples));
      }
    }
  }

  private static Stream<Arguments> observed() {
    return Stream.concat(
        cells().map(cell -> Arguments.of(cell.get()[0], cell.get()[1], false)),
        Stream.of(Arguments.of("cnn", Regularization.BOTH, true)));
  }

  @ParameterizedTest
  @MethodSource("observed")
  void lookingOnChangesNoBitOfTraining(String model, Regularization arm, boolean isStock) {
    List<float[]> trained = new ArrayList<>();
    for (boolean looks : new boolean[] {false, true}) {
      try (TrainableNetwork network = network(model, arm, isStock)) {
        Random random = new Random(4);
        for (int step = 0; step < 20; step++) {
          if (looks && step % 4 == 0) {
            look(network, isStock);
          }
          train(network, random, 1);
          if (looks && step == 19) {
            look(network, isStock);
          }
        }
        trained.add(network.graph().params().dup('c').data().asFloat());
        Batch batch = batch(random, 9);
        trained.add(network.probabilities(batch.features(), 9));
      }
    }
    assertThat(trained.get(2)).isEqualTo(trained.get(0));
    assertThat(trained.get(3)).isEqualTo(trained.get(1));
  }

  /** In all modes, also with the batch size of training. */
  private static void look(TrainableNetwork network, boolean isStock) {
    NetworkView view = network.view(6);
    for (int examples : new int[] {8, 11}) {
      Batch batch = batch(new Random(examples), examples);
      for (Norm norm : Norm.values()) {
        for (Drop drop : Drop.values()) {
          view.forward(batch, new Mode(norm, drop)).output("output");
          if (!isStock || norm == Norm.BATCH) {
            view.backward(batch, new Mode(norm, drop));
          }
        }
      }
      view.with(new float[view.parameters().length]).backward(batch, Mode.TRAINING);
    }
  }

  /** To 1e-5 of the largest. */
  private static void close(String what, float[] actual, float[] expected) {
    assertThat(actual).as(what).hasSize(expected.length);
    double scale = 1e-3;
    double difference = 0;
    for (int i = 0; i < actual.length; i++) {
      scale = Math.max(scale, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
    }
    assertThat(difference).as(what).isLessThan(1e-5 * scale);
  }
}
