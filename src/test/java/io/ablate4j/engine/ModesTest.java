package io.ablate4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.view.Batch;
import io.ablate4j.view.Gradients;
import io.ablate4j.view.LayerView;
import io.ablate4j.view.Mode;
import io.ablate4j.view.Mode.Drop;
import io.ablate4j.view.Mode.Norm;
import io.ablate4j.view.NetworkView;
import io.ablate4j.view.NormStatistics;
import io.ablate4j.view.Pass;
import io.ablate4j.view.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All modes of a network whose numbers were worked out apart. */
class ModesTest {
  private static final float[] HIDDEN = {
    -0.5f, -1.5f, 1, 2.25f, 0.5f, -1.375f, -0.25f, 1.75f, -0.75f, 2, -1.5f, -0.25f
  };

  /**
   * What comes of a mode.
   *
   * @param gradients of hidden W (a unit's weights side by side), gamma, beta, output W, output b
   */
  private record Expected(
      Mode mode,
      float[] norm,
      float[] relu,
      float[] drop,
      float[] probabilities,
      double loss,
      float[] gradients) {}

  private static final float[] NORM_BATCH = {
    -1.391806f, -0.973857f, 3.181250f, 1.891806f, -0.251789f, -2.264680f, //
    -1.093296f, 0.199503f, -0.831541f, 1.593296f, -0.973857f, 0.314971f
  };
  private static final float[] RELU_BATCH = {
    0, 0, 3.181250f, 1.891806f, 0, 0, 0, 0.199503f, 0, 1.593296f, 0, 0.314971f
  };
  private static final float[] NORM_RUNNING = {
    -0.499999f, -1.749975f, 2.099990f, 1.562498f, 0.249985f, -2.649986f, //
    -0.312499f, 1.499960f, -1.399993f, 1.374999f, -1.749975f, -0.399998f
  };
  private static final float[] RELU_RUNNING = {
    0, 0, 2.099990f, 1.562498f, 0.249985f, 0, 0, 1.499960f, 0, 1.374999f, 0, 0
  };

  private static final Expected BATCH_ON =
      new Expected(
          new Mode(Norm.BATCH, Drop.ON),
          NORM_BATCH,
          RELU_BATCH,
          new float[] {0, 0, 0, 3.783612f, 0, 0, 0, 0.399007f, 0, 0, 0, 0},
          new float[] {
            0.574443f, 0.425557f, 0.997466f, 0.002534f, 0.401730f, 0.598270f, 0.574443f, 0.425557f
          },
          1.9000948,
          new float[] {
            -0.632354f,
            0.316185f,
            0.045492f,
            0.090981f,
            0,
            0, //
            0.818823f,
            -0.491770f,
            0,
            0.748099f,
            -0.351514f,
            0, //
            0.943506f,
            0.040073f,
            0,
            -0.943506f,
            -0.040073f,
            0,
            0.137020f,
            -0.137020f
          });
  private static final Expected BATCH_OFF =
      new Expected(
          new Mode(Norm.BATCH, Drop.OFF),
          NORM_BATCH,
          RELU_BATCH,
          RELU_BATCH,
          new float[] {
            0.749381f, 0.250619f, 0.958422f, 0.041578f, 0.487720f, 0.512280f, 0.940960f, 0.059040f
          },
          1.0496057,
          new float[] {
            -0.328143f, 0.164075f, 0.027615f, 0.055228f, -0.004453f, -0.001484f, //
            0.373559f, -0.298516f, -0.024529f, 0.337268f, -0.213377f, -0.019354f, //
            0.429770f, 0.024325f, -0.203970f, -0.429770f, -0.024325f, 0.203970f, //
            0.284121f, -0.284121f
          });
  private static final Expected RUNNING_ON =
      new Expected(
          new Mode(Norm.RUNNING, Drop.ON),
          NORM_RUNNING,
          RELU_RUNNING,
          new float[] {0, 0, 0, 3.124997f, 0.499970f, 0, 0, 2.999920f, 0, 0, 0, 0},
          new float[] {
            0.574443f, 0.425557f, 0.983898f, 0.016102f, 0.007035f, 0.992965f, 0.574443f, 0.425557f
          },
          1.3111378,
          new float[] {
            0.276721f,
            1.106883f,
            -0.421214f,
            -1.724864f,
            0,
            0, //
            0.645682f,
            -1.315960f,
            0,
            0.737923f,
            -0.867066f,
            0, //
            0.768669f,
            0.128256f,
            0,
            -0.768669f,
            -0.128256f,
            0,
            0.034954f,
            -0.034954f
          });
  private static final Expected RUNNING_OFF =
      new Expected(
          new Mode(Norm.RUNNING, Drop.OFF),
          NORM_RUNNING,
          RELU_RUNNING,
          RELU_RUNNING,
          new float[] {
            0.695296f, 0.304704f, 0.900811f, 0.099189f, 0.089079f, 0.910921f, 0.913923f, 0.086077f
          },
          0.7143648,
          new float[] {
            0.078258f, 0.482497f, -0.138592f, -0.807680f, -0.038088f, 0.038088f, //
            0.271369f, -0.747031f, -0.019044f, 0.305525f, -0.433077f, -0.019044f, //
            0.322290f, 0.089701f, -0.159969f, -0.322290f, -0.089701f, 0.159969f, //
            0.149777f, -0.149777f
          });

