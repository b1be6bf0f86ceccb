package io.ablate4j.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.engine.HandNetwork;
import io.ablate4j.engine.Networks;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.view.Batch;
import io.ablate4j.view.LayerView;
import io.ablate4j.view.Mode;
import io.ablate4j.view.NetworkView;
import io.ablate4j.view.NormStatistics;
import io.ablate4j.view.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What probes compute of a network whose numbers were worked out apart, in double precision. */
class ViewedByHandTest {
  private TrainableNetwork network;
  private NetworkView view;

  @BeforeAll
  static void startNativeLibrary() {
    NativeRuntime.start(1);
  }

  @BeforeEach
  void build() {
    network = HandNetwork.compiled();
    view = HandNetwork.view(network);
  }

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void theEffectiveRankIsThatOfRoyAndVetterli() {
    assertThat(Spectrum.effectiveRank(new double[][] {{1, 2}, {3, 4}, {5, 6}}))
        .isCloseTo(1.22398223, within(1e-8));
    assertThat(Spectrum.effectiveRank(new double[][] {{1, 3, 5}, {2, 4, 6}}))
        .isCloseTo(1.22398223, within(1e-8));
    assertThat(Spectrum.effectiveRank(new double[][] {{1, 0}, {0, 1}})).isCloseTo(2, within(1e-9));
    assertThat(Spectrum.effectiveRank(new double[2][3])).isNaN();
    Map<String, Double> ranks = EffectiveRank.of(view, HandNetwork.batch());
    assertThat(ranks).containsOnlyKeys("hidden");
    assertThat(ranks.get("hidden")).isCloseTo(0.98839512, within(1e-5));
  }

  @Test
  void theLinearProbeIsARidgeRegressionOnStandardisedFeatures() {
    double[][] features = {{1, 2}, {2, 0}, {3, 5}, {4, 1}, {0, 3}};
    RidgeClassifier classifier = new RidgeClassifier(features, new int[] {0, 1, 0, 1, 0}, 2, 0.5);
    assertThat(classifier.scores(new double[] {1, 1}))
        .usingComparatorWithPrecision(1e-8)
        .containsExactly(0.54638554, 0.45361446);
    assertThat(classifier.scores(new double[] {3, 3}))
        .usingComparatorWithPrecision(1e-8)
        .containsExactly(0.59457831, 0.40542169);
    assertThat(classifier.accuracy(features, new int[] {0, 1, 0, 1, 0})).isEqualTo(1);
    assertThat(classifier.accuracy(features, new int[] {1, 1, 0, 1, 0})).isEqualTo(0.8);
    Map<String, Double> accuracies = LinearProbe.of(view, HandNetwork.batch(), HandNetwork.batch());
    assertThat(accuracies).containsExactly(Map.entry("hidden", 1.0));
  }

  @Test
  void aFeatureThatDoesNotVaryTakesNoPart() {
    RidgeClassifier classifier =
        new RidgeClassifier(new double[][] {{1, 7}, {2, 7}}, new int[] {0, 1}, 2, 1e-2);
    assertThat(classifier.scores(new double[] {1, 7}))
        .isEqualTo(classifier.scores(new double[] {1, -100}));
  }

  @Test
  void monteCarloDropoutAveragesProbabilitiesOverMasks() {
    Map<String, Double> values = McDropout.of(view, HandNetwork.batch());
    assertThat(values.get("k1")).isEqualTo(0.75);
    assertThat(values.get("k1-loss")).isCloseTo(1.3111378, within(2e-6));
    assertThat(values.get("k2")).isEqualTo(0.75);
    assertThat(values.get("k2-loss")).isCloseTo(0.5576254, within(2e-6));
    assertThat(values.get("scaling")).isEqualTo(0.75);
    assertThat(values.get("scaling-loss")).isCloseTo(0.7143648, within(2e-6));
    assertThat(values)
        .containsOnlyKeys(
            "k1",
            "k2",
            "k5",
            "k10",
            "k20",
            "k50",
            "scaling",
            "k1-ece",
            "k2-ece",
            "k5-ece",
            "k10-ece",
            "k20-ece",
            "k50-ece",
            "scaling-ece",
            "k1-loss",
            "k2-loss",
            "k5-loss",
            "k10-loss",
            "k20-loss",
            "k50-loss",
            "scaling-loss");
  }

