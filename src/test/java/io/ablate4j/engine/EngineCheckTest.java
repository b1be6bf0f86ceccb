package io.ablate4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ablate4j.engine.runtime.NativeRuntime;
import java.time.Duration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class EngineCheckTest {
  private static final Networks.Sizes SIZES = new Networks.Sizes(new long[] {1, 8, 8}, 3);

  private final EngineCheck check = EngineCheck.start();

  @Test
  void theLoadedNativeBuildIsAmongThoseOnTheClassPath() {
    EngineCheck.NativeBuild build = check.nativeBuild();
    assertThat(build.onClassPath()).isNotEmpty().allMatch(c -> c.startsWith(build.platform()));
    assertThat(build.onClassPath()).anyMatch(classifier -> build.name().endsWith(classifier));
  }

  @Test
  void aMatrixProductIsRightWithinFloatRounding() {
    EngineCheck.Product product = check.matrixProduct();
    assertThat(product.error()).isBetween(0.0, 1.0);
    assertThat(product.right()).isTrue();
    assertThat(product.gigaflops()).isPositive();
  }

  @Test
  void aProductThatIsNotFiniteIsNotRight() {
    assertThat(new EngineCheck.Product(Double.POSITIVE_INFINITY, 1).right()).isFalse();
  }

  @Test
  void trainingOnOneBatchLowersItsLoss() {
    EngineCheck.Speed speed = check.speed(network(Activation.RELU), SIZES, 9, Duration.ZERO);
    assertThat(speed.step().compiled()).isTrue();
    assertThat(speed.steps()).isEqualTo(12);
    assertThat(speed.lastLoss()).isLessThan(speed.firstLoss());
    assertThat(speed.learns()).isTrue();
    assertThat(speed.bestImagesPerSecond()).isGreaterThanOrEqualTo(speed.imagesPerSecond());
  }

  @Test
  void aLossThatIsNotANumberIsNoLearning() {
    EngineCheck.StepKind any = new EngineCheck.StepKind(true, "compiled");
    assertThat(new EngineCheck.Speed(any, 12, 1, 1, 2.3, Double.NaN).learns()).isFalse();
  }

  @Test
  void aNetworkThatCannotBeCompiledTellsWhy() {
    EngineCheck.StepKind kind = check.stepKind(network(Activation.SOFTPLUS), SIZES);
    assertThat(kind.compiled()).isFalse();
    assertThat(kind.description()).contains("softplus");
  }

  @Test
  void helpersThatAreSwitchedOffAreMissed() {
    assumeThat(check.nativeBuild().oneDnn()).as("a native build with oneDNN").isTrue();
    String before = System.getProperty(NativeRuntime.HELPERS_DISABLED);
    EngineCheck.Helpers on = check.helpers(network(Activation.RELU));
    System.setProperty(NativeRuntime.HELPERS_DISABLED, "true");
    try {
      EngineCheck.Helpers off = check.helpers(network(Activation.RELU));
      assertThat(off.switchedOff()).isTrue();
      assertThat(off.helped()).isZero();
    } finally {
      System.setProperty(NativeRuntime.HELPERS_DISABLED, before);
    }
    assertThat(on.switchedOff()).isFalse();
    assertThat(on.helpable()).isEqualTo(1);
    assertThat(on.helped()).isEqualTo(1);
  }

  private static ComputationGraphConfiguration network(Activation activation) {
    return new NeuralNetConfiguration.Builder()
        .seed(0)
        .weightInit(WeightInit.RELU)
        .graphBuilder()
        .addInputs("input")
        .setInputTypes(InputType.convolutional(8, 8, 1))
        .addLayer(
            "pool",
            new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {2, 2})
                .stride(2, 2)
                .build(),
            "input")
        .addLayer("dense", new DenseLayer.Builder().nOut(32).activation(activation).build(), "pool")
        .addLayer(
            "output",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build(),
            "dense")
        .setOutputs("output")
        .build();
  }
}
