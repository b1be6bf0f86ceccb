package io.ablate4j.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.problem.ProblemsException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class WeightsFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aChainPredictsWhatDeeplearning4jLoadsFromTheSameFile(boolean isLog) throws IOException {
    MultiLayerNetwork trained = trained(isLog, DataType.FLOAT);
    Path file = save(trained, "chain.zip");
    INDArray images = Nd4j.rand(8, 1, 8, 8);
    assertThat(difference(predicted(file, images), restored(file).output(images))).isLessThan(1e-6);
  }

  @Test
  void weightsOfDoublePrecisionAreTakenAsFloats() throws IOException {
    Path file = save(trained(true, DataType.DOUBLE), "double.zip");
    INDArray images = Nd4j.rand(8, 1, 8, 8);
    INDArray expected = restored(file).output(images.castTo(DataType.DOUBLE));
    assertThat(difference(predicted(file, images), expected.castTo(DataType.FLOAT)))
        .isLessThan(1e-6);
  }

  /** The two branches have layers of the same shape, so that only their order tells them apart. */
  @Test
  void aGraphPredictsTheSameInWhateverOrderItsBranchesWereLaidOut() throws IOException {
    for (boolean isTurned : new boolean[] {false, true}) {
      ComputationGraphConfiguration branches = branches();
      if (isTurned) {
        ComputationGraph order = new ComputationGraph(branches);
        order.topologicalSortOrder();
        int[] turned = branches.getTopologicalOrder().clone();
        var names = new java.util.ArrayList<>(branches.getTopologicalOrderStr());
        java.util.Collections.swap(names, 1, 2);
        turned[1] = branches.getTopologicalOrder()[2];
        turned[2] = branches.getTopologicalOrder()[1];
        branches.setTopologicalOrder(turned);
        branches.setTopologicalOrderStr(names);
      }
      ComputationGraph network = new ComputationGraph(branches);
      network.init();
      Path file = save(network, "graph" + isTurned + ".zip");
      INDArray rows = Nd4j.rand(8, 6);
      assertThat(
              difference(
                  predicted(file, rows),
                  ModelSerializer.restoreComputationGraph(file.toFile()).outputSingle(rows)))
          .isLessThan(1e-6);
    }
  }

  @Test
  void whatTheWeightsAreCountsForTheirHashAndNotWhereTheyLie() throws IOException {
    MultiLayerNetwork network = trained(true, DataType.FLOAT);
    String first = hash(save(network, "a.zip"));
    assertThat(hash(save(network, "b.zip"))).isEqualTo(first).matches("[0-9a-f]{64}");
    network.params().putScalar(3, 7);
    assertThat(hash(save(network, "c.zip"))).isNotEqualTo(first);
  }

  /** A deviation's logarithm and a variance of the same number are not the same batch norm. */
  @Test
  void whatANumberMeansCountsForTheHash() throws IOException {
    MultiLayerNetwork logs = trained(true, DataType.FLOAT);
    MultiLayerNetwork plain = trained(false, DataType.FLOAT);
    plain.setParams(logs.params().dup());
    assertThat(hash(save(plain, "plain.zip"))).isNotEqualTo(hash(save(logs, "logs.zip")));
  }

  @Test
  void weightsThatHaveChangedSinceAreNotTaken() throws IOException {
    MultiLayerNetwork network = trained(true, DataType.FLOAT);
    Path file = save(network, "net.zip");
    String before = hash(file);
    network.params().addi(1);
    save(network, "net.zip");
    assertThatThrownBy(() -> weights(file).read(before))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("net.zip are others than when the study was read")
        .hasMessageContaining("Maybe");
  }

  @Test
  void whatIsWrongWithWeightsIsOneSentence() throws IOException {
    refused(out -> {}, "they end too early");
    refused(out -> text(out, "DROP TABLE"), "they begin with \"DROP TABLE\"");
    refused(out -> header(out, Integer.MAX_VALUE, "LONG"), "their shape has 2147483647 numbers");
    refused(out -> header(out, -1, "LONG"), "their shape has -1 numbers");
    refused(out -> header(out, 4, "UTF8"), "their shape is of the type \"UTF8\"");
    refused(out -> numbers(out, 59, "HALF", 0, 59), "of the type HALF; FLOAT and DOUBLE are read");
    refused(
        out -> numbers(out, Long.MAX_VALUE, "FLOAT", 0, 59),
        "has 9223372036854775807 weights for a network of 43 parameters");
    refused(out -> numbers(out, 43, "FLOAT", 1, 42), "they end too early");
    refused(out -> numbers(out, 43, "FLOAT", 1, 44), "there are more than they say");
    refused(out -> numbers(out, 43, "FLOAT", Float.NaN, 43), "One of its weights is NaN");
    refused(out -> numbers(out, 43, "DOUBLE", 1e300, 43), "One of its weights is Infinity");
  }

  @Test
  void anOrderThatIsNoneOfTheLayersIsRefused() throws IOException {
    ComputationGraph network = new ComputationGraph(branches());
    network.init();
    Path whole = save(network, "whole.zip");
    String json = network.getConfiguration().toJson().replace("\"in\", \"left\"", "\"in\", \"in\"");
    Path file = zip("turned.zip", json, bytes(out -> numbers(out, 83, "FLOAT", 1, 83)));
    assertThat(hash(whole)).isNotEmpty();
    assertThatThrownBy(() -> hash(file))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("does not say in which order its layers have their weights");
  }

  private void refused(Consumer<DataOutputStream> coefficients, String why) throws IOException {
    Path file = zip("bad.zip", small().toJson(), bytes(coefficients));
    for (Consumer<WeightsFile> read :
        java.util.List.<Consumer<WeightsFile>>of(WeightsFile::sha256, each -> each.read("0"))) {
      assertThatThrownBy(() -> read.accept(weights(file)))
          .isInstanceOf(ProblemsException.class)
          .hasMessageContaining("bad.zip: ")
          .hasMessageContaining(why)
          .hasMessageContaining("Maybe");
    }
  }

  private static void text(DataOutputStream out, String text) {
    try {
      out.writeUTF(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void header(DataOutputStream out, long length, String type) {
    try {
      out.writeUTF("LONG_SHAPE");
      out.writeLong(length);
      out.writeUTF(type);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void numbers(
      DataOutputStream out, long length, String type, double number, int count) {
    try {
      header(out, 1, "LONG");
      out.writeLong(0);
      header(out, length, type);
      for (int i = 0; i < count; i++) {
        if (type.equals("DOUBLE")) {
          out.writeDouble(number);
        } else {
          out.writeFloat((float) number);
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(Consumer<DataOutputStream> written) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      written.accept(out);
    }
    return bytes.toByteArray();
  }

  private Path zip(String name, String json, byte[] coefficients) throws IOException {
    Path file = folder.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("configuration.json"));
      zip.write(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("coefficients.bin"));
      zip.write(coefficients);
    }
    return file;
  }

  private Path save(Model network, String name) throws IOException {
    Path file = folder.resolve(name);
    ModelSerializer.writeModel(network, file.toFile(), true);
    return file;
  }

  private static MultiLayerNetwork restored(Path file) throws IOException {
    return ModelSerializer.restoreMultiLayerNetwork(file.toFile());
  }

  private static WeightsFile weights(Path file) {
    return NetworkFiles.read(file).weights().orElseThrow();
  }

  private static String hash(Path file) {
    return weights(file).sha256();
  }

  /** By a graph of the file's architecture with the weights set layer by layer. */
  private static INDArray predicted(Path file, INDArray inputs) {
    NetworkFile read = NetworkFiles.read(file);
    ComputationGraphConfiguration configuration = read.configuration();
    configuration.setDataType(DataType.FLOAT);
    configuration
        .getVertices()
        .values()
        .forEach(
            vertex -> {
              if (vertex instanceof org.deeplearning4j.nn.conf.graph.LayerVertex layer) {
                layer.getLayerConf().setDataType(DataType.FLOAT);
              }
            });
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    float[] parameters = graph.params().dup().data().asFloat();
    StartWeights weights = weights(file).read(hash(file));
    assertThat(weights.into(graph, parameters)).isEqualTo(parameters.length);
    graph.setParams(Nd4j.create(parameters, new long[] {1, parameters.length}, 'c'));
    return graph.outputSingle(inputs);
  }

  private static double difference(INDArray one, INDArray other) {
    return one.sub(other).amaxNumber().doubleValue();
  }

  private static MultiLayerConfiguration small() {
    return new NeuralNetConfiguration.Builder()
        .list()
        .layer(new DenseLayer.Builder().nIn(6).nOut(4).build())
        .layer(new OutputLayer.Builder().nIn(4).nOut(3).activation(Activation.SOFTMAX).build())
        .build();
  }

  private static ComputationGraphConfiguration branches() {
    return new NeuralNetConfiguration.Builder()
        .seed(5)
        .graphBuilder()
        .addInputs("in")
        .addLayer("left", new DenseLayer.Builder().nOut(4).build(), "in")
        .addLayer("right", new DenseLayer.Builder().nOut(4).build(), "in")
        .addVertex("both", new MergeVertex(), "left", "right")
        .addLayer(
            "out", new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build(), "both")
        .setOutputs("out")
        .setInputTypes(InputType.feedForward(6))
        .build();
  }

  /** With biases and running statistics that are not those of the start. */
  private static MultiLayerNetwork trained(boolean isLog, DataType type) {
    BatchNormalization.Builder norm = new BatchNormalization.Builder().useLogStd(isLog);
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(type)
                .list()
                .layer(
                    new ConvolutionLayer.Builder(3, 3)
                        .nOut(4)
                        .activation(Activation.IDENTITY)
                        .build())
                .layer(norm.activation(Activation.RELU).build())
                .layer(new DenseLayer.Builder().nOut(5).activation(Activation.TANH).build())
                .layer(new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.convolutional(8, 8, 1))
                .build());
    network.init();
    Random random = new Random(4);
    for (int step = 0; step < 5; step++) {
      INDArray labels = Nd4j.zeros(type, 12, 3);
      for (int row = 0; row < 12; row++) {
        labels.putScalar(new int[] {row, random.nextInt(3)}, 1);
      }
      network.fit(new DataSet(Nd4j.rand(type, 12, 1, 8, 8).muli(3), labels));
    }
    return network;
  }
}