  /** The masks are those that {@code numpy} finds to give the losses above. */
  @Test
  void theirCalibrationErrorIsThatOfTheSamePasses() {
    Map<String, Double> values = McDropout.of(view, HandNetwork.batch());
    assertThat(values.get("k1-ece")).isCloseTo(0.45699448, within(2e-6));
    assertThat(values.get("k2-ece")).isCloseTo(0.38253657, within(2e-6));
    assertThat(values.get("scaling-ece")).isCloseTo(0.25758966, within(2e-6));
  }

  /** By {@code numpy}, bin by bin of {@code linspace(0, 1, 16)}: eight bins have one or more. */
  @Test
  void theCalibrationErrorIsTheMeanDistanceOfWhatIsSaidFromWhatIsRight() {
    double[] probabilities = {
      .5, .3, .2, .2, .62, .18, .1, .25, .65, .05, .05, .9, .34, .33, .33, .92, .04, .04, //
      .2, .45, .35, .1, .8, .1, .96, .02, .02, .03, .02, .95, .44, .4, .16, .3, .6, .1
    };
    int[] labels = {0, 1, 1, 2, 2, 0, 2, 1, 0, 0, 0, 1};
    assertThat(Scoring.accuracy(probabilities, labels)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(Scoring.calibrationError(probabilities, labels)).isCloseTo(0.2425, within(1e-12));
    assertThat(Scoring.calibrationError(new double[] {1, 0, 0, 1}, new int[] {0, 1})).isZero();
    assertThat(Scoring.calibrationError(new double[] {1, 0, 0, 1}, new int[] {1, 0})).isEqualTo(1);
    assertThat(Scoring.calibrationError(new double[] {.5, .5, .5, .5}, new int[] {1, 0})).isZero();
  }

  @Test
  void eachModeHasItsAccuracyAndLoss() {
    Map<String, Double> values = Modes.of(view, HandNetwork.batch(), 4);
    assertThat(values.get("batch-on")).isEqualTo(0.75);
    assertThat(values.get("batch-on-loss")).isCloseTo(1.9000948, within(2e-6));
    assertThat(values.get("batch-off")).isEqualTo(0.75);
    assertThat(values.get("batch-off-loss")).isCloseTo(1.0496057, within(2e-6));
    assertThat(values.get("running-on")).isEqualTo(1);
    assertThat(values.get("running-on-loss")).isCloseTo(0.3905518, within(2e-6));
    assertThat(values.get("running-off")).isEqualTo(0.75);
    assertThat(values.get("running-off-loss")).isCloseTo(0.7143648, within(2e-6));
  }

  @Test
  void examplesThatFillNoBatchAreLeftOutInAllModes() {
    Map<String, Double> three = Modes.of(view, HandNetwork.batch(), 3);
    Batch first = Chunks.first(HandNetwork.batch(), 3);
    assertThat(three).isEqualTo(Modes.of(HandNetwork.view(network), first, 3));
    assertThat(Modes.of(view, HandNetwork.batch(), 9).get("running-off-loss"))
        .isCloseTo(0.7143648, within(2e-6));
  }

  @Test
  void recalibrationTakesTheStatisticsOfAllBatchesTogether() {
    NetworkView again = Recalibration.of(view, Chunks.of(HandNetwork.batch(), 3));
    NormStatistics statistics = again.statistics("norm");
    assertThat(statistics.mean())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(0.875f, -0.1875f, -0.34375f);
    assertThat(statistics.variance())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(1.578125f, 1.91796875f, 0.7607421875f);
    assertThat(again.forward(HandNetwork.batch(), Mode.INFERENCE).loss())
        .isCloseTo(1.0496057, within(2e-6));
  }

  @Test
  void runningStatisticsAreComparedWithThoseOfThePopulation() {
    NormEstimate estimate = NormEstimate.of(view, HandNetwork.batch());
    assertThat(estimate.mean()).isCloseTo(0.24591881, within(1e-6));
    assertThat(estimate.variance()).isCloseTo(-0.27801445, within(1e-6));
  }

  @Test
  void behindNoDropoutNoVarianceShifts() {
    VarianceShift shift = VarianceShift.of(view, HandNetwork.batch());
    assertThat(shift.measured()).isNaN();
    assertThat(shift.predicted()).isNaN();
  }

  /** Of the positive part of a normal variable: mean .39894, variance .34085. */
  @Test
  void thePredictedShiftIsThatOfThePaper() {
    assertThat(VarianceShift.predicted(0.3989422804, 0.3408450569, 0.5))
        .isCloseTo(0.4053601244, within(1e-9));
    assertThat(VarianceShift.predicted(0, 2, 0.75)).isCloseTo(0.75, within(1e-12));
  }

  /**
   * Positive parts of normal numbers, half of them dropped, and normalized. The standard error of a
   * ratio of variances of 8,000 such numbers is some .012, over two channels .008.
   */
  @Test
  void theVarianceShiftsByWhatDropoutAddsToIt() {
    ComputationGraphConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .graphBuilder()
            .addInputs("input")
            .setInputTypes(InputType.feedForward(2))
            .addLayer("drop", new DropoutLayer(0.5), "input")
            .addLayer("norm", new BatchNormalization.Builder().useLogStd(false).build(), "drop")
            .addLayer(
                "output",
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(2)
                    .activation(Activation.SOFTMAX)
                    .build(),
                "norm")
            .setOutputs("output")
            .build();
    Random random = new Random(3);
    float[] features = new float[16_000];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) Math.max(0, random.nextGaussian());
    }
    try (TrainableNetwork dropped =
        Networks.fast(
            configuration,
            new Networks.Sizes(new long[] {2}, 2),
            new Sgd(0.1),
            new Networks.Seeds(String::hashCode, 5))) {
      VarianceShift shift = VarianceShift.of(dropped.view(2), new Batch(features, new int[8_000]));
      assertThat(shift.measured()).isCloseTo(0.4054, within(0.035));
      assertThat(shift.predicted()).isCloseTo(0.4054, within(0.01));
    }
  }

  @Test
  void imagesArePooledByTheirQuarters() {
    LayerView layer =
        new LayerView(
            "conv",
            LayerView.Kind.CONVOLUTION,
            List.of("input"),
            new Shape(1, 3, 3),
            new Shape(2, 3, 3),
            Optional.empty(),
            Optional.empty(),
            0,
            Map.of());
    float[] output = new float[18];
    for (int i = 0; i < 18; i++) {
      output[i] = i < 9 ? i + 1 : 1;
    }
    assertThat(Representations.pooled(output, layer, 1, 2)[0])
        .containsExactly(1, 2.5, 5.5, 7, 1, 1, 1, 1);
    assertThat(Representations.pooled(output, layer, 1, 1)[0]).containsExactly(5, 1);
  }

  @Test
  void momentsOfBatchesAreThoseOfAll() {
    ChannelMoments moments = new ChannelMoments(new Shape(2, 1, 2));
    moments.add(new float[] {1, 2, 10, 10});
    moments.add(new float[] {3, 6, 10, 10, 0, 0, 10, 14});
    assertThat(moments.mean(0)).isCloseTo(2, within(1e-12));
    assertThat(moments.variance(0)).isCloseTo(26 / 6.0, within(1e-12));
    assertThat(moments.mean(1)).isCloseTo(64 / 6.0, within(1e-12));
    assertThat(moments.variance(1)).isCloseTo(20 / 9.0, within(1e-12));
  }
}
