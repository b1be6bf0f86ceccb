package io.ablate4j.study.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.factor.Factors;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Trial;
import io.ablate4j.plan.TrialSpecJson;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each placement, as the network that is built of it. */
class PlacementsTest {
  private static final Path FOLDER = folder();
  private static final Models MODELS = Models.onClassPath();

  static CheckedStudy study() throws IOException {
    return new StudyReader(MODELS, Datasets.onClassPath(), new DataFolders(List.of()))
        .read(
            new StudySource(
                "placements.yaml", Files.readString(FOLDER.resolve("placements.yaml"), UTF_8)),
            Overrides.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "cnn", "inception"})
  void eachPlacementIsBuiltAsItSays(String model) throws IOException {
    CheckedStudy checked = study();
    List<String> lines = new ArrayList<>();
    for (Regularization arm : checked.study().levels(Factors.REGULARIZATION)) {
      boolean isThere =
          checked.study().cells().stream()
              .anyMatch(
                  c ->
                      c.level("model").equals(model)
                          && c.level("regularization").equals(arm.name()));
      if (isThere) {
        lines.add(arm.name());
        ModelSpec spec = new ModelSpec(checked.data().get(0).shape(), 10, arm, layout -> {});
        lines.addAll(lines(MODELS.configure(model, spec)));
      }
    }
    Path written = Files.createDirectories(Path.of("target/placements")).resolve(model + ".txt");
    Files.write(written, lines, UTF_8);
    assertThat(lines)
        .as("as written to " + written)
        .isEqualTo(Files.readAllLines(FOLDER.resolve(model + ".txt"), UTF_8));
  }

  /** Layers by name, with what placements decide: bias, activation, retain probability. */
  private static List<String> lines(ComputationGraphConfiguration network) {
    List<String> lines = new ArrayList<>();
    String before = "input";
    for (Map.Entry<String, GraphVertex> entry : network.getVertices().entrySet()) {
      List<String> inputs = network.getVertexInputs().get(entry.getKey());
      String from = inputs.equals(List.of(before)) ? "" : " from " + String.join("+", inputs);
      lines.add("  " + entry.getKey() + words(entry.getValue()) + from);
      before = entry.getKey();
    }
    return lines;
  }

  private static String words(GraphVertex vertex) {
    if (!(vertex instanceof LayerVertex of)) {
      return "";
    }
    Layer layer = of.getLayerConf().getLayer();
    if (layer instanceof ConvolutionLayer conv) {
      return (conv.hasBias() ? " bias " : " no bias ") + conv.getActivationFn();
    }
    if (layer instanceof DenseLayer dense) {
      return (dense.hasBias() ? " bias " : " no bias ") + dense.getActivationFn();
    }
    if (layer instanceof BatchNormalization norm) {
      return " " + layer.getClass().getSimpleName() + " " + norm.getDecay() + " " + norm.getEps();
    }
    if (layer instanceof ActivationLayer activation) {
      return " " + activation.getActivationFn();
    }
    if (layer instanceof DropoutLayer drop) {
      if (drop.getIDropout() instanceof SpatialDropout spatial) {
        return " spatial retain " + spatial.getP();
      }
      return drop.getIDropout() instanceof GaussianDropout gaussian
          ? " gaussian rate " + gaussian.getRate()
          : " retain " + ((org.deeplearning4j.nn.conf.dropout.Dropout) drop.getIDropout()).getP();
    }
    return "";
  }

  @Test
  void aPlacementIsWrittenIntoSpecsAndStudyFilesAndReadAgain() throws IOException {
    CheckedStudy checked = study();
    Set<String> specs = new LinkedHashSet<>();
    for (Trial trial : Planner.plan(checked)) {
      String spec = TrialSpecJson.write(trial);
      specs.add(spec.replaceAll("\"name\":\"[^\"]*\"", ""));
      assertThat(TrialSpecJson.read(spec).asking(trial.asked())).isEqualTo(trial);
    }
    assertThat(specs).hasSize(checked.study().cells().size() * checked.study().seeds());
    String yaml = StudyYaml.write(checked.study());
    Study again =
        new StudyReader(MODELS, Datasets.onClassPath(), new DataFolders(List.of()))
            .read(new StudySource("again.yaml", yaml), Overrides.NONE)
            .study();
    assertThat(again).isEqualTo(checked.study());
    assertThat(StudyYaml.write(again)).isEqualTo(yaml);
  }

