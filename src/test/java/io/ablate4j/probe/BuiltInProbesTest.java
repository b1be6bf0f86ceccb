package io.ablate4j.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.view.Batch;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Each value is computed here again, by hand or in plain loops. */
class BuiltInProbesTest {
  private static final double[][] X = {{1, 2}, {.5, -1}, {-1, .25}};
  private static final int[] Y = {0, 1, 1};

  /** Unit 0 is 0 for all three examples, unit 1 for one of them, unit 2 for two. */
  private static final double[][] FIRST = {{-1, 1, -1}, {-1, .5, .25}};

  private static final double[] BIAS = {-1.5, .25, 0};
  private static final double[][] LAST = {{1, -1}, {.5, .75}, {-2, .3}};

  @BeforeAll
  static void startNativeLibrary() {
    NativeRuntime.start(1);
  }

  @Test
  void unitsAreDeadThatGiveNothingForAnyExample() {
    assertThat(value(new DeadUnits(), dense(Activation.RELU))).isEqualTo(1 / 3.0);
    assertThat(value(new DeadUnits(), dense(Activation.TANH))).isNaN();
  }

  @Test
  void ofAConvolutionAChannelIsDeadThatIsZeroAtEveryPixelOfEveryExample() {
    ComputationGraph network =
        graph(
            graph ->
                graph
                    .addLayer(
                        "conv",
                        new ConvolutionLayer.Builder(1, 1)
                            .nOut(4)
                            .hasBias(false)
                            .activation(Activation.IDENTITY)
                            .build(),
                        "in")
                    // DL4J never applies this ReLU: batch norm has no dead units.
                    .addLayer(
                        "bn",
                        new BatchNormalization.Builder().activation(Activation.RELU).build(),
                        "conv")
                    .addLayer("relu", new ActivationLayer(Activation.RELU), "bn")
                    .addLayer("out", output(), "relu")
                    .setInputTypes(InputType.convolutional(2, 2, 1)));
    network
        .getLayer("conv")
        .setParam("W", Nd4j.createFromArray(-1f, 1f, -2f, 3f).reshape(4, 1, 1, 1));
    float[] images = new float[8];
    images[6] = 5;
    assertThat(ofImages(network, images)).isEqualTo(2 / 4.0);
    assertThat(ofImages(network, new float[8])).isEqualTo(1);
  }

  @Test
  void theGradientRatioIsThatOfBackpropagationByHand() {
    double[][] hidden = new double[3][3];
    double[][] delta = new double[3][2];
    for (int i = 0; i < 3; i++) {
      double[] z = new double[2];
      for (int h = 0; h < 3; h++) {
        double sum = BIAS[h] + X[i][0] * FIRST[0][h] + X[i][1] * FIRST[1][h];
        hidden[i][h] = Math.max(0, sum);
        z[0] += hidden[i][h] * LAST[h][0];
        z[1] += hidden[i][h] * LAST[h][1];
      }
      double p = 1 / (1 + Math.exp(z[1] - z[0]));
      delta[i] = new double[] {p - (Y[i] == 0 ? 1 : 0), 1 - p - (Y[i] == 1 ? 1 : 0)};
    }
    double last = 0;
    double first = 0;
    for (int h = 0; h < 3; h++) {
      double[] toOutput = new double[2];
      double[] toHidden = new double[2];
      for (int i = 0; i < 3; i++) {
        double back = 0;
        for (int c = 0; c < 2; c++) {
          toOutput[c] += hidden[i][h] * delta[i][c];
          back += hidden[i][h] > 0 ? delta[i][c] * LAST[h][c] : 0;
        }
        toHidden[0] += X[i][0] * back;
        toHidden[1] += X[i][1] * back;
      }
      last += toOutput[0] * toOutput[0] + toOutput[1] * toOutput[1];
      first += toHidden[0] * toHidden[0] + toHidden[1] * toHidden[1];
    }
    double byHand = Math.log10(Math.sqrt(first / last));
    assertThat(Math.abs(byHand)).isGreaterThan(.05);
    assertThat(value(new GradientRatio(), dense(Activation.RELU))).isCloseTo(byHand, within(1e-5));
    assertThat(value(new GradientImbalance(), dense(Activation.RELU)))
        .isCloseTo(Math.abs(byHand), within(1e-5));
    Map<String, Double> norms = moment(dense(Activation.RELU)).readings(new GradientNorm());
    assertThat(norms.get("first")).isCloseTo(Math.sqrt(first) / 3, within(1e-6));
    assertThat(norms.get("dense")).isEqualTo(norms.get("first"));
    assertThat(norms.get("last")).isCloseTo(Math.sqrt(last) / 3, within(1e-6));
    assertThat(norms.get("mean"))
        .isCloseTo((norms.get("first") + norms.get("last")) / 2, within(1e-12));
  }

