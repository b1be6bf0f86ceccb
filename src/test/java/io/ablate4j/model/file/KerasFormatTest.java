package io.ablate4j.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.problem.ProblemsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

class KerasFormatTest {
  @TempDir private Path folder;

  @Test
  void leNetGivesWhatDeeplearning4jsOwnImportGives() throws Exception {
    String json = KerasNets.leNet(2, false);
    Path file = write("lenet.json", json);
    MultiLayerConfiguration imported =
        KerasModelImport.importKerasSequentialConfiguration(file.toString());
    MultiLayerNetwork theirs = new MultiLayerNetwork(imported);
    theirs.init();

    ComputationGraph ours = new ComputationGraph(NetworkFiles.read(file).configuration());
    ours.init();
    assertThat(ours.numParams()).isEqualTo(theirs.numParams());
    theirs
        .paramTable()
        .forEach(
            (key, values) -> {
              String layer =
                  theirs
                      .getLayer(Integer.parseInt(key.split("_")[0]))
                      .conf()
                      .getLayer()
                      .getLayerName();
              // Theirs takes the channels of a pixel one after another, ours the pixels of a
              // channel.
              INDArray mine =
                  layer.equals("dense") && key.endsWith("W")
                      ? values
                          .dup('c')
                          .reshape('c', 5, 5, 50, 500)
                          .permute(2, 0, 1, 3)
                          .dup('c')
                          .reshape('c', 1250, 500)
                      : values;
              ours.setParam(layer + key.substring(key.indexOf('_')), mine);
            });
    INDArray images = Nd4j.rand(3, 1, 28, 28);
    // The import has channels last.
    INDArray expected = theirs.output(images.permute(0, 2, 3, 1).dup());
    assertThat(expected.equalsWithEps(ours.outputSingle(images), 1e-5)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"2,false", "2,true", "3,false", "3,true"})
  void leNetIsTheSameNetworkInEachForm(int version, boolean isFunctional) throws IOException {
    NetworkFile read =
        NetworkFiles.read(write("lenet.json", KerasNets.leNet(version, isFunctional)));

    assertThat(read.format()).isEqualTo("Keras " + version + " (JSON)");
    assertThat(read.configuration().getVertices().keySet())
        .containsExactly(
            "conv2d",
            "max_pooling2d",
            "conv2d_1",
            "max_pooling2d_1",
            "dense",
            "dropout",
            "dense_1");
    assertThat(((DropoutLayer) layer(read, "dropout")).getIDropout())
        .isEqualTo(new Dropout(.7)); // what stays
    assertThat(vertex(read, "dense").getPreProcessor().getOutputType(image(5, 5, 50)))
        .isEqualTo(InputType.feedForward(1250));
    ConvolutionLayer same = (ConvolutionLayer) layer(read, "conv2d");
    assertThat(same.getConvolutionMode()).isEqualTo(ConvolutionMode.Same);
    OutputLayer last = (OutputLayer) layer(read, "dense_1");
    assertThat(last.getActivationFn()).isInstanceOf(ActivationSoftmax.class);
    assertThat(last.getLossFn()).isInstanceOf(LossMCXENT.class);
    // As model.summary() counts: 520 + 25 050 + 625 500 + 5 010.
    assertThat(parameters(read)).isEqualTo(656_080);
    String reference = NetworkFiles.read(write("a.json", KerasNets.leNet(version, true))).sha256();
    assertThat(read.sha256()).isEqualTo(reference);
  }

  /** The numbers are those of the table of keras.io/api/applications and model.summary(). */
  @ParameterizedTest
  @CsvSource({"2,false", "2,true", "3,false", "3,true"})
  void vgg16HasAsManyParametersAsInKeras(int version, boolean isFunctional) throws IOException {
    assertThat(
            parameters(
                NetworkFiles.read(write("vgg.json", KerasNets.vgg16(version, isFunctional)))))
        .isEqualTo(138_357_544);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void resNet50HasAsManyParametersAsInKeras(int version) throws IOException {
    NetworkFile read = NetworkFiles.read(write("resnet.json", KerasNets.resNet50(version)));

    assertThat(parameters(read)).isEqualTo(25_636_712);
    assertThat(read.configuration().getVertexInputs().get("conv2_block1_add"))
        .containsExactly("conv2_block1_0_bn", "conv2_block1_3_bn");
    assertThat(
            read.configuration()
                .getLayerActivationTypes(image(224, 224, 3))
                .get("conv5_block3_out"))
        .isEqualTo(image(7, 7, 2048));
    BatchNormalization norm = (BatchNormalization) layer(read, "conv1_bn");
    assertThat(norm.getDecay()).isEqualTo(.99);
    assertThat(norm.getEps()).isEqualTo(1e-3);
  }

  @Test
  void aKerasFileIsAZipWithItsArchitecture() throws IOException {
    Path file = folder.resolve("net.keras");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      put(zip, "metadata.json", "{\"keras_version\": \"3.5.0\"}");
      put(zip, "config.json", KerasNets.leNet(3, false));
      put(zip, "model.weights.h5", "no weights");
    }
    NetworkFile read = NetworkFiles.read(file);
    assertThat(read.format()).isEqualTo("Keras 3 (.keras)");
    assertThat(read.weights()).isEmpty();
    assertThat(read.sha256())
        .isEqualTo(NetworkFiles.read(write("a.json", KerasNets.leNet(3, true))).sha256());
  }

