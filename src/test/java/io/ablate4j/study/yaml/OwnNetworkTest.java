package io.ablate4j.study.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.factor.Factors;
import io.ablate4j.model.Models;
import io.ablate4j.model.file.NetworkFiles;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Trial;
import io.ablate4j.plan.TrialSpecJson;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.CheckedStudy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class OwnNetworkTest {
  private static final String YAML =
      """
      name: own
      dataset: { source: glyphs, train: 64, validation: 32, test: 32 }
      factors:
        model: [ { file: NETWORK } ]
      regularizations: auto
      seeds: 2
      budget: { epochs: 1 }
      """;

  @TempDir private Path folder;
  private Models models;

  @BeforeEach
  void write() throws IOException {
    models = Models.onClassPath();
    Files.writeString(folder.resolve("My Net.json"), network(10, 4).toJson());
  }

  /** A convolution with batch norm and pooling, a hidden layer with dropout in it, an output. */
  private static MultiLayerConfiguration network(int classes, int channels) {
    return new NeuralNetConfiguration.Builder()
        .list()
        .layer(
            new ConvolutionLayer.Builder(3, 3)
                .name("conv1")
                .nOut(channels)
                .activation(Activation.IDENTITY)
                .build())
        .layer(new BatchNormalization.Builder().name("norm1").build())
        .layer(new ActivationLayer.Builder().name("relu1").activation(Activation.RELU).build())
        .layer(new SubsamplingLayer.Builder().name("pool1").stride(4, 4).kernelSize(4, 4).build())
        .layer(
            new DenseLayer.Builder()
                .name("hidden")
                .nOut(8)
                .activation(Activation.RELU)
                .dropOut(.75)
                .build())
        .layer(
            new OutputLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD)
                .name("out")
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build())
        .setInputType(InputType.convolutionalFlat(28, 28, 1))
        .build();
  }

  private CheckedStudy read(String yaml) {
    return new StudyReader(models, Datasets.onClassPath(), new DataFolders(List.of()))
        .read(
            new StudySource(folder.resolve("study.yaml").toString(), yaml),
            Overrides.of(OptionalInt.empty(), List.of()));
  }

  private CheckedStudy read() {
    return read(YAML.replace("NETWORK", "My Net.json"));
  }

  private static Trial first(CheckedStudy study) {
    return Planner.of(study).first().get(0);
  }

  @Test
  void autoLeavesOutEachPartAndFillsEachFreePlace() {
    CheckedStudy study = read();
    assertThat(study.study().levels(Factors.MODEL)).extracting("id").containsExactly("my-net");
    assertThat(study.study().levels(Factors.REGULARIZATION))
        .extracting(Regularization::name)
        .containsExactly(
            "as-is",
            "none",
            "minus-bn@conv1",
            "minus-drop@pool1",
            "plus-bn@hidden",
            "plus-drop@hidden");
    assertThat(study.notices())
        .anyMatch(line -> line.contains("2 batch norms and dropouts of its own, 2 places"));
  }

  @Test
  void theResolvedStudyReadsTheNetworkThatIsKeptBesideItAndHasTheSameTrials() throws IOException {
    CheckedStudy study = read();
    String yaml = StudyYaml.write(study.study());
    Files.writeString(
        folder.resolve(StudyYaml.networkFile("my-net")),
        models.file("my-net").orElseThrow().canonicalJson());
    models = Models.onClassPath();
    assertThat(Planner.of(read(yaml)).trials().stream().map(Trial::key))
        .isEqualTo(Planner.of(study).trials().stream().map(Trial::key).toList());
  }

  @Test
  void whatTheNetworkIsCountsAndNotWhereItLies() throws IOException {
    Trial before = first(read());
    Files.createDirectory(folder.resolve("sub"));
    Files.move(folder.resolve("My Net.json"), folder.resolve("sub/My Net.json"));
    models = Models.onClassPath();
    assertThat(first(read(YAML.replace("NETWORK", "sub/My Net.json"))).key())
        .isEqualTo(before.key());
    Files.writeString(folder.resolve("My Net.json"), network(10, 5).toJson());
    models = Models.onClassPath();
    assertThat(first(read()).key()).isNotEqualTo(before.key());
    assertThat(before.specJson())
        .contains(
            "\"modelFile\":\""
                + NetworkFiles.read(folder.resolve("sub/My Net.json")).sha256()
                + "\"")
        .doesNotContain("Net.json");
  }

  @Test
  void whoeverCarriesATrialOutIsSentTheNetwork() {
    Trial trial = first(read());
    Trial sent = TrialSpecJson.readRequest(TrialSpecJson.writeRequest(trial));
    assertThat(sent).isEqualTo(trial);
    Models elsewhere = Models.onClassPath();
    var own = sent.settings().ownModel().orElseThrow();
    elsewhere.learn(sent.model(), own.sha256(), own.network().orElseThrow());
    assertThat(elsewhere.file("my-net").orElseThrow().canonicalJson())
        .isEqualTo(models.file("my-net").orElseThrow().canonicalJson());
  }

  @Test
  void aFileThatIsNotThereIsSaidInTheLineThatNamesIt() {
    assertThatThrownBy(() -> read(YAML.replace("NETWORK", "lost.json")))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("study.yaml:4")
        .hasMessageContaining("lost.json");
  }

  @Test
  void aNetworkOfOtherClassesOrPicturesIsSaidInNumbers() throws IOException {
    Files.writeString(folder.resolve("My Net.json"), network(3, 4).toJson());
    assertThatThrownBy(this::read)
        .hasMessageContaining("study.yaml:4")
        .hasMessageContaining("ends in 3 classes, the data have 10");
  }

  @Test
  void builtInModelsAreNotTakenApart() {
    assertThatThrownBy(() -> read(YAML.replace("{ file: NETWORK }", "cnn")))
        .hasMessageContaining("study.yaml:5")
        .hasMessageContaining("takes one network of a file apart");
  }

  @Test
  void builtInModelsWriteNoHashIntoTheirTrials() {
    String yaml = YAML.replace("{ file: NETWORK }", "cnn").replace("regularizations: auto\n", "");
    assertThat(first(read(yaml)).specJson())
        .doesNotContain("modelFile")
        .doesNotContain("modelClass");
  }
}