  @Test
  void withoutAGradientThereIsNoRatio() {
    ComputationGraph network = dense(Activation.RELU);
    network.getLayer("dense").getParam("b").assign(-100); // every unit is dead
    assertThat(value(new GradientRatio(), network)).isNaN();
  }

  @Test
  void theWeightNormLeavesBiasesOut() {
    double squares = 0;
    for (double[][] matrix : List.of(FIRST, LAST)) {
      for (double[] row : matrix) {
        for (double weight : row) {
          squares += weight * weight;
        }
      }
    }
    assertThat(value(new WeightNorm(), dense(Activation.RELU)))
        .isCloseTo(Math.sqrt(squares), within(1e-6));
  }

  /** Hidden sums are (-4.5, 2.25, -.5), (-1, .25, -.75) and (-.75, -.625, 1.0625). */
  @Test
  void unitsAreOverActiveThatAreThreeTimesTheMedianOne() {
    // Behind ReLU, means are 0, 2.5 / 3 and 1.0625 / 3: no unit is above 3 times the median.
    assertThat(value(new OverActiveUnits(), dense(Activation.RELU))).isZero();
    ComputationGraph network = dense(Activation.RELU);
    network.getLayer("dense").getParam("b").putScalar(1, 1.25);
    // Means are 0, (3.25 + 1.25 + .375) / 3 and 1.0625 / 3: the second is 4.6 times the third.
    assertThat(value(new OverActiveUnits(), network)).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void outputsAreSaturatedWhereTheFunctionIsFlat() {
    // tanh of 2.25, -4.5 is beyond .9 either way; of 1.0625 it is .787, of -1 it is -.762.
    assertThat(value(new Saturation(), dense(Activation.TANH))).isCloseTo(2 / 9.0, within(1e-12));
    // A sigmoid is below .05 under -2.944: of -4.5 alone.
    assertThat(value(new Saturation(), dense(Activation.SIGMOID)))
        .isCloseTo(1 / 9.0, within(1e-12));
    assertThat(value(new Saturation(), dense(Activation.RELU))).isNaN();
  }

  @Test
  void whatALayerReadsDriftsByThePercentilesOfItsUnits() {
    // numpy.percentile([0, .25, 2.25], [15, 50, 85]) = .075, .25, 1.65 of the second unit and
    // [0, 0, .74375] of the third; the first is dead. With 1.25 instead of .25 as second bias the
    // second unit gives .375, 1.25, 3.25: .6375, 1.25, 2.65.
    FixedMoment first = moment(dense(Activation.RELU));
    assertThat(first.readings(new InputDrift()).get("last")).isNaN();
    ComputationGraph moved = dense(Activation.RELU);
    moved.getLayer("dense").getParam("b").putScalar(1, 1.25);
    FixedMoment second = first.of(FixedMoment.view(moved, 2));
    double expected = ((.6375 - .075) + (1.25 - .25) + (2.65 - 1.65)) / (1.65 - .075) / 3 / 2;
    Map<String, Double> drift = second.readings(new InputDrift());
    assertThat(drift.get("last")).isCloseTo(expected, within(1e-6));
    assertThat(drift.get("out")).isEqualTo(drift.get("last"));
    assertThat(drift.get("mean")).isEqualTo(drift.get("last"));
    assertThat(second.readings(new InputDrift()).get("last")).isZero();
  }

  /** Its move has nothing to be measured by, and would drown that of all others. */
  @Test
  void aUnitThatWasSilentAndWakesIsLeftOut() {
    FixedMoment first = moment(dense(Activation.RELU));
    first.readings(new InputDrift());
    ComputationGraph woken = dense(Activation.RELU);
    woken.getLayer("dense").getParam("b").putScalar(0, 10);
    assertThat(first.of(FixedMoment.view(woken, 2)).readings(new InputDrift()).get("last"))
        .isZero();
  }

  @Test
  void itDriftsByMeanAndSpreadOfItsUnits() {
    FixedMoment first = moment(dense(Activation.RELU));
    assertThat(first.readings(new MomentDrift()).get("mean")).isNaN();
    ComputationGraph moved = dense(Activation.RELU);
    moved.getLayer("dense").getParam("b").putScalar(1, 1.25);
    // Of (2.25, .25, 0): mean 2.5 / 3, variance 1.0138889; of (3.25, 1.25, .375): 4.875 / 3 and
    // 1.4479167 (numpy). The third unit stays; the first one does not vary.
    double expected = (2.375 / 3 + Math.log(1.4479167 / 1.0138889) / 2) / 2;
    assertThat(first.of(FixedMoment.view(moved, 2)).readings(new MomentDrift()).get("mean"))
        .isCloseTo(expected, within(1e-6));
  }

  @Test
  void aStepMovesWeightsByAShareOfTheirNorm() {
    ComputationGraph network = dense(Activation.RELU);
    float[] before = network.params().dup('c').data().asFloat();
    network.getLayer("dense").getParam("W").muli(1.25);
    Map<String, Double> ratios = moment(network).after(before).readings(new UpdateRatio());
    assertThat(ratios.get("dense")).isCloseTo(.25, within(1e-6));
    assertThat(ratios.get("out")).isZero();
    assertThat(ratios.get("mean")).isCloseTo(.125, within(1e-6));
  }

  @Test
  void theGradientOfALayerChangesByWhatTheLayersBeforeItHaveLearned() {
    ComputationGraph network = dense(Activation.RELU);
    float[] before = network.params().dup('c').data().asFloat();
    FixedMoment old = moment(network);
    float[] gradient = outputGradient(old);
    // The output layer has moved as well, which takes no part in its own change.
    network.getLayer("out").getParam("W").muli(3);
    Map<String, Double> still = moment(network).after(before).readings(new GradientChange());
    assertThat(still.get("mean")).isZero();
    assertThat(still.get("cosine")).isCloseTo(1, within(1e-6));
    network.getLayer("dense").getParam("b").putScalar(1, 1.25);
    Map<String, Double> moved = moment(network).after(before).readings(new GradientChange());
    ComputationGraph mixed = dense(Activation.RELU);
    mixed.getLayer("dense").getParam("b").putScalar(1, 1.25);
    float[] now = outputGradient(moment(mixed));
    double change = 0;
    double product = 0;
    double[] squares = new double[2];
    for (int i = 0; i < now.length; i++) {
      change += Math.pow((double) now[i] - gradient[i], 2);
      product += (double) now[i] * gradient[i];
      squares[0] += (double) now[i] * now[i];
      squares[1] += (double) gradient[i] * gradient[i];
    }
    assertThat(moved.get("out")).isCloseTo(Math.sqrt(change), within(1e-6)).isGreaterThan(.01);
    assertThat(moved.get("first")).isEqualTo(moved.get("out"));
    assertThat(moved.get("cosine"))
        .isCloseTo(product / Math.sqrt(squares[0] * squares[1]), within(1e-6));
  }

  private static float[] outputGradient(FixedMoment moment) {
    return moment.gradients().of(moment.network().layer("out").weights().orElseThrow());
  }

  @Test
  void theBuiltInProbesAreFoundAndTwoOfOneNameAreNot() {
    assertThat(Probes.onClassPath().ids()).contains("dead-units", "gradient-ratio", "weight-norm");
    assertThatThrownBy(() -> Probes.of(List.of(new WeightNorm(), new WeightNorm()), List.of()))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("Two probes are called weight-norm");
    assertThatThrownBy(() -> Probes.onClassPath().get("weight-norms"))
        .hasMessageContaining("There is no probe \"weight-norms\".")
        .hasMessageContaining("Maybe use \"weight-norm\".");
    assertThatThrownBy(() -> Probes.onClassPath().get("colour"))
        .hasMessageContaining("There is no probe \"colour\".")
        .hasMessageContaining("dead-units");
  }

  private static ComputationGraph dense(Activation activation) {
    ComputationGraph network =
        graph(
            graph ->
                graph
                    .addLayer(
                        "dense",
                        new DenseLayer.Builder().nOut(3).activation(activation).build(),
                        "in")
                    .addLayer("out", output(), "dense")
                    .setInputTypes(InputType.feedForward(2)));
    network.getLayer("dense").setParam("W", Nd4j.create(FIRST).castTo(network.params().dataType()));
    network
        .getLayer("dense")
        .setParam("b", Nd4j.create(new double[][] {BIAS}).castTo(network.params().dataType()));
    network.getLayer("out").setParam("W", Nd4j.create(LAST).castTo(network.params().dataType()));
    return network;
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(2)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private interface Parts {
    ComputationGraphConfiguration.GraphBuilder to(ComputationGraphConfiguration.GraphBuilder graph);
  }

  private static ComputationGraph graph(Parts parts) {
    ComputationGraph network =
        new ComputationGraph(
            parts
                .to(new NeuralNetConfiguration.Builder().graphBuilder().addInputs("in"))
                .setOutputs("out")
                .build());
    network.init();
    return network;
  }

  private static FixedMoment moment(ComputationGraph network) {
    return FixedMoment.of(FixedMoment.view(network, 2), batch());
  }

  /** Of a probe that gives one number; NaN if it gives none. */
  private static double value(NetworkProbe probe, ComputationGraph network) {
    return moment(network).readings(probe).getOrDefault("", Double.NaN);
  }

  private static double ofImages(ComputationGraph network, float[] images) {
    return FixedMoment.of(FixedMoment.view(network, 1, 2, 2), new Batch(images, new int[] {0, 1}))
        .readings(new DeadUnits())
        .get("");
  }

  private static Batch batch() {
    float[] features = new float[6];
    for (int i = 0; i < 6; i++) {
      features[i] = (float) X[i / 2][i % 2];
    }
    return new Batch(features, Y);
  }
}