  @Test
  void aSoftmaxOfItsOwnBecomesTheOutputOfTheDenseLayerBeforeIt() throws IOException {
    NetworkFile read =
        read(KerasText.sequential(3, "4").dense("scores", 3, "linear").act("softmax", "softmax"));
    assertThat(read.configuration().getNetworkOutputs()).containsExactly("scores");
    assertThat(layer(read, "scores")).isInstanceOf(OutputLayer.class);

    NetworkFile pooled =
        read(
            KerasText.sequential(3, "8, 8, 1")
                .conv("conv", 3, 3, 1, "same", "relu")
                .global("GlobalAveragePooling2D", "pool")
                .layer("Softmax", "softmax", "\"axis\": -1"));
    assertThat(layer(pooled, "softmax")).isInstanceOf(LossLayer.class);
    ComputationGraph graph = new ComputationGraph(pooled.configuration());
    graph.init();
    assertThat(graph.outputSingle(Nd4j.rand(2, 1, 8, 8)).sumNumber().doubleValue())
        .isCloseTo(2, org.assertj.core.data.Offset.offset(1e-5));
  }

  @Test
  void logitsGetTheSoftmaxThatTheirLossHasInKeras() throws IOException {
    NetworkFile read = read(KerasText.sequential(2, "4").dense("logits", 3, "linear"));
    assertThat(((OutputLayer) layer(read, "logits")).getActivationFn())
        .isInstanceOf(ActivationSoftmax.class);
  }

  @Test
  void l2IsTwiceThatOfKerasSinceDeeplearning4jAddsHalfOfTheSquares() throws IOException {
    NetworkFile read =
        read(
            KerasText.sequential(3, "4")
                .dense("hidden", 5, "relu", "{\"class_name\": \"L2\", \"config\": {\"l2\": 0.01}}")
                .dense("out", 3, "softmax"));
    DenseLayer hidden = (DenseLayer) layer(read, "hidden");
    assertThat(hidden.getRegularization()).containsExactly(new L2Regularization(.02));
    // Deeplearning4j's own word for it: a weight of 3 adds .01 * 9, and .02 * 3 to the gradient.
    assertThat(hidden.getRegularization().get(0).score(Nd4j.scalar(3.), 0, 0))
        .isCloseTo(.09, org.assertj.core.data.Offset.offset(1e-6));
  }

  @Test
  void slopesShapesAndKindsOfDropoutAreTranslated() throws IOException {
    NetworkFile read =
        read(
            KerasText.functional(2, "9, 9, 2")
                .conv("a", 4, 3, 2, "same", "linear")
                .layer("LeakyReLU", "leaky", "\"alpha\": 0.1")
                .dropout("SpatialDropout2D", "spatial", .2)
                .pad("pad", 1)
                .pool("AveragePooling2D", "pool", 2, 2, "same")
                .merge("Concatenate", "both", "\"axis\": 3", "pool", "pool")
                .flatten("flatten")
                .dense("out", 3, "softmax"));
    assertThat(
            ((org.deeplearning4j.nn.conf.layers.ActivationLayer) layer(read, "leaky"))
                .getActivationFn())
        .isEqualTo(new ActivationLReLU(.1));
    assertThat(((DropoutLayer) layer(read, "spatial")).getIDropout())
        .isEqualTo(new SpatialDropout(.8));
    var types = read.configuration().getLayerActivationTypes(image(9, 9, 2));
    assertThat(types.get("pad")).isEqualTo(image(7, 7, 4));
    assertThat(types.get("both")).isEqualTo(image(4, 4, 8));
  }

  @Test
  void aNetworkInsideAnotherLendsItsNameToItsLayers() throws IOException {
    String inner = KerasText.sequential(3, "8, 8, 1").conv("conv", 4, 3, 1, "same", "relu").json();
    String outer =
        KerasText.sequential(3, "8, 8, 1")
            .flatten("flatten")
            .dense("out", 2, "softmax")
            .json()
            .replaceFirst(
                "\\{\"module\": \"keras.layers\", \"class_name\": \"Flatten\"",
                java.util.regex.Matcher.quoteReplacement(inner.replace("\"net\"", "\"base\""))
                    + ", $0");
    NetworkFile read = NetworkFiles.read(write("nested.json", outer));
    assertThat(read.configuration().getVertices().keySet()).containsExactly("base/conv", "out");
  }

