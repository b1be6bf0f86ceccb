package io.ablate4j.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.problem.ProblemsException;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
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

  @Test
  void unitsAreDeadThatGiveNothingForAnyExample() {
    assertThat(new DeadUnits().measure(dense(Activation.RELU), features(), labels()))
        .isEqualTo(1 / 3.0);
    assertThat(new DeadUnits().measure(dense(Activation.TANH), features(), labels())).isNaN();
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
    INDArray images = Nd4j.zeros(2, 1, 2, 2);
    images.putScalar(1, 0, 1, 0, 5);
    assertThat(new DeadUnits().measure(network, images, Nd4j.eye(2))).isEqualTo(2 / 4.0);
    assertThat(new DeadUnits().measure(network, Nd4j.zeros(2, 1, 2, 2), Nd4j.eye(2))).isEqualTo(1);
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
    assertThat(new GradientRatio().measure(dense(Activation.RELU), features(), labels()))
        .isCloseTo(byHand, within(1e-5));
  }

  @Test
  void withoutAGradientThereIsNoRatio() {
    ComputationGraph network = dense(Activation.RELU);
    network.getLayer("dense").getParam("b").assign(-100); // every unit is dead
    assertThat(new GradientRatio().measure(network, features(), labels())).isNaN();
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
    assertThat(new WeightNorm().measure(dense(Activation.RELU), features(), labels()))
        .isCloseTo(Math.sqrt(squares), within(1e-6));
  }

  @Test
  void theBuiltInProbesAreFoundAndTwoOfOneNameAreNot() {
    assertThat(Probes.onClassPath().ids()).contains("dead-units", "gradient-ratio", "weight-norm");
    assertThatThrownBy(() -> new Probes(List.of(new WeightNorm(), new WeightNorm())))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("Two probes are called weight-norm");
    assertThatThrownBy(() -> Probes.onClassPath().get("weight-norms"))
        .hasMessageContaining("There is no probe \"weight-norms\".")
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

  private static INDArray features() {
    return Nd4j.create(X).castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT);
  }

  private static INDArray labels() {
    INDArray labels = Nd4j.zeros(3, 2);
    for (int i = 0; i < 3; i++) {
      labels.putScalar(i, Y[i], 1);
    }
    return labels;
  }
}
