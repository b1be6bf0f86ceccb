package io.ablate4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.DataSplit;
import io.ablate4j.data.Datasets;
import io.ablate4j.data.Examples;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Trial;
import io.ablate4j.plan.TrialSpecJson;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyReader;
import io.ablate4j.study.yaml.StudySource;
import io.ablate4j.study.yaml.StudyYaml;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TrialResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Trials that start from the weights of a network's file. */
class StartWeightsTest {
  private static final String YAML =
      """
      name: own
      dataset: { source: glyphs, train: 96, validation: 48, test: 200 }
      factors:
        model: [ NETWORK ]
        batchSize: 12
      regularizations: auto
      engine: ENGINE
      optimizer: { sgd: { learningRate: RATE } }
      seeds: 1
      budget: { epochs: 1 }
      """;

  private static final String START = "{ file: net.zip, weights: start }";

  /** Zips of two networks. */
  private static byte[] normed;

  private static byte[] plain;

  @TempDir private Path folder;
  private Models models;

  @BeforeAll
  static void train() throws IOException {
    NativeRuntime.start(1);
    normed = written(network(true));
    plain = written(network(false));
  }

  private static byte[] written(MultiLayerNetwork network) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, bytes, true);
    return bytes.toByteArray();
  }

  @BeforeEach
  void models() {
    models = Models.onClassPath();
  }

  private CheckedStudy study(String network, String engine, String rate) {
    String yaml = YAML.replace("NETWORK", network).replace("ENGINE", engine).replace("RATE", rate);
    return read(yaml);
  }

  private CheckedStudy read(String yaml) {
    return new StudyReader(models, Datasets.onClassPath(), new DataFolders(List.of()))
        .read(new StudySource(folder.resolve("study.yaml").toString(), yaml), Overrides.NONE);
  }

  /** As a worker gets it, which has read no file. */
  private static Trial sent(CheckedStudy study, String arm) {
    Trial trial =
        Planner.plan(study).stream()
            .filter(each -> each.cell().level(Roles.ARM).equals(arm))
            .findFirst()
            .orElseThrow();
    return TrialSpecJson.readRequest(TrialSpecJson.writeRequest(trial));
  }

  private static TrialTrainer trainer() {
    return new TrialTrainer(
        Models.onClassPath(),
        new DatasetCache(Datasets.onClassPath(), new DataFolders(List.of())),
        NativeRuntime.start(1),
        Clock.systemUTC());
  }

  private MultiLayerNetwork saved(boolean isNormed) throws IOException {
    Files.write(folder.resolve("net.zip"), isNormed ? normed : plain);
    return ModelSerializer.restoreMultiLayerNetwork(folder.resolve("net.zip").toFile());
  }

  private static INDArray images(Examples examples) {
    return Nd4j.create(examples.features(), new long[] {examples.count(), 1, 28, 28}, 'c');
  }

  @ParameterizedTest
  @ValueSource(strings = {"fast", "stock"})
  void beforeTheFirstStepItPredictsWhatDeeplearning4jPredictsWithTheFile(String engine)
      throws IOException {
    MultiLayerNetwork original = saved(true);
    Trial trial = sent(study(START, engine, "0.01"), "as-is");
    TrialTrainer trainer = trainer();
    DataSplit split = trainer.split(trial);
    try (TrainableNetwork network = trainer.network(trial, split)) {
      assertThat(network.engine()).startsWith(engine.equals("fast") ? "compiled" : "dl4j");
      float[] expected = original.output(images(split.test())).dup('c').data().asFloat();
      float[] predicted = network.probabilities(split.test().features(), split.test().count());
      for (int i = 0; i < expected.length; i++) {
        assertThat(predicted[i]).isCloseTo(expected[i], within(1e-6f));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fast", "stock"})
  void theFirstStepIsThatOfTheFilesWeights(String engine) throws IOException {
    MultiLayerNetwork original = saved(false);
    Trial trial = sent(study(START, engine, "0.01"), "none");
    TrialTrainer trainer = trainer();
    DataSplit split = trainer.split(trial);
    float[] features = java.util.Arrays.copyOf(split.train().features(), 12 * 784);
    int[] labels = java.util.Arrays.copyOf(split.train().labels(), 12);
    INDArray expected = Nd4j.zeros(12, 10);
    for (int i = 0; i < 12; i++) {
      expected.putScalar(i, labels[i], 1);
    }
    INDArray rows = Nd4j.create(features, new long[] {12, 1, 28, 28}, 'c');
    original.setInput(rows);
    try (TrainableNetwork network = trainer.network(trial, split)) {
      double loss = network.train(features, labels);
      assertThat(loss).isCloseTo(original.score(new DataSet(rows, expected), false), within(1e-5));
    }
  }

  @Test
  void whatIsPutInStartsAsNewAndWhatItLeavesAloneAsTheFileHasIt() throws IOException {
    MultiLayerNetwork original = saved(true);
    CheckedStudy study = study(START, "fast", "0.01");
    float[] weights = numbers(original.getLayer(0), "W");
    for (String arm : List.of("plus-bn@hidden", "none")) {
      Trial trial = sent(study, arm);
      TrialTrainer trainer = trainer();
      try (TrainableNetwork network = trainer.network(trial, trainer.split(trial))) {
        assertThat(numbers(network.graph().getLayer("conv1"), "W")).isEqualTo(weights);
        assertThat(numbers(network.graph().getLayer("hidden"), "W"))
            .isEqualTo(numbers(original.getLayer(4), "W"));
        boolean isPut = network.graph().getConfiguration().getVertices().containsKey("hidden-bn");
        assertThat(isPut).isEqualTo(arm.startsWith("plus"));
        if (isPut) {
          Layer put = network.graph().getLayer("hidden-bn");
          assertThat(numbers(put, "gamma")).containsOnly(1);
          assertThat(numbers(put, "mean")).containsOnly(0);
          assertThat(numbers(put, "var")).containsOnly(1);
        }
      }
    }
  }

  private static float[] numbers(Layer layer, String key) {
    return layer.getParam(key).dup('c').data().asFloat();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fast", "stock"})
  void stepsOfAlmostNoLengthKeepTheAccuracyOfTheFile(String engine) throws IOException {
    MultiLayerNetwork original = saved(false);
    Trial trial = sent(study(START, engine, "1.0e-12"), "none");
    TrialTrainer trainer = trainer();
    Examples test = trainer.split(trial).test();
    INDArray winners = original.output(images(test)).argMax(1);
    int right = 0;
    for (int i = 0; i < test.count(); i++) {
      right += winners.getInt(i) == test.labels()[i] ? 1 : 0;
    }
    TrialResult result = trainer.train(trial);
    assertThat(result.outcome()).isEqualTo(new Outcome.Completed());
    double accuracy =
        result.measurements().stream()
            .filter(each -> each.metric() == Metric.ACCURACY && each.split() == Split.TEST)
            .reduce((first, last) -> last)
            .orElseThrow()
            .value();
    assertThat(accuracy).isEqualTo(right / (double) test.count()).isGreaterThan(.3);
  }

  @Test
  void theWeightsMakeAnotherTrialAndTheirPathDoesNot() throws IOException {
    saved(false);
    Trial seeded = sent(study("{ file: net.zip }", "fast", "0.01"), "none");
    models();
    Trial also = sent(study("{ file: net.zip, weights: seeded }", "fast", "0.01"), "none");
    models();
    CheckedStudy study = study(START, "fast", "0.01");
    Trial started = sent(study, "none");
    assertThat(seeded.specJson()).doesNotContain("modelWeights");
    assertThat(also.key()).isEqualTo(seeded.key());
    assertThat(started.key()).isNotEqualTo(seeded.key());
    assertThat(started.specJson()).contains("\"modelWeights\":\"").doesNotContain("net.zip");
    Files.createDirectory(folder.resolve("sub"));
    Files.move(folder.resolve("net.zip"), folder.resolve("sub/net.zip"));
    models();
    String moved = START.replace("net.zip", "sub/net.zip");
    assertThat(sent(study(moved, "fast", "0.01"), "none").key()).isEqualTo(started.key());
    Files.move(folder.resolve("sub/net.zip"), folder.resolve(StudyYaml.weightsFile("net")));
    models();
    assertThat(sent(read(StudyYaml.write(study.study())), "none").key()).isEqualTo(started.key());
  }

  @Test
  void aFileWithoutWeightsIsRefusedInItsLine() throws IOException {
    Files.writeString(
        folder.resolve("net.json"), saved(false).getLayerWiseConfigurations().toJson());
    assertThatThrownBy(() -> study("{ file: net.json, weights: start }", "fast", "0.01"))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("study.yaml:4")
        .hasMessageContaining("Deeplearning4j MultiLayerNetwork (JSON), has no weights")
        .hasMessageContaining("Maybe name a zip that Deeplearning4j's ModelSerializer has written");
    assertThatThrownBy(() -> study("{ file: net.json, weights: stat }", "fast", "0.01"))
        .hasMessageContaining("\"stat\"")
        .hasMessageContaining("start");
  }

  @Test
  void oneNetworkFromTwoStartsNeedsTwoNames() throws IOException {
    saved(false);
    String both = "{ file: net.zip }, { file: net.zip, weights: start NAME }";
    String yaml = YAML.replace("regularizations: auto\n", "").replace("ENGINE", "fast");
    assertThatThrownBy(
            () -> read(yaml.replace("RATE", "0.01").replace("NETWORK", both.replace("NAME", ""))))
        .hasMessageContaining("There is another model \"net\"")
        .hasMessageContaining("Maybe name it yourself");
    models();
    CheckedStudy two =
        read(yaml.replace("RATE", "0.01").replace("NETWORK", both.replace("NAME", ", name: old")));
    assertThat(Planner.plan(two)).extracting(Trial::model).contains("net", "old");
  }

  @Test
  void factorsThatDrawWeightsHaveNothingToDoWithThem() throws IOException {
    saved(false);
    String yaml =
        YAML.replace("NETWORK", START)
            .replace("ENGINE", "fast")
            .replace("RATE", "0.01")
            .replace("  batchSize: 12\n", "  batchSize: 12\n  weightScale: [0.5, 2]\n");
    assertThatThrownBy(() -> read(yaml))
        .hasMessageContaining("starts from the weights of its file")
        .hasMessageContaining("Maybe leave out weights: start");
  }

  @Test
  void aFileThatHasChangedFailsTheTrialInOneSentence() throws IOException {
    saved(false);
    Trial trial = sent(study(START, "fast", "0.01"), "none");
    saved(true);
    assertThat(trainer().train(trial).outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .contains("are others than when the study was read")
                    .doesNotContain("\tat "));
  }

  /** Trained for a while, so that it is better than chance, on glyphs of another seed. */
  private static MultiLayerNetwork network(boolean isNormed) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .updater(new Adam(.01))
            .list()
            .layer(
                new ConvolutionLayer.Builder(3, 3)
                    .name("conv1")
                    .nOut(4)
                    .activation(Activation.IDENTITY)
                    .build());
    if (isNormed) {
      layers.layer(new BatchNormalization.Builder().name("norm1").build());
    }
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            layers
                .layer(
                    new ActivationLayer.Builder().name("relu1").activation(Activation.RELU).build())
                .layer(
                    new SubsamplingLayer.Builder()
                        .name("pool1")
                        .stride(4, 4)
                        .kernelSize(4, 4)
                        .build())
                .layer(
                    new DenseLayer.Builder()
                        .name("hidden")
                        .nOut(16)
                        .activation(Activation.RELU)
                        .build())
                .layer(
                    new OutputLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD)
                        .name("out")
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build());
    network.init();
    train(network);
    return network;
  }

  private static void train(MultiLayerNetwork network) {
    CheckedStudy glyphs =
        new StudyReader(Models.onClassPath(), Datasets.onClassPath(), new DataFolders(List.of()))
            .read(
                new StudySource(
                    "glyphs.yaml",
                    "name: glyphs\ndataset: { source: glyphs, train: 300, validation: 50, test: 50"
                        + " }\nfactors: { model: mlp }\nseeds: 1\n"),
                Overrides.NONE);
    Examples examples = trainer().split(Planner.plan(glyphs).get(0)).train();
    INDArray labels = Nd4j.zeros(examples.count(), 10);
    for (int i = 0; i < examples.count(); i++) {
      labels.putScalar(i, examples.labels()[i], 1);
    }
    DataSet all = new DataSet(images(examples), labels);
    for (int epoch = 0; epoch < 4; epoch++) {
      all.batchBy(30).forEach(network::fit);
    }
  }
}
