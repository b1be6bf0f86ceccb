package io.ablate4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.data.InputShape;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.regularization.BatchNorm;
import io.ablate4j.regularization.Component;
import io.ablate4j.regularization.Layout;
import io.ablate4j.regularization.OwnParts;
import io.ablate4j.regularization.Part;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.regularization.Selector;
import io.ablate4j.regularization.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class FileModelTest {
  private static final InputShape IMAGE = InputShape.image(1, 8, 8);

  @BeforeAll
  static void start() {
    NativeRuntime.start(1);
  }

  private static GraphBuilder graph() {
    return new NeuralNetConfiguration.Builder()
        .seed(0)
        .graphBuilder()
        .addInputs("in")
        .setInputTypes(InputType.convolutional(8, 8, 1))
        .setOutputs("out");
  }

  private static ConvolutionLayer conv(Activation activation, boolean hasBias) {
    return new ConvolutionLayer.Builder(3, 3)
        .nOut(4)
        .padding(1, 1)
        .activation(activation)
        .hasBias(hasBias)
        .build();
  }

  private static SubsamplingLayer pool() {
    return new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build();
  }

  private static ActivationLayer relu() {
    return new ActivationLayer.Builder().activation(Activation.RELU).build();
  }

  private static DenseLayer.Builder dense() {
    return new DenseLayer.Builder().nOut(6).activation(Activation.RELU);
  }

  private static OutputLayer.Builder output() {
    return new OutputLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD)
        .nOut(3)
        .activation(Activation.SOFTMAX);
  }

  /** Convolution without bias, batch norm, ReLU, pooling, dense and output with dropout inside. */
  private static ComputationGraphConfiguration usual() {
    return graph()
        .addLayer("conv1", conv(Activation.IDENTITY, false), "in")
        .addLayer("norm", new BatchNormalization.Builder().decay(.8).build(), "conv1")
        .addLayer("relu", relu(), "norm")
        .addLayer("pool", pool(), "relu")
        .addLayer("hidden", dense().dropOut(.8).build(), "pool")
        .addLayer("out", output().dropOut(.5).build(), "hidden")
        .build();
  }

  /** Before activation: sum, then batch norm and ReLU on the way to the next convolution alone. */
  private static ComputationGraphConfiguration preActivation() {
    return graph()
        .addLayer("conv1", conv(Activation.IDENTITY, true), "in")
        .addLayer("norm1", new BatchNormalization(), "conv1")
        .addLayer("relu1", relu(), "norm1")
        .addLayer("conv2", conv(Activation.IDENTITY, true), "relu1")
        .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "conv1", "conv2")
        .addLayer("out", output().build(), "sum")
        .build();
  }

  private static FileModel model(ComputationGraphConfiguration network) {
    return new FileModel("own", "", network);
  }

  private static ModelSpec spec(List<Layout> heard, Part... parts) {
    return new ModelSpec(IMAGE, 3, new Regularization("arm", List.of(parts)), heard::add);
  }

  private static List<String> components(ComputationGraphConfiguration network) {
    List<Layout> heard = new ArrayList<>();
    model(network).configure(spec(heard));
    return heard.get(0).components().orElseThrow().stream()
        .map(component -> component.id() + ": " + component.inWords())
        .toList();
  }

  private static ComputationGraphConfiguration built(
      ComputationGraphConfiguration network, Part... parts) {
    return model(network).configure(spec(new ArrayList<>(), parts));
  }

  private static Layer layer(ComputationGraphConfiguration network, String name) {
    return ((LayerVertex) network.getVertices().get(name)).getLayerConf().getLayer();
  }

  private static List<String> path(ComputationGraphConfiguration network) {
    List<String> path = new ArrayList<>();
    for (String at = network.getNetworkOutputs().get(0);
        network.getVertexInputs().containsKey(at);
        at = network.getVertexInputs().get(at).get(0)) {
      path.add(0, at);
    }
    return path;
  }

  @Test
  void dropoutInsideLayersIsSaidByWhatIsDropped() {
    assertThat(components(usual()))
        .containsExactly(
            "bn@conv1: batch norm between weights and activation of conv1",
            "drop@pool: dropout 0.2 after pool",
            "drop@hidden: dropout 0.5 after hidden");
  }

  @Test
  void asItIsItHasItsLayersInTheirOrder() {
    ComputationGraphConfiguration network = built(usual(), OwnParts.ALL);
    assertThat(path(network))
        .containsExactly(
            "conv1", "norm", "relu", "pool", "hidden-drop", "hidden", "out-drop", "out");
    assertThat(((BatchNormalization) layer(network, "norm")).getDecay()).isEqualTo(.8);
    assertThat(((ConvolutionLayer) layer(network, "conv1")).hasBias()).isFalse();
    assertThat(((Dropout) layer(network, "hidden-drop").getIDropout()).getP()).isEqualTo(.8);
  }

  @Test
  void withoutItsNormALayerThatHadNoBiasGetsOneThatStartsAtZero() {
    ConvolutionLayer conv =
        (ConvolutionLayer) layer(built(usual(), new OwnParts(List.of("bn@conv1"))), "conv1");
    assertThat(conv.hasBias()).isTrue();
    assertThat(conv.getBiasInit()).isZero();
  }

  @Test
  void aNormThatIsPutInTakesTheBiasAwayAndTheFunctionMovesBehindIt() {
    BatchNorm norm =
        new BatchNorm(
            List.of(Selector.of("hidden")), Slot.BEFORE_ACTIVATION, OptionalInt.empty(), .9, 1e-5);
    ComputationGraphConfiguration network = built(usual(), OwnParts.ALL, norm);
    assertThat(path(network))
        .containsExactly(
            "conv1",
            "norm",
            "relu",
            "pool",
            "hidden-drop",
            "hidden",
            "hidden-bn",
            "hidden-relu",
            "out-drop",
            "out");
    assertThat(((DenseLayer) layer(network, "hidden")).hasBias()).isFalse();
    assertThat(((DenseLayer) layer(network, "hidden")).getActivationFn().toString())
        .isEqualTo("identity");
    assertThat(((BatchNormalization) layer(network, "hidden-bn")).getNIn()).isEqualTo(6);
  }

  @Test
  void aNormOnOneOfSeveralWaysIsCalledAfterWhatItStandsBefore() {
    assertThat(components(preActivation()))
        .containsExactly("bn@before-conv2: batch norm before conv2");
    assertThat(built(preActivation()).getVertexInputs())
        .containsEntry("relu1", List.of("conv1"))
        .containsEntry("sum", List.of("conv1", "conv2"));
    assertThat(IdentityProof.largestDifference(model(preActivation()), IMAGE, 3)).isZero();
  }

  @Test
  void whatFlattensForDropoutIsDoneByTheLayerBehindIt() {
    ComputationGraphConfiguration network =
        graph()
            .addLayer("conv1", conv(Activation.RELU, true), "in")
            .addLayer("drop", new DropoutLayer.Builder(.5).build(), "conv1")
            .addLayer("out", output().build(), "drop")
            .build();
    LayerVertex drop = (LayerVertex) network.getVertices().get("drop");
    LayerVertex out = (LayerVertex) network.getVertices().get("out");
    drop.setPreProcessor(new CnnToFeedForwardPreProcessor(8, 8, 4));
    out.setPreProcessor(null);
    ComputationGraphConfiguration none = built(network);
    assertThat(((LayerVertex) none.getVertices().get("out")).getPreProcessor())
        .isEqualTo(new CnnToFeedForwardPreProcessor(8, 8, 4));
    assertThat(IdentityProof.largestDifference(model(network), IMAGE, 3)).isZero();
  }

  @Test
  void theProofSeesANormThatIsSetOtherwiseOrStandsElsewhere() {
    ComputationGraphConfiguration original = model(usual()).original(IMAGE);
    ComputationGraphConfiguration other = built(usual(), OwnParts.ALL);
    ((BatchNormalization) layer(other, "norm")).setEps(.1);
    assertThat(IdentityProof.largestDifference(original, other, IMAGE)).isGreaterThan(1e-3);

    ComputationGraphConfiguration swapped = built(usual(), OwnParts.ALL);
    swapped.getVertexInputs().put("relu", List.of("conv1"));
    swapped.getVertexInputs().put("norm", List.of("relu"));
    swapped.getVertexInputs().put("pool", List.of("norm"));
    assertThat(IdentityProof.largestDifference(original, swapped, IMAGE)).isGreaterThan(1e-3);
  }

  @Test
  void whatDoesNotFitTheDataIsSaidInNumbers() {
    assertThat(model(usual()).objection(InputShape.image(3, 8, 8)))
        .hasValue("takes 1 channels, the data are 8x8x3, 3 channels");
    assertThat(model(usual()).objection(InputShape.image(1, 12, 12)))
        .hasValue("takes 64 numbers at layer \"hidden\", the data are 12x12x1 and give it 144");
    assertThat(model(usual()).objection(IMAGE, 10)).hasValue("ends in 3 classes, the data have 10");
    assertThat(model(usual()).objection(IMAGE, 3)).isEmpty();
  }

  @Test
  void toLeaveOutWhatIsNotThereIsAnErrorThatNamesTheNearest() {
    assertThatThrownBy(() -> built(usual(), new OwnParts(List.of("bn@conc"))))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("has no \"bn@conc\" to leave out")
        .hasMessageContaining("bn@conv1");
    assertThat(path(built(usual(), new OwnParts(List.of("drop@*")))))
        .containsExactly("conv1", "norm", "relu", "pool", "hidden", "out");
  }

  @Test
  void sitesAreTheLayersAndComponentsAreOfTwoKinds() {
    List<Layout> heard = new ArrayList<>();
    model(usual()).configure(spec(heard));
    assertThat(heard.get(0).sitesInWords())
        .isEqualTo("input, conv1 conv-dense, pool conv-dense, hidden dense-dense");
    assertThat(heard.get(0).components().orElseThrow())
        .extracting(Component::kind)
        .containsExactly(Component.Kind.NORM, Component.Kind.DROPOUT, Component.Kind.DROPOUT);
  }
}