  /** Trials are stored under keys of these. */
  @Test
  void aPlacementKeepsTheSpecItIsStoredUnder() throws IOException {
    Map<String, String> specs = new LinkedHashMap<>();
    for (Regularization arm : study().study().levels(Factors.REGULARIZATION)) {
      specs.put(
          arm.name(),
          new ObjectMapper()
              .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
              .writeValueAsString(RegularizationJson.write(arm)));
    }
    Path written = Files.createDirectories(Path.of("target/placements")).resolve("specs.txt");
    Files.write(written, specs.values(), UTF_8);
    assertThat(specs.values())
        .as("as written to " + written)
        .containsExactlyElementsOf(Files.readAllLines(FOLDER.resolve("specs.txt"), UTF_8));
  }

  /** Whoever copies it must not be told that it is wrong. */
  @Test
  void theDefinitionsInTheDocsCanBeRead() throws IOException {
    String section =
        Files.readString(Path.of("docs", "regularizations.md"), UTF_8)
            .split("## Where batch norm and dropout stand\\R")[1];
    String definitions = section.split("```yaml\\R")[1].split("```")[0];
    List<String> names =
        definitions
            .lines()
            .filter(line -> line.startsWith("  "))
            .map(line -> line.strip().split(":")[0])
            .toList();
    assertThat(names).hasSizeGreaterThan(5);
    CheckedStudy checked =
        new StudyReader(MODELS, Datasets.onClassPath(), new DataFolders(List.of()))
            .read(
                new StudySource(
                    "docs.yaml",
                    "name: docs\n"
                        + "dataset: { source: glyphs, train: 60, validation: 40, test: 40 }\n"
                        + "factors: { model: [cnn, inception], batchSize: 8, drop: [0.1, 0.5],"
                        + " regularization: "
                        + names
                        + " }\n"
                        + "exclude: [{ model: inception, regularization: drop-bn }]\n"
                        + definitions),
                Overrides.NONE);
    // All but one with both models, and one at two strengths.
    assertThat(checked.study().cells()).hasSize(2 * names.size() - 1 + 2);
  }

  @Test
  void whatFlagsByKindCanSayIsWrittenAsItAlwaysWas() throws IOException {
    String definitions =
        """
        regularizations:
          a: { batchNorm: { at: [dense, conv] } }
          b: { batchNorm: { at: conv, place: before-activation } }
          c: { dropout: { at: { all: 0.2, dense: 0.5 }, kind: standard, place: end } }
        """;
    CheckedStudy checked =
        new StudyReader(MODELS, Datasets.onClassPath(), new DataFolders(List.of()))
            .read(
                new StudySource(
                    "study.yaml",
                    "name: short\n"
                        + "dataset: { source: glyphs, train: 60, validation: 40, test: 40 }\n"
                        + "factors: { model: cnn, regularization: [a, b, c] }\n"
                        + definitions),
                Overrides.NONE);
    assertThat(
            checked.study().levels(Factors.REGULARIZATION).stream()
                .map(arm -> String.valueOf(RegularizationJson.write(arm)))
                .collect(Collectors.toList()))
        .containsExactly(
            "{batchNorm={conv=true, decay=0.9, dense=true, epsilon=1.0E-5}, name=a}",
            "{batchNorm={conv=true, decay=0.9, dense=false, epsilon=1.0E-5}, name=b}",
            "{dropout={conv=0.2, dense=0.5}, name=c}");
  }

  private static Path folder() {
    String name = "/io/ablate4j/study/yaml/placements";
    return Path.of(Objects.requireNonNull(PlacementsTest.class.getResource(name), name).getPath());
  }
}