  @BeforeAll
  static void startNativeLibrary() {
    NativeRuntime.start(1);
  }

  /** DL4J draws other masks. */
  private static Stream<Arguments> modes() {
    Supplier<TrainableNetwork> compiled = HandNetwork::compiled;
    Supplier<TrainableNetwork> stock = HandNetwork::stock;
    return Stream.of(
        Arguments.of("compiled", compiled, BATCH_ON),
        Arguments.of("compiled", compiled, BATCH_OFF),
        Arguments.of("compiled", compiled, RUNNING_ON),
        Arguments.of("compiled", compiled, RUNNING_OFF),
        Arguments.of("DL4J", stock, BATCH_OFF),
        Arguments.of("DL4J", stock, RUNNING_OFF));
  }

  @ParameterizedTest
  @MethodSource("modes")
  void aForwardPassGivesTheNumbersWorkedOutApart(
      String engine, Supplier<TrainableNetwork> make, Expected expected) {
    try (TrainableNetwork network = make.get()) {
      Pass pass = HandNetwork.view(network).forward(HandNetwork.batch(), expected.mode());

      close(pass.input("hidden"), HandNetwork.batch().features());
      close(pass.preActivation("hidden"), HIDDEN);
      close(pass.output("hidden"), HIDDEN);
      close(pass.input("norm"), HIDDEN);
      close(pass.output("norm"), expected.norm());
      close(pass.preActivation("relu"), expected.norm());
      close(pass.output("relu"), expected.relu());
      close(pass.input("drop"), expected.relu());
      close(pass.output("drop"), expected.drop());
      close(pass.input("output"), expected.drop());
      close(pass.output("output"), expected.probabilities());
      close(pass.probabilities(), expected.probabilities());
      assertThat(pass.loss()).isCloseTo(expected.loss(), within(2e-6));
      float[] logits = pass.preActivation("output");
      float[] p = expected.probabilities();
      for (int e = 0; e < 4; e++) {
        assertThat(logits[2 * e] - logits[2 * e + 1])
            .isCloseTo((float) Math.log(p[2 * e] / p[2 * e + 1]), within(4e-4f));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("modes")
  void theWayBackGivesTheGradientsWorkedOutApart(
      String engine, Supplier<TrainableNetwork> make, Expected expected) {
    try (TrainableNetwork network = make.get()) {
      NetworkView view = HandNetwork.view(network);
      if (engine.equals("DL4J") && expected.mode().norm() == Norm.RUNNING) {
        assertThatThrownBy(() -> view.backward(HandNetwork.batch(), expected.mode()))
            .isInstanceOf(UnsupportedOperationException.class)
            .hasMessageContaining("no gradients through \"norm\" by its running statistics");
        return;
      }
      Gradients gradients = view.backward(HandNetwork.batch(), expected.mode());

      assertThat(gradients.loss()).isCloseTo(expected.loss(), within(2e-6));
      float[] all = new float[26];
      System.arraycopy(expected.gradients(), 0, all, 0, 12);
      System.arraycopy(expected.gradients(), 12, all, 18, 8);
      close(gradients.values(), all);
      close(
          gradients.of(view.layer("output").weights().orElseThrow()),
          java.util.Arrays.copyOfRange(all, 18, 24));
    }
  }

  @Test
  void dl4jDrawsMasksInEitherModeOfBatchNorm() {
    try (TrainableNetwork network = HandNetwork.stock()) {
      NetworkView view = HandNetwork.view(network);
      for (Expected expected : List.of(BATCH_ON, RUNNING_ON)) {
        Pass pass = view.forward(HandNetwork.batch(), expected.mode());
        close(pass.input("drop"), expected.relu());
        float[] dropped = pass.output("drop");
        for (int i = 0; i < dropped.length; i++) {
          float kept = 2 * expected.relu()[i];
          assertThat(dropped[i] == 0 || Math.abs(dropped[i] - kept) < 1e-5).isTrue();
        }
      }
    }
  }

  private static Stream<Supplier<TrainableNetwork>> engines() {
    return Stream.of(HandNetwork::compiled, HandNetwork::stock);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void layersAreToldInOrderWithWhatTheyAreAndRead(Supplier<TrainableNetwork> make) {
    try (TrainableNetwork network = make.get()) {
      NetworkView view = HandNetwork.view(network);
      assertThat(view.layers())
          .extracting(LayerView::name)
          .containsExactly("hidden", "norm", "relu", "drop", "output");
      assertThat(view.layers())
          .extracting(LayerView::kind)
          .containsExactly(
              LayerView.Kind.DENSE,
              LayerView.Kind.NORM,
              LayerView.Kind.ACTIVATION,
              LayerView.Kind.DROPOUT,
              LayerView.Kind.OUTPUT);
      assertThat(view.layers(LayerView.Kind.NORM)).containsExactly(view.layer("norm"));
      assertThat(view.weightLayers()).containsExactly(view.layer("hidden"), view.layer("output"));
      assertThat(view.layer("hidden").reads()).containsExactly("input");
      assertThat(view.layer("hidden").norm()).contains("norm");
      assertThat(view.layer("hidden").activation()).contains("identity");
      assertThat(view.layer("relu").activation()).contains("relu");
      assertThat(view.layer("norm").activation()).isEmpty();
      assertThat(view.layer("drop").dropProbability()).isEqualTo(0.5);
      assertThat(view.layer("hidden").input()).isEqualTo(new Shape(2, 1, 1));
      assertThat(view.layer("output").output()).isEqualTo(new Shape(2, 1, 1));
      assertThat(view.layer("norm").parameters().keySet())
          .containsExactlyInAnyOrder("gamma", "beta", "mean", "var");
      assertThatThrownBy(() -> view.layer("bogus"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("there is no layer \"bogus\"");
      Pass pass = view.forward(HandNetwork.batch(), Mode.INFERENCE);
      assertThatThrownBy(() -> pass.output("bogus")).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void otherRunningStatisticsCanBePutInPlace(Supplier<TrainableNetwork> make) {
    try (TrainableNetwork network = make.get()) {
      NetworkView view = HandNetwork.view(network);
      NormStatistics before = view.statistics("norm");
      assertThat(before.mean()).containsExactly(0.5f, -0.25f, 0);
      assertThat(before.variance()).containsExactly(4, 0.25f, 1);

      NormStatistics ofBatch =
          new NormStatistics(
              new float[] {0.875f, -0.1875f, -0.34375f},
              new float[] {1.578125f, 1.91796875f, 0.7607421875f});
      NetworkView recalibrated = view.with(Map.of("norm", ofBatch));

      Pass pass = recalibrated.forward(HandNetwork.batch(), Mode.INFERENCE);
      close(pass.probabilities(), BATCH_OFF.probabilities());
      assertThat(recalibrated.statistics("norm").mean()).isEqualTo(ofBatch.mean());
      assertThat(view.statistics("norm").mean()).isEqualTo(before.mean());
      assertThatThrownBy(() -> view.statistics("hidden"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("\"hidden\" is no batch norm");
      NormStatistics two = new NormStatistics(new float[2], new float[2]);
      assertThatThrownBy(() -> view.with(Map.of("norm", two)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("2 means for the 3 channels of \"norm\"");
      assertThatThrownBy(() -> view.with(new float[3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("3 parameters for a network of 26");
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void masksFollowTheSeedOfTheViewAndDifferFromPassToPass(Supplier<TrainableNetwork> make) {
    try (TrainableNetwork network = make.get()) {
      Batch batch = many();
      NetworkView one = network.view(3);
      NetworkView same = network.view(3);
      float[] first = one.forward(batch, Mode.TRAINING).output("drop");
      float[] second = one.forward(batch, Mode.TRAINING).output("drop");
      assertThat(second).isNotEqualTo(first);
      assertThat(same.forward(batch, Mode.TRAINING).output("drop")).isEqualTo(first);
      assertThat(same.forward(batch, Mode.TRAINING).output("drop")).isEqualTo(second);
      assertThat(one.seeded(3).forward(batch, Mode.TRAINING).output("drop")).isEqualTo(first);
      assertThat(network.view(4).forward(batch, Mode.TRAINING).output("drop")).isNotEqualTo(first);
      float[] masked = one.seeded(3).backward(batch, Mode.TRAINING).values();
      assertThat(one.seeded(3).backward(batch, Mode.TRAINING).values()).isEqualTo(masked);
      assertThat(one.seeded(4).backward(batch, Mode.TRAINING).values()).isNotEqualTo(masked);
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aPassStaysWhatItWasWhileOthersGoOn(Supplier<TrainableNetwork> make) {
    try (TrainableNetwork network = make.get()) {
      NetworkView view = network.view(3);
      Batch batch = many();
      Pass pass = view.forward(batch, Mode.TRAINING);
      float[] dropped = pass.output("drop");
      view.forward(batch, Mode.INFERENCE);
      view.backward(batch, Mode.TRAINING);
      HandNetwork.view(network).forward(batch, Mode.TRAINING);
      view.forward(times(batch, 10), Mode.INFERENCE); // so many that some are no longer kept
      view.forward(times(batch, 20), Mode.INFERENCE);
      assertThat(pass.output("drop")).isEqualTo(dropped);
      assertThat(pass.probabilities()).isEqualTo(pass.output("output"));
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aPassThroughWhatHasTrainedSinceIsNotMistakenForOneThroughWhatItIsNow(
      Supplier<TrainableNetwork> make) {
    try (TrainableNetwork network = make.get()) {
      Pass pass = network.view(3).forward(many(), Mode.TRAINING);
      float[] kept = pass.probabilities();
      network.train(many().features(), many().labels());
      assertThat(pass.probabilities()).isEqualTo(kept);
      assertThatThrownBy(() -> pass.output("drop"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the network has trained since the pass");
    }
  }

  private static Batch times(Batch batch, int times) {
    float[] features = new float[times * batch.features().length];
    int[] labels = new int[times * batch.size()];
    for (int i = 0; i < features.length; i++) {
      features[i] = batch.features()[i % batch.features().length];
    }
    return new Batch(features, labels);
  }

  private static Batch many() {
    float[] features = new float[80];
    int[] labels = new int[40];
    for (int i = 0; i < 80; i++) {
      features[i] = (float) Math.sin(i * i);
      labels[i / 2] = i % 3 == 0 ? 1 : 0;
    }
    return new Batch(features, labels);
  }

  private static void close(float[] actual, float[] expected) {
    assertThat(actual).usingComparatorWithPrecision(5e-6f).containsExactly(expected);
  }
}
