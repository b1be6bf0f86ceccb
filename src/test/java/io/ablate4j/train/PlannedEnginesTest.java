package io.ablate4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.data.InputShape;
import io.ablate4j.model.ModelFactory;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyReader;
import io.ablate4j.study.yaml.StudySource;
import io.ablate4j.trial.Cell;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class PlannedEnginesTest {
  /** Its activation is one that the compiler does not know. */
  private static final class Soft implements ModelFactory {
    @Override
    public String id() {
      return "soft";
    }

    @Override
    public String description() {
      return "softplus units";
    }

    @Override
    public Optional<String> objection(InputShape input) {
      return Optional.empty();
    }

    @Override
    public ComputationGraphConfiguration configure(ModelSpec spec) {
      return new NeuralNetConfiguration.Builder()
          .graphBuilder()
          .addInputs("input")
          .setInputTypes(InputType.feedForward(spec.input().size()))
          .addLayer(
              "dense",
              new DenseLayer.Builder().nOut(5).activation(Activation.SOFTPLUS).build(),
              "input")
          .addLayer(
              "output",
              new OutputLayer.Builder(LossFunction.MCXENT)
                  .nOut(spec.classes())
                  .activation(Activation.SOFTMAX)
                  .build(),
              "dense")
          .setOutputs("output")
          .build();
    }
  }

  private static Map<Cell, String> engines(Models models, String study) {
    CheckedStudy checked =
        new StudyReader(models, Datasets.onClassPath(), new DataFolders(List.of()))
            .read(new StudySource("study.yaml", study), Overrides.NONE);
    return PlannedEngines.of(checked, models);
  }

  private static final String HEAD =
      """
      name: engines
      dataset: { source: glyphs, train: 100, validation: 50, test: 50 }
      """;

  @Test
  void everyCellThatPlacementAndFactorsMakeIsCompiled() {
    Map<Cell, String> engines =
        engines(
            Models.onClassPath(),
            HEAD
                + """
                regularizations:
                  after: { batchNorm: { place: after-activation } }
                  ghost: { batchNorm: { ghost: 8 } }
                  spatial: { dropout: { kind: spatial, at: { conv: 0.2 } } }
                  gaussian: { dropout: { kind: gaussian, at: { all: 0.2 } } }
                  input: { dropout: { at: { input: 0.2 } } }
                factors:
                  model: cnn
                  regularization: [none, after, ghost, spatial, gaussian, input]
                  activation: [relu, sigmoid, tanh, leaky-relu, elu]
                  schedule: [constant, cosine]
                  weightDecay: [0, 0.01]
                """);
    assertThat(engines)
        .hasSize(120)
        .allSatisfy((cell, engine) -> assertThat(engine).isEqualTo("compiled"));
  }

  @Test
  void aCellThatIsLeftToDl4jSaysWhy() {
    Map<Cell, String> engines =
        engines(
            new Models(List.of(new Soft(), Models.onClassPath().get("mlp"))),
            HEAD + "factors: { model: [mlp, soft], regularization: none }\n");
    assertThat(
            engines.entrySet().stream()
                .collect(Collectors.toMap(e -> e.getKey().level("model"), Map.Entry::getValue)))
        .isEqualTo(Map.of("mlp", "compiled", "soft", "dl4j (dense: activation softplus)"));
  }

  @Test
  void aStockStudyIsTrainedByDl4jAsReleased() {
    assertThat(
            engines(
                    Models.onClassPath(),
                    HEAD + "engine: stock\nfactors: { model: mlp, regularization: none }\n")
                .values())
        .containsExactly("dl4j as released");
  }
}
