package io.ablate4j.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ZooTest {
  @TempDir private Path folder;

  static Set<String> names() {
    return Zoo.JSON.keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void eachIsTheSameNetworkInJsonInAZipAndInItsCanonicalText(String name) throws IOException {
    String json = Zoo.JSON.get(name).get();

    NetworkFile read = NetworkFiles.read(Files.writeString(folder.resolve(name + ".json"), json));
    NetworkFile zipped = NetworkFiles.read(zip(name, json));

    assertThat(zipped.sha256()).isEqualTo(read.sha256());
    assertThat(zipped.weights()).isEmpty();
    assertThat(NetworkFiles.fromCanonicalJson(name, read.canonicalJson()).canonicalJson())
        .isEqualTo(read.canonicalJson());
    assertThat(read.configuration().getNetworkInputs()).hasSize(1);
    assertThat(read.configuration().getNetworkOutputs()).hasSize(1);
    assertThat(parameters(read.configuration())).isEqualTo(parametersByDeeplearning4j(json));
  }

  /** Published: of the papers' networks, and of keras.io/api/applications. */
  @ParameterizedTest
  @CsvSource({
    "AlexNet,62378344",
    "VGG16,138357544",
    "ResNet50,25636712",
    "Xception,22910480",
    "SqueezeNet,1235496"
  })
  void theyHaveAsManyParametersAsArePublished(String name, long parameters) throws IOException {
    assertThat(
            parameters(
                NetworkFiles.read(
                        Files.writeString(folder.resolve(name + ".json"), Zoo.JSON.get(name).get()))
                    .configuration()))
        .isEqualTo(parameters);
  }

  @Test
  void leNetAndSimpleCnnGiveTheSameAsTheLayersThatTheyWere() throws IOException {
    for (String name : List.of("LeNet", "SimpleCNN")) {
      MultiLayerConfiguration own = MultiLayerConfiguration.fromJson(Zoo.JSON.get(name).get());
      own.getConfs().stream()
          .map(each -> each.getLayer())
          .filter(BatchNormalization.class::isInstance)
          .forEach(each -> ((BatchNormalization) each).setUseLogStd(false));
      MultiLayerNetwork chain = new MultiLayerNetwork(own);
      chain.init();
      ComputationGraph graph =
          new ComputationGraph(NetworkFiles.read(zip(name, own.toJson())).configuration());
      graph.init();
      graph.setParams(chain.params());
      INDArray images = name.equals("LeNet") ? Nd4j.rand(2, 784) : Nd4j.rand(2, 3, 48, 48);
      assertThat(graph.outputSingle(images)).isEqualTo(chain.output(images));
    }
  }

  private Path zip(String name, String json) throws IOException {
    Path file = folder.resolve(name + ".zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("configuration.json"));
      zip.write(json.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    return file;
  }

  private static long parameters(ComputationGraphConfiguration network) {
    return network.getVertices().values().stream()
        .mapToLong((GraphVertex each) -> each.numParams(false))
        .sum();
  }

  private static long parametersByDeeplearning4j(String json) {
    return json.contains("\"confs\"")
        ? MultiLayerConfiguration.fromJson(json).getConfs().stream()
            .mapToLong(each -> each.getLayer().initializer().numParams(each))
            .sum()
        : parameters(ComputationGraphConfiguration.fromJson(json));
  }
}
