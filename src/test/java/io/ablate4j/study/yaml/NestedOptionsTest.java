package io.ablate4j.study.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ablate4j.data.CsvSource;
import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Trial;
import io.ablate4j.plan.TrialSpecJson;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options of a data source that are lists or mappings of lists. */
class NestedOptionsTest {
  @TempDir Path data;

  @BeforeEach
  void write() throws IOException {
    StringBuilder table = new StringBuilder("0,on: off,p,q,k\n");
    for (int i = 0; i < 30; i++) {
      table.append(i).append(i % 2 == 0 ? ",red" : ",blue").append(",0,").append(i % 7);
      table.append(i % 3 == 0 ? ",a\n" : ",b\n");
    }
    Files.writeString(data.resolve("table.csv"), table);
  }

  @Test
  void theyBecomeJson() {
    assertThat(read("columns: { drop: [0], oneHot: ['on: off'] }").dataset().options())
        .isEqualTo(
            Map.of(
                "columns", "{\"drop\":[0],\"oneHot\":[\"on: off\"]}",
                "header", "true",
                "path", "table.csv"));
    assertThat(read("columns: { keep: p }").dataset().options().get("columns"))
        .isEqualTo("{\"keep\":[\"p\"]}");
    assertThat(read("columns: { keep: [p, '3'] }, shape: [1, 2, 1]").dataset().options())
        .containsEntry("columns", "{\"keep\":[\"p\",\"3\"]}")
        .containsEntry("shape", "[1,2,1]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "columns: { drop: [0, 'on: off'] }",
        "columns: { drop: [\"0\"], oneHot: ['on: off'] }",
        "columns: { keep: [p, q] }, shape: [1, 2, 1]",
        "columns: '{\"keep\":[\"p\"]}'",
      })
  void aStudyThatHasThemIsWrittenAndReadAgainAsTheSame(String options) {
    Study study = read(options);
    String yaml = StudyYaml.write(study);
    Study again = reader().read(new StudySource("again.yaml", yaml), Overrides.NONE).study();
    assertThat(again).isEqualTo(study);
    assertThat(StudyYaml.write(again)).isEqualTo(yaml);
  }

  @Test
  void trialsCarryThemToTheWorkers() {
    CheckedStudy checked =
        reader().read(source("columns: { drop: [0], oneHot: ['on: off'] }"), Overrides.NONE);
    Trial trial = Planner.plan(checked).get(0);
    assertThat(TrialSpecJson.read(TrialSpecJson.write(trial))).isEqualTo(trial);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "columns: { drop: [[0]] }",
        "columns: { drop: [~] }",
        "columns: { drop: { a: b } }",
        "columns: { drop: [0], drop: [1] }",
        "columns: ~",
        "labelColumn: [k]",
      })
  void whatIsNestedWronglyIsAProblemWithItsLine(String options) {
    ProblemsException thrown =
        catchThrowableOfType(
            ProblemsException.class, () -> reader().read(source(options), Overrides.NONE));
    assertThat(thrown.problems())
        .isNotEmpty()
        .extracting(Problem::place)
        .allSatisfy(place -> assertThat(place.orElseThrow()).startsWith("study.yaml:2"));
  }

  private Study read(String options) {
    return reader().read(source(options), Overrides.NONE).study();
  }

  private static StudySource source(String options) {
    return new StudySource(
        "study.yaml",
        """
        name: nested
        dataset: { source: csv, path: table.csv, header: true, train: 10, validation: 5, test: 5, %s }
        factors: { model: [mlp], regularization: [none, batch-norm], batchSize: [5] }
        budget: { epochs: 1 }
        optimizer: { adam: { learningRate: 0.001 } }
        """
            .formatted(options));
  }

  private StudyReader reader() {
    return new StudyReader(
        Models.onClassPath(),
        new Datasets(List.of(new CsvSource())),
        new DataFolders(List.of(data)));
  }
}
