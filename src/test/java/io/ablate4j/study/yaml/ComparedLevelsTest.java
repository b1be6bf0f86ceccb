package io.ablate4j.study.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.problem.ProblemsException;
import io.ablate4j.study.Study;
import io.ablate4j.trial.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which factor a study compares the levels of. */
class ComparedLevelsTest {
  private static Study read(String factors, String more) {
    String yaml =
        "name: small\ndataset: { source: glyphs, train: 60, validation: 30, test: 30 }\n"
            + "factors: { "
            + factors
            + " }\nbudget: { epochs: 2 }\n"
            + more;
    return StudyFixtures.reader().read(new StudySource("study.yaml", yaml), Overrides.NONE).study();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model: [mlp, cnn], regularization: [none, both], batchSize: [10, 20] | regularization",
        "model: [mlp, cnn], regularization: none, batchSize: [10, 20] | batchSize",
        "model: mlp, regularization: both, learningRate: [0.1, 0.01], batchSize: 10 | learningRate",
        "model: [mlp, cnn], regularization: none, batchSize: 10 | model",
        "model: mlp, regularization: none, batchSize: 10 | regularization"
      })
  void itIsTheRegularizationIfThatVariesElseTheFirstThatDoesModelsLast(
      String factors, String compared) {
    Study study = read(factors, "");
    assertThat(study.compared()).isEqualTo(compared);
    assertThat(study.cells()).extracting(Cell::compared).containsOnly(compared);
  }

  @Test
  void theFileMayNameAnotherOne() {
    Study study =
        read(
            "model: mlp, regularization: [none, both], batchSize: [10, 20]",
            "compare: batchSize\n");
    assertThat(study.compared()).isEqualTo("batchSize");
    assertThat(StudyYaml.write(study)).contains("\ncompare: batchSize\n");
  }

  @Test
  void whatDoesNotVaryCannotBeCompared() {
    assertThatThrownBy(
            () ->
                read(
                    "model: mlp, regularization: [none, both], batchSize: 10",
                    "compare: batchSize\n"))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("study.yaml:5: compare names \"batchSize\", which does not vary")
        .hasMessageContaining("Maybe");
    assertThatThrownBy(
            () -> read("model: mlp, regularization: [none, both], batchSize: 10", "compare: [a]\n"))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("study.yaml:5");
  }
}
