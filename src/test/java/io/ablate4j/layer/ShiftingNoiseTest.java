package io.ablate4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ShiftingNoiseTest {
  private static final int EXAMPLES = 40;
  private static final int CHANNELS = 2_000;
  private static final int NUMBERS = EXAMPLES * 2;

  /** What a step gives and its gradient, of [EXAMPLES, CHANNELS, 1, 2] ones. */
  private record Step(float[] output, float[] factors) {}

  private static Step step(ShiftingNoise noise) {
    INDArray ones = Nd4j.ones(DataType.FLOAT, EXAMPLES, CHANNELS, 1, 2);
    INDArray output = noise.applyDropout(ones, ones.dup(), 0, 0, LayerWorkspaceMgr.noWorkspaces());
    INDArray gradient = noise.backprop(ones, ones.dup(), 0, 0);
    return new Step(output.dup('c').data().asFloat(), gradient.dup('c').data().asFloat());
  }

  private static double[] channels(float[] numbers) {
    double[] means = new double[CHANNELS];
    for (int i = 0; i < numbers.length; i++) {
      means[i / 2 % CHANNELS] += numbers[i] / (double) NUMBERS;
    }
    return means;
  }

  private static double mean(double... numbers) {
    return Arrays.stream(numbers).average().orElseThrow();
  }

  private static double variance(double... numbers) {
    double mean = mean(numbers);
    return Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
  }

  /** The bounds are six standard errors and more. */
  @Test
  void eachChannelDrawsAShiftAndAScaleThatItsNumbersSpreadAround() {
    Nd4j.getRandom().setSeed(11);
    Step step = step(new ShiftingNoise(.5, 1.25, .1));
    float[] terms = new float[step.output.length];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = step.output[i] - step.factors[i];
    }
    double[] scales = channels(step.factors);
    double[] shifts = channels(terms);
    assertThat(mean(scales)).isEqualTo(1.125, within(.01));
    assertThat(variance(scales)).isEqualTo(.0625 / 12 + .01 / NUMBERS, within(.0006));
    assertThat(mean(shifts)).isEqualTo(0, within(.04));
    assertThat(variance(shifts)).isEqualTo(1 / 12.0, within(.01));
    double[] around = new double[terms.length];
    double[] besides = new double[terms.length];
    for (int i = 0; i < terms.length; i++) {
      around[i] = step.factors[i] - scales[i / 2 % CHANNELS];
      besides[i] = terms[i] - shifts[i / 2 % CHANNELS];
    }
    double rest = 1 - 1.0 / NUMBERS;
    assertThat(variance(around)).isEqualTo(.01 * rest, within(.0003));
    assertThat(variance(besides)).isEqualTo(.04 / 12 * rest, within(.0001));
  }

  @Test
  void anotherStepDrawsOthersAndAnotherRunTheSame() {
    ShiftingNoise noise = new ShiftingNoise(.5, 1.25, .1);
    Nd4j.getRandom().setSeed(11);
    Step first = step(noise);
    Step second = step(noise);
    Nd4j.getRandom().setSeed(11);
    assertThat(step(noise.clone()).output).isEqualTo(first.output);
    assertThat(channels(second.output)[0]).isNotCloseTo(channels(first.output)[0], within(1e-3));
  }

  @Test
  void inferencePassesOnWhatItReadsAndAStoredNetworkHasTheSameNoise() {
    ComputationGraphConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("input")
            .addLayer(
                "noise", new DropoutLayer.Builder(new ShiftingNoise(.4, 1.5, .2)).build(), "input")
            .addLayer("output", new OutputLayer.Builder().nOut(2).build(), "noise")
            .setOutputs("output")
            .setInputTypes(InputType.feedForward(3))
            .build();
    ComputationGraphConfiguration read =
        ComputationGraphConfiguration.fromJson(configuration.toJson());
    assertThat(read).isEqualTo(configuration);
    assertThat(read.toJson()).contains("\"shift\" : 0.4", "\"scale\" : 1.5", "\"spread\" : 0.2");
  }
}
