package io.ablate4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ablate4j.engine.compiled.ConvolutionCheck;
import io.ablate4j.engine.compiled.WrongConvolution;
import io.ablate4j.engine.runtime.HelperUse;
import io.ablate4j.engine.runtime.HelperVerdict;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.trial.Provenance;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.LayerHelper;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNBatchNormHelper;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNSubsamplingHelper;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class HelperCheckTest {
  private static final Networks.Sizes SIZES = new Networks.Sizes(new long[] {2, 9, 8}, 3);
  private static final Networks.Seeds SEEDS = new Networks.Seeds(String::hashCode, 1);

  @BeforeAll
  static void startNativeLibrary() {
    NativeRuntime.start(1);
    assumeTrue("onednn".equals(NativeRuntime.helperLibrary()), "this native build has no oneDNN");
  }

  @ParameterizedTest
  @EnumSource
  void whatOneDnnGivesHereIsRight(HelperKind kind) {
    HelperVerdict verdict = HelperCheck.ofThisProcess().verdict(kind);
    assertThat(verdict.objection()).as(verdict.text()).isEmpty();
    assertThat(verdict.difference()).isLessThan(1e-5);
  }

  @Test
  void theCompiledConvolutionIsRightHere() {
    HelperVerdict verdict = ConvolutionCheck.ofThisProcess().verdict();
    assertThat(verdict.objection()).as(verdict.text()).isEmpty();
    assertThat(verdict.difference()).isBetween(1e-9, 1e-5);
  }

  @ParameterizedTest
  @EnumSource
  void aWrongHelperIsLeftOffAloneAndTheNetworkTrainsAsByTheBuiltInPath(HelperKind wrong) {
    HelperCheck check = new HelperCheck(layer -> replace(layer, wrong));
    try (TrainableNetwork network =
            fast(Activation.SOFTPLUS, check, ConvolutionCheck.ofThisProcess());
        TrainableNetwork stock =
            Networks.stock(network(Activation.SOFTPLUS), SIZES, new Sgd(0.1), SEEDS)) {
      for (Layer layer : network.graph().getLayers()) {
        HelperKind.of(layer)
            .ifPresent(
                kind ->
                    assertThat(layer.getHelper() == null)
                        .as("off: " + kind)
                        .isEqualTo(kind == wrong));
      }
      assertThat(network.engine()).startsWith("dl4j with helpers (");
      assertThat(network.helpers().used())
          .containsExactlyInAnyOrderElementsOf(
              Arrays.stream(HelperKind.values())
                  .filter(kind -> kind != wrong)
                  .map(HelperKind::toString)
                  .toList());
      assertThat(network.helpers().leftOff())
          .singleElement()
          .asString()
          .startsWith(wrong + " (its ");
      assertThat(network.helpers().facts())
          .containsEntry(Provenance.HELPERS_LEFT_OFF, network.helpers().leftOff().get(0));
      assertThat(network.helpers().facts().get("helpers")).doesNotContain(wrong.toString());
      assertTrainsAlike(network, stock);
    }
  }

  @Test
  void theVerdictTellsWhatDiffersAndByHowMuch() {
    HelperCheck check = new HelperCheck(layer -> replace(layer, HelperKind.CONVOLUTION));
    assertThat(check.verdict(HelperKind.CONVOLUTION).text())
        .matches("convolution \\(its (inference )?output differs by 0\\.010? of .*");
    assertThat(check.verdict(HelperKind.POOLING).objection()).isEmpty();
  }

  @Test
  void aHelperThatFailsIsLeftOffWithItsReason() {
    HelperCheck check =
        new HelperCheck(
            layer -> // forward, Deeplearning4j asks no pooling helper
            HelperKind.POOLING.setHelper(
                    layer,
                    new MKLDNNSubsamplingHelper(DataType.FLOAT) {
                      @Override
                      public Pair<Gradient, INDArray> backpropGradient(
                          INDArray input,
                          INDArray epsilon,
                          int[] kernel,
                          int[] strides,
                          int[] pad,
                          PoolingType type,
                          ConvolutionMode mode,
                          int[] dilation,
                          CNN2DFormat format,
                          LayerWorkspaceMgr memory) {
                        throw new IllegalStateException("no such primitive");
                      }
                    }));
    HelperVerdict verdict = check.verdict(HelperKind.POOLING);
    assertThat(verdict.text()).contains("no such primitive");
    assertThat(verdict.objection())
        .hasValueSatisfying(why -> assertThat(why).startsWith("it fails"));
    assertThat(verdict.difference()).isInfinite();
  }

  @Test
  void aWrongConvolutionIsNotCompiledAndDl4jTrains() {
    ConvolutionCheck wrong = WrongConvolution.gradient();
    try (TrainableNetwork network = fast(Activation.RELU, HelperCheck.ofThisProcess(), wrong);
        TrainableNetwork compiled =
            fast(Activation.RELU, HelperCheck.ofThisProcess(), ConvolutionCheck.ofThisProcess());
        TrainableNetwork stock =
            Networks.stock(network(Activation.RELU), SIZES, new Sgd(0.1), SEEDS)) {
      assertThat(compiled.engine()).isEqualTo("compiled");
      boolean isVector = ConvolutionCheck.ofThisProcess().vectorVerdict().isPresent();
      assertThat(compiled.facts().get(Provenance.CONVOLUTIONS))
          .isEqualTo(isVector ? "vector kernels" : "native library");
      assertThat(compiled.helpers().used())
          .isEqualTo(isVector ? List.of() : List.of("compiled convolution"));
      assertThat(network.engine())
          .startsWith("dl4j with helpers (")
          .contains("compiled convolution (its gradient of W differs by 0.001");
      assertThat(network.helpers().facts().get(Provenance.HELPERS_LEFT_OFF))
          .startsWith("compiled convolution (its gradient of W differs by 0.001");
      assertTrainsAlike(network, stock);
    }
  }

  @Test
  void wrongVectorKernelsAreLeftOffAndTheNativeLibraryTakesTheirPlace() {
    try (TrainableNetwork network =
            fast(Activation.RELU, HelperCheck.ofThisProcess(), WrongConvolution.vectorGradient());
        TrainableNetwork stock =
            Networks.stock(network(Activation.RELU), SIZES, new Sgd(0.1), SEEDS)) {
      assertThat(network.engine()).isEqualTo("compiled");
      assertThat(network.facts())
          .containsEntry(Provenance.CONVOLUTIONS, "native library")
          .hasEntrySatisfying(
              Provenance.HELPERS_LEFT_OFF,
              text ->
                  assertThat(text).startsWith("vector convolution (its gradient of W differs by"));
      assertTrainsAlike(network, stock);
    }
  }

  @Test
  void aConvolutionThatGivesNoNumberOrFailsIsWrong() {
    assertThat(WrongConvolution.notANumber().verdict().difference()).isInfinite();
    assertThat(WrongConvolution.notANumber().verdict().objection()).isPresent();
    assertThat(WrongConvolution.failing().verdict().text())
        .startsWith("compiled convolution (it fails: ")
        .contains("no such primitive");
  }

  @Test
  void aNetworkWithoutConvolutionsIsCompiledWhateverConvolutionsGive() {
    ComputationGraphConfiguration dense =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("input")
            .setInputTypes(InputType.feedForward(4))
            .addLayer("output", output(), "input")
            .setOutputs("output")
            .build();
    try (TrainableNetwork network =
        Networks.fast(
            dense,
            new Networks.Sizes(new long[] {4}, 3),
            new Sgd(0.1),
            SEEDS,
            HelperCheck.ofThisProcess(),
            WrongConvolution.failing())) {
      assertThat(network.engine()).isEqualTo("compiled");
      assertThat(network.helpers()).isEqualTo(HelperUse.NONE);
      assertThat(network.helpers().facts()).isEqualTo(Map.of("helpers", "none"));
    }
  }

  /** One per cent more than right, or a gradient one per cent too large. */
  private static void replace(Layer layer, HelperKind wrong) {
    if (HelperKind.of(layer).orElseThrow() == wrong) {
      LayerHelper helper =
          switch (wrong) {
            case CONVOLUTION ->
                new MKLDNNConvHelper(DataType.FLOAT) {
                  @Override
                  public INDArray preOutput(
                      INDArray input,
                      INDArray weights,
                      INDArray bias,
                      int[] kernel,
                      int[] strides,
                      int[] pad,
                      ConvolutionLayer.AlgoMode algorithm,
                      ConvolutionLayer.FwdAlgo forward,
                      ConvolutionMode mode,
                      int[] dilation,
                      CNN2DFormat format,
                      LayerWorkspaceMgr memory) {
                    return super.preOutput(
                            input, weights, bias, kernel, strides, pad, algorithm, forward, mode,
                            dilation, format, memory)
                        .muli(1.01);
                  }
                };
            case POOLING ->
                new MKLDNNSubsamplingHelper(DataType.FLOAT) {
                  @Override
                  public Pair<Gradient, INDArray> backpropGradient(
                      INDArray input,
                      INDArray epsilon,
                      int[] kernel,
                      int[] strides,
                      int[] pad,
                      PoolingType type,
                      ConvolutionMode mode,
                      int[] dilation,
                      CNN2DFormat format,
                      LayerWorkspaceMgr memory) {
                    return larger(
                        super.backpropGradient(
                            input, epsilon, kernel, strides, pad, type, mode, dilation, format,
                            memory));
                  }
                };
            case BATCH_NORM ->
                new MKLDNNBatchNormHelper(DataType.FLOAT) {
                  @Override
                  public Pair<Gradient, INDArray> backpropGradient(
                      INDArray input,
                      INDArray epsilon,
                      long[] shape,
                      INDArray gamma,
                      INDArray beta,
                      INDArray gammaGradient,
                      INDArray betaGradient,
                      double eps,
                      CNN2DFormat format,
                      LayerWorkspaceMgr memory) {
                    return larger(
                        super.backpropGradient(
                            input,
                            epsilon,
                            shape,
                            gamma,
                            beta,
                            gammaGradient,
                            betaGradient,
                            eps,
                            format,
                            memory));
                  }
                };
          };
      wrong.setHelper(layer, helper);
    }
  }

  private static Pair<Gradient, INDArray> larger(Pair<Gradient, INDArray> gradients) {
    gradients.getSecond().muli(1.01);
    return gradients;
  }

  private static void assertTrainsAlike(TrainableNetwork network, TrainableNetwork stock) {
    assertThat(network.graph().params()).isEqualTo(stock.graph().params());
    Random random = new Random(2);
    for (int step = 0; step < 3; step++) {
      float[] x = new float[5 * 2 * 9 * 8];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) random.nextGaussian();
      }
      network.train(x, new int[] {0, 1, 2, 0, 1});
      stock.train(x, new int[] {0, 1, 2, 0, 1});
    }
    INDArray difference = network.graph().params().sub(stock.graph().params());
    assertThat(difference.amaxNumber().doubleValue()).isLessThan(1e-4);
  }

  private static TrainableNetwork fast(
      Activation activation, HelperCheck check, ConvolutionCheck convolution) {
    return Networks.fast(network(activation), SIZES, new Sgd(0.1), SEEDS, check, convolution);
  }

  /** Compiled, unless its activation is one that the compiler does not know. */
  private static ComputationGraphConfiguration network(Activation activation) {
    return new NeuralNetConfiguration.Builder()
        .graphBuilder()
        .addInputs("input")
        .setInputTypes(InputType.convolutional(9, 8, 2))
        .addLayer(
            "convolution",
            new ConvolutionLayer.Builder(3, 3)
                .convolutionMode(ConvolutionMode.Same)
                .nOut(4)
                .activation(Activation.IDENTITY)
                .build(),
            "input")
        .addLayer("bn", new BatchNormalization.Builder().useLogStd(false).build(), "convolution")
        .addLayer(
            "pool",
            new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build(),
            "bn")
        .addLayer("dense", new DenseLayer.Builder().nOut(6).activation(activation).build(), "pool")
        .addLayer("output", output(), "dense")
        .setOutputs("output")
        .build();
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(3)
        .activation(Activation.SOFTMAX)
        .build();
  }
}
