package io.ablate4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import java.util.List;
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
    EngineCheck.StepKind kind = check.stepKind(network(Activation.TANH), SIZES);
    assertThat(kind.compiled()).isFalse();
    assertThat(kind.description()).contains("tanh");
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

  @Test
  void theProcessorIsReadFromLinuxsDescription() {
    Processor processor =
        Processor.of(
            List.of(
                "processor\t: 0",
                "model name\t: Example 9000: fast",
                "flags\t\t: fpu sse2 avx2 fma avx512_vnni",
                "",
                "processor\t: 1",
                "model name\t: Other"));
    assertThat(processor.name()).contains("Example 9000: fast");
    assertThat(processor.features()).containsExactly("fma", "avx2");
  }

  @Test
  void aDescriptionWithoutNameAndFlagsIsNoError() {
    assertThat(Processor.of(List.of("Hardware", "CPU part : 0xd0c")).name()).isEmpty();
    assertThat(Processor.of(List.of()).features()).isEmpty();
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

  @Test
  void numbersOfProcessorsAreReadAsLinuxWritesThem() {
    assertThat(Processor.numbers("0-3,8,10-11")).containsExactly(0, 1, 2, 3, 8, 10, 11);
    assertThat(Processor.numbers("5")).containsExactly(5);
    assertThat(Processor.numbers("")).isEmpty();
  }
}
