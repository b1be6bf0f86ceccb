package io.ablate4j.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NetworkFilesTest {
  @TempDir private Path folder;

  @Test
  void aZipOfAMultiLayerNetworkIsAGraphOfTheSameFunction() throws IOException {
    MultiLayerNetwork network = new MultiLayerNetwork(chain());
    network.init();
    Path file = folder.resolve("My Net.2.zip");
    ModelSerializer.writeModel(network, file.toFile(), true);

    NetworkFile read = NetworkFiles.read(file);

    assertThat(read.name()).isEqualTo("my-net-2");
    assertThat(read.format()).isEqualTo("Deeplearning4j MultiLayerNetwork (zip)");
    assertThat(read.weights().map(WeightsFile::path)).contains(file);
    assertThat(read.configuration().getVertices().keySet())
        .containsExactly("conv", "1-batchnormalization", "2-subsampling", "head", "4-output");
    ComputationGraph graph = new ComputationGraph(read.configuration());
    graph.init();
    graph.setParams(network.params());
    INDArray images = Nd4j.rand(5, 64);
    assertThat(graph.outputSingle(images)).isEqualTo(network.output(images));
  }

  @Test
  void theSameNetworkHasTheSameHashInEachFormat() throws IOException {
    MultiLayerConfiguration chain = chain();
    String json = NetworkFiles.read(write("a.json", chain.toJson())).sha256();
    MultiLayerNetwork network = new MultiLayerNetwork(chain());
    network.init();
    Path zip = folder.resolve("b.zip");
    ModelSerializer.writeModel(network, zip.toFile(), false);
    ComputationGraphConfiguration graph = LayerChain.graph(chain());
    new ComputationGraph(graph).init();
    Path of = write("c.json", graph.toJson());

    assertThat(NetworkFiles.read(zip).sha256()).isEqualTo(json).matches("[0-9a-f]{64}");
    assertThat(NetworkFiles.read(of).sha256()).isEqualTo(json);
  }

  @Test
  void canonicalJsonIsReadAsTheSameNetwork() throws IOException {
    NetworkFile read = NetworkFiles.read(write("a.json", chain().toJson()));

    NetworkFile again = NetworkFiles.fromCanonicalJson("a", read.canonicalJson());

    assertThat(again.canonicalJson()).isEqualTo(read.canonicalJson()).doesNotContain("\n");
    assertThat(again.sha256()).isEqualTo(read.sha256());
    assertThat(again.configuration()).isEqualTo(read.configuration());
    assertThat(again.weights()).isEmpty();
  }

  @Test
  void preprocessorsAndSettingsOfLayersStay() throws IOException {
    NetworkFile read = NetworkFiles.read(write("a.json", chain().toJson()));

    MultiLayerConfiguration chain = chain();
    int index = 0;
    for (var vertex : read.configuration().getVertices().values()) {
      LayerVertex layer = (LayerVertex) vertex;
      assertThat(layer.getPreProcessor()).isEqualTo(chain.getInputPreProcess(index));
      var expected = chain.getConf(index).getLayer();
      expected.setLayerName(layer.getLayerConf().getLayer().getLayerName());
      assertThat(layer.getLayerConf().getLayer()).isEqualTo(expected);
      index++;
    }
  }

  @Test
  void aLayerThatTheClassPathRegistersIsRead() throws IOException {
    String own =
        chain()
            .toJson()
            .replace("org.deeplearning4j.nn.conf.layers.DenseLayer", OwnLayer.class.getName());

    NetworkFile read = NetworkFiles.read(write("own.json", own));

    LayerVertex head = (LayerVertex) read.configuration().getVertices().get("head");
    assertThat(head.getLayerConf().getLayer()).isInstanceOf(OwnLayer.class);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static MultiLayerConfiguration chain() {
    MultiLayerConfiguration chain =
        new NeuralNetConfiguration.Builder()
            .l2(1e-4)
            .list()
            .layer(
                new ConvolutionLayer.Builder(3, 3)
                    .name("conv")
                    .nOut(4)
                    .activation(Activation.RELU)
                    .dropOut(0.5)
                    .build())
            .layer(new BatchNormalization())
            .layer(new SubsamplingLayer.Builder().build())
            .layer(new DenseLayer.Builder().name("head").nOut(5).build())
            .layer(new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build())
            .setInputType(InputType.convolutionalFlat(8, 8, 1))
            .build();
    for (int index : new int[] {1, 2, 4}) {
      chain.getConf(index).getLayer().setLayerName(null); // named by the builder
    }
    // Its usual way, the logarithm of the running deviation, is not that of networks here.
    ((BatchNormalization) chain.getConf(1).getLayer()).setUseLogStd(false);
    return chain;
  }
}
