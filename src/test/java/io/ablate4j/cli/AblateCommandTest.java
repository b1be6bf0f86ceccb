package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class AblateCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    return CommandLineInterface.execute(
        new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private Path network() throws IOException {
    Path file = folder.resolve("My Net.json");
    Files.writeString(
        file,
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(
                new DenseLayer.Builder()
                    .name("hidden1")
                    .nOut(4)
                    .activation(Activation.IDENTITY)
                    .build())
            .layer(new BatchNormalization.Builder().name("norm").build())
            .layer(
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .name("out")
                    .nOut(2)
                    .activation(Activation.SOFTMAX)
                    .build())
            .setInputType(InputType.feedForward(3))
            .build()
            .toJson());
    return file;
  }

  private Path table() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      rows.append(i % 7).append(',').append(i % 5).append(".5,").append(i * 37 % 101);
      rows.append(i % 7 > 3 ? ",high\n" : ",low\n");
    }
    return Files.writeString(folder.resolve("my table.csv"), rows);
  }

  @Test
  void theWholeWayNeedsNoStudyFileAndLeavesOneToEdit() throws IOException {
    int code =
        execute(
            "ablate",
            network().toString(),
            "--data",
            "csv:" + table(),
            "--seeds",
            "2",
            "--epochs",
            "1",
            "--out",
            folder.resolve("reports").toString(),
            "--plan");
    assertThat(code).as(err.toString()).isZero();
    Path study = folder.resolve("reports/my-net-ablation/ablation.yaml");
    assertThat(study).content().contains("regularizations: auto", "train: 120", "seeds: 2");
    assertThat(out.toString())
        .contains("taken apart and put together again with nothing changed")
        .contains("as-is", "plus-drop@hidden1")
        .contains("bn@hidden1: batch norm after the weights of hidden1");
  }

  @Test
  void aStudyFileThatIsThereIsKept() throws IOException {
    Path study = folder.resolve("reports/my-net-ablation/ablation.yaml");
    Files.createDirectories(study.getParent());
    Files.writeString(study, "name: [");
    assertThat(
            execute(
                "ablate",
                network().toString(),
                "--data",
                "glyphs",
                "--out",
                folder.resolve("reports").toString()))
        .isEqualTo(ExitCode.BAD_REQUEST);
    assertThat(err.toString()).contains("is there already");
    assertThat(study).hasContent("name: [");
  }

  @Test
  void aNetworkThatIsNoneIsOneSentence() throws IOException {
    Path file = Files.writeString(folder.resolve("net.json"), "{}");
    assertThat(execute("ablate", file.toString(), "--data", "glyphs"))
        .isEqualTo(ExitCode.BAD_REQUEST);
    assertThat(err.toString()).contains("net.json").contains("Maybe").doesNotContain("\tat ");
  }

  @Test
  void weightsOfAFileThatHasNoneAreOneSentence() throws IOException {
    String net = network().toString();
    assertThat(execute("ablate", net, "--data", "glyphs", "--weights", "start"))
        .isEqualTo(ExitCode.BAD_REQUEST);
    assertThat(err.toString())
        .contains("has no weights that can be read", "Maybe name a zip")
        .doesNotContain("\tat ");
    assertThat(execute("ablate", net, "--data", "glyphs", "--weights", "begin"))
        .isEqualTo(ExitCode.BAD_REQUEST);
    assertThat(err.toString()).contains("--weights is begin.", "Maybe write one of seeded, start.");
  }

  @Test
  void aStudyThatStartsFromWeightsKeepsThemBesideItsFile() throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(MultiLayerConfiguration.fromJson(Files.readString(network())));
    network.init();
    Path zip = folder.resolve("My Net.zip");
    ModelSerializer.writeModel(network, zip.toFile(), true);
    int code =
        execute(
            "ablate",
            zip.toString(),
            "--data",
            "csv:" + table(),
            "--weights",
            "start",
            "--out",
            folder.resolve("reports").toString(),
            "--plan");
    assertThat(code).as(err.toString()).isZero();
    Path study = folder.resolve("reports/my-net-ablation/ablation.yaml");
    assertThat(study)
        .content()
        .contains("{ file: \"my-net.zip\", name: \"my-net\", weights: start }");
    assertThat(study.resolveSibling("my-net.zip")).hasSameBinaryContentAs(zip);
    assertThat(out.toString())
        .contains("predicts the same as the file's for 8 inputs (largest difference 0)");
  }

  @Test
  void dataWithoutAPlaceAreAskedForIt() throws IOException {
    assertThat(
            execute(
                "ablate",
                network().toString(),
                "--data",
                "csv",
                "--out",
                folder.resolve("r").toString()))
        .isEqualTo(ExitCode.BAD_REQUEST);
    assertThat(err.toString()).contains("--data csv does not say where the data are");
  }

  /** Of MNIST the files are looked for in the data folders; here the network does not fit them. */
  @Test
  void dataThatHaveAUsualPlaceNeedNone() throws IOException {
    assertThat(
            execute(
                "ablate",
                network().toString(),
                "--data",
                "mnist",
                "--out",
                folder.resolve("r").toString()))
        .isEqualTo(ExitCode.BAD_REQUEST);
    assertThat(err.toString()).contains("Maybe").doesNotContain("does not say where");
  }

  @Test
  void aFolderOfAnotherNetworkIsNotTakenForOneOfThis() throws IOException {
    String[] ablate = {
      "ablate",
      network().toString(),
      "--data",
      "csv:" + table(),
      "--out",
      folder.resolve("reports").toString(),
      "--plan"
    };
    assertThat(execute(ablate)).as(err.toString()).isZero();
    Path file = folder.resolve("My Net.json");
    Files.writeString(file, Files.readString(file).replace("ActivationIdentity", "ActivationTanH"));
    assertThat(execute(ablate)).isEqualTo(ExitCode.BAD_REQUEST);
    assertThat(err.toString()).contains("has a study of another network of that name", "--out DIR");
  }
}
