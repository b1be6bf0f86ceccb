package io.ablate4j.study.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.model.Models;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.study.Study;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResolvedTest {
  private static final String OWN =
      """
      name: mine
      dataset: { source: glyphs, train: 100, validation: 50, test: 50 }
      factors: { model: [mlp], regularization: [none, batch-norm] }
      seeds: 7
      scales:
        small: { seeds: 2 }
        large: { seeds: 20, dataset: { source: glyphs, train: 200, validation: 50, test: 50 } }
      """;

  private static Study read(String yaml, String scale) {
    return new StudyReader(
            Models.onClassPath(),
            Datasets.onClassPath(),
            DataFolders.of(Optional.empty(), Map.of()))
        .read(
            new StudySource("study.yaml", yaml), Overrides.NONE.atScale(Optional.ofNullable(scale)))
        .study();
  }

  private static List<String> problems(String yaml, String scale) {
    ProblemsException thrown =
        catchThrowableOfType(ProblemsException.class, () -> read(yaml, scale));
    return thrown.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void theFirstScaleIsTheUsualOneAndTakesThePlaceOfWhatTheFileSays() {
    Study study = read(OWN, null);
    assertThat(study.seeds()).isEqualTo(2);
    assertThat(study.name()).isEqualTo("mine");
    assertThat(read(OWN, "small")).isEqualTo(study);
  }

  @Test
  void anotherScaleIsAnotherStudyOfTheSameQuestions() {
    Study study = read(OWN, "large");
    assertThat(study.seeds()).isEqualTo(20);
    assertThat(study.dataset().train()).isEqualTo(200);
    assertThat(study.name()).isEqualTo("mine-large");
    assertThat(study.cells()).isEqualTo(read(OWN, "small").cells());
  }

  @Test
  void aScaleThatThereIsNotIsNamed() {
    assertThat(problems(OWN, "larg"))
        .singleElement()
        .asString()
        .contains("--scale", "no scale \"larg\"", "Maybe use \"large\"");
    assertThat(problems(OWN.substring(0, OWN.indexOf("scales:")), "large"))
        .singleElement()
        .asString()
        .contains("has no scales");
  }

  @Test
  void whatOnlyScalesSayIsNotMissedWhereTheScaleIsUnknown() {
    String dataset = "dataset: { source: glyphs, train: 100, validation: 50, test: 50 }";
    String study =
        """
        name: mine
        factors: { model: [mlp] }
        scales: { small: { %s }, large: { %s } }
        """
            .formatted(dataset, dataset);
    assertThat(problems(study, "larg")).singleElement().asString().contains("no scale \"larg\"");
  }

  @Test
  void aScaleHasNeitherNameNorScalesOfItsOwn() {
    assertThat(
            problems(
                "name: mine\nscales: { small: { name: other, scales: { a: {} } } }\n", "small"))
        .contains(
            "study.yaml:2: name stands in a scale.\n  Maybe move it out of scales.",
            "study.yaml:2: scales stands in a scale.\n  Maybe move it out of scales.");
  }

  @Test
  void whatIsIncludedComesBeforeTheFileAndItsRegularizationsAreJoined() {
    Study study =
        read(
            """
            include: claims/common
            name: mine
            factors: { model: [cnn], regularization: [none, bn-after, my-own] }
            regularizations: { my-own: { dropout: { conv: 0.2 } } }
            budget: { epochs: 3 }
            """,
            null);
    assertThat(study.dataset().train()).isEqualTo(1000);
    assertThat(study.budget().epochs()).isEqualTo(3);
    assertThat(study.cells()).hasSize(3);
  }

  @Test
  void nothingElseCanBeIncluded() {
    assertThat(problems("include: /etc/passwd\n" + OWN, null))
        .singleElement()
        .asString()
        .contains("study.yaml:1", "does not come with ablate4j", "claims/common");
  }

  @Test
  void anArmOfTheCommonOnesCannotBeDefinedAgain() {
    assertThat(
            problems(
                """
                include: claims/common
                name: mine
                factors: { model: [cnn], regularization: [none, bn-after] }
                regularizations: { bn-after: { dropout: { conv: 0.2 } } }
                """,
                null))
        .singleElement()
        .asString()
        .contains("study.yaml:4", "\"bn-after\"", "in what is included");
  }
}
