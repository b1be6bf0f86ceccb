package io.ablate4j.study.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.factor.Factors;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.model.NetworkDescription;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.CheckedStudy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Noise behind batch norm, from the study file to the layers of a network. */
class NoisePartTest {
  private static final Models MODELS = Models.onClassPath();

  private static CheckedStudy study(String parts) {
    return new StudyReader(MODELS, Datasets.onClassPath(), new DataFolders(List.of()))
        .read(
            new StudySource(
                "study.yaml",
                """
                name: noisy
                dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
                factors: { model: [mlp, cnn], regularization: [none, own] }
                regularizations:
                  own: %s
                """
                    .formatted(parts)),
            Overrides.NONE);
  }

  private static Regularization arm(String parts) {
    return study(parts).study().levels(Factors.REGULARIZATION).get(1);
  }

  @Test
  void itStandsBehindEachBatchNormBeforeAnythingElse() {
    CheckedStudy study = study("{ batchNorm: true, noise: { after: batch-norm, kind: shifting } }");
    Regularization arm = study.study().levels(Factors.REGULARIZATION).get(1);
    ModelSpec spec = new ModelSpec(study.data().get(0).shape(), 10, arm, layout -> {});
    List<String> layers = NetworkDescription.of(MODELS.configure("mlp", spec)).layers();
    assertThat(layers.stream().map(line -> line.split("[: ]")[0]).toList())
        .containsSubsequence("dense1", "dense1-bn", "dense1-noise", "dense1-relu", "dense2");
    assertThat(String.join("\n", layers))
        .contains("shifting noise, shift 0.5, scale 1.25, spread 0.1");
    assertThat(arm.inWords())
        .endsWith(
            "; noise after batch norm that draws a shift of up to 0.5 and a scale of up to 1.25 for"
                + " each channel at each step, spread 0.1");
  }

  @Test
  void behindANormAfterTheActivationItStandsBeforeTheDropoutThere() {
    CheckedStudy study =
        study(
            "{ batchNorm: { place: after-activation }, dropout: { dense: 0.5 },"
                + " noise: { spread: 0 } }");
    Regularization arm = study.study().levels(Factors.REGULARIZATION).get(1);
    ModelSpec spec = new ModelSpec(study.data().get(0).shape(), 10, arm, layout -> {});
    assertThat(
            NetworkDescription.of(MODELS.configure("mlp", spec)).layers().stream()
                .map(line -> line.split("[: ]")[0])
                .toList())
        .containsSubsequence("dense1", "dense1-bn", "dense1-noise", "dense1-drop", "dense2");
  }

  @Test
  void aTrialsSpecAndAWrittenStudySayAllOfIt() {
    Regularization arm =
        arm("{ batchNorm: true, noise: { after: batch-norm, kind: shifting, scale: 2 } }");
    String json = new ObjectMapper().valueToTree(RegularizationJson.write(arm)).toString();
    assertThat(json)
        .contains(
            "{\"noise\":{\"after\":\"batch-norm\",\"kind\":\"shifting\",\"scale\":2.0,"
                + "\"shift\":0.5,\"spread\":0.1}}");
    assertThat(RegularizationJson.read(json)).isEqualTo(arm);
    CheckedStudy whole = study("{ batchNorm: true, noise: { shift: 0.25 } }");
    CheckedStudy read =
        new StudyReader(MODELS, Datasets.onClassPath(), new DataFolders(List.of()))
            .read(new StudySource("again.yaml", StudyYaml.write(whole.study())), Overrides.NONE);
    assertThat(read.study()).isEqualTo(whole.study());
  }

  @Test
  void noiseThatDoesNothingIsAControl() {
    assertThat(arm("{ noise: { shift: 0, scale: 1, spread: 0 } }").changesNothing()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ noise: { kind: shifting } } | regularization \"own\" in mlp: noise after batch norm, but"
            + " no layer has one. | add batchNorm: true, or leave noise out.",
        "{ batchNorm: true, noise: { kind: wobbling } } | wobbling | shifting",
        "{ batchNorm: true, noise: { after: relu } } | relu | batch-norm",
        "{ batchNorm: true, noise: { shift: -1 } } | noise shift -1.0 is not a number from 0 up. |"
            + " use 0.5, the default.",
        "{ batchNorm: true, noise: { scale: 0 } } | noise scale 0.0 is not a number above 0. |"
            + " use 1.25, the default.",
        "{ batchNorm: true, noise: { mean: 1 } } | mean | shift",
      })
  void whatCannotBeIsToldWithAdvice(String parts, String message, String advice) {
    assertThatThrownBy(() -> study(parts))
        .isInstanceOfSatisfying(
            ProblemsException.class,
            e -> {
              Problem first = e.problems().get(0);
              assertThat(first.message()).contains(message);
              assertThat(first.advice()).contains(advice);
              assertThat(first.place().orElseThrow()).startsWith("study.yaml:5");
            });
  }
}