  @Test
  void channelsFirstAreReadAsDeeplearning4jHasThem() throws IOException {
    String json =
        KerasText.sequential(2, "3, 8, 9")
            .conv("conv", 4, 3, 1, "valid", "relu")
            .flatten("flatten")
            .dense("out", 2, "softmax")
            .json()
            .replace("channels_last", "channels_first");
    NetworkFile read = NetworkFiles.read(write("first.json", json));
    assertThat(read.configuration().getLayerActivationTypes(image(8, 9, 3)).get("conv"))
        .isEqualTo(image(6, 7, 4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "LSTM; \"units\": 3; The layer odd (LSTM) is of a kind that is not known. Known are Activation,",
        "Dropout; \"rate\": 1.5; The layer odd (Dropout) has the rate 1.5: it has to be at least 0",
        "Activation; \"activation\": \"gelu\"; The layer odd (Activation) has the activation \"gelu\": known are",
        "Dense; \"units\": -3; The layer odd (Dense) has the units -3: it has to be in 1 to",
        "Dense; \"units\": 3, \"trainable\": false; The layer odd (Dense) has the trainable false: a frozen",
        "Dense; \"units\": 3, \"kernel_constraint\": {}; The layer odd (Dense) has the kernel_constraint {}",
        "BatchNormalization; \"axis\": 2; The layer odd (BatchNormalization) has the axis 2: only channels",
        "BatchNormalization; \"scale\": false; The layer odd (BatchNormalization) has the scale false",
        "MaxPooling2D; \"pool_size\": [2, 2]; The layer odd (MaxPooling2D) reads what has no height",
        "Conv2D; \"filters\": 3; The layer odd (Conv2D) reads what has no height and width."
      })
  void whatCannotBeTranslatedIsNamed(String kind, String settings, String message)
      throws IOException {
    Path file =
        write(
            "odd.json",
            KerasText.sequential(3, "4")
                .dense("first", 4, "relu")
                .layer(kind, "odd", settings)
                .dense("out", 2, "softmax")
                .json()
                .replace(
                    "\"trainable\": true, \"dtype\": {\"module\": \"keras\"",
                    "\"dtype\": {\"m\": \"keras\""));
    assertThatThrownBy(() -> NetworkFiles.read(file))
        .isInstanceOf(ProblemsException.class)
        .hasMessageStartingWith("odd.json: " + message)
        .hasMessageContaining("\n  Maybe ");
  }

  @Test
  void endingsThatGiveNoClassesAreRefused() throws IOException {
    for (KerasText net :
        new KerasText[] {
          KerasText.sequential(2, "4").dense("out", 1, "sigmoid"),
          KerasText.sequential(2, "4").dense("out", 1, "linear"),
          KerasText.sequential(2, "8, 8, 1").conv("out", 2, 3, 1, "same", "relu"),
          KerasText.sequential(2, "8, 8, 1").flatten("out")
        }) {
      Path file = write("end.json", net.json());
      assertThatThrownBy(() -> NetworkFiles.read(file))
          .isInstanceOf(ProblemsException.class)
          .hasMessageContaining("last layer");
    }
  }

  @Test
  void aLayerUsedTwiceAndSeveralInputsAreRefused() throws IOException {
    String json =
        KerasText.functional(2, "4").dense("a", 4, "relu").dense("out", 2, "softmax").json();
    Path twice =
        write(
            "twice.json",
            json.replace(
                "[[[\"input_1\", 0, 0, {}]]]", "[[[\"input_1\", 0, 0, {}]], [[\"a\", 0, 0, {}]]]"));
    assertThatThrownBy(() -> NetworkFiles.read(twice))
        .hasMessageStartingWith("twice.json: The layer a is used 2 times, with the same weights");
    Path two =
        write(
            "two.json",
            json.replace(
                "\"input_layers\": [[\"input_1\", 0, 0]]",
                "\"input_layers\": [[\"input_1\", 0, 0], [\"input_2\", 0, 0]]"));
    assertThatThrownBy(() -> NetworkFiles.read(two))
        .hasMessageStartingWith("two.json: It has 2 inputs; networks here have one.");
  }

  private NetworkFile read(KerasText net) throws IOException {
    return NetworkFiles.read(write("net.json", net.json()));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)).transferTo(zip);
    zip.closeEntry();
  }

  private static InputType image(int height, int width, int channels) {
    return InputType.convolutional(height, width, channels);
  }

  private static LayerVertex vertex(NetworkFile file, String name) {
    return (LayerVertex) file.configuration().getVertices().get(name);
  }

  private static Layer layer(NetworkFile file, String name) {
    return vertex(file, name).getLayerConf().getLayer();
  }

  private static long parameters(NetworkFile file) {
    ComputationGraphConfiguration network = file.configuration();
    return network.getVertices().values().stream()
        .mapToLong((GraphVertex each) -> each.numParams(false))
        .sum();
  }
}
