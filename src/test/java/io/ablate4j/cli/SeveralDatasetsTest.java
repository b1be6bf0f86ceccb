package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.folder.StudyFolder;
import io.ablate4j.store.ResultStore;
import io.ablate4j.trial.DatasetRecord;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.TargetLevel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of two classes and pictures of ten, learned in one study. */
class SeveralDatasetsTest {
  private static final String STUDY =
      """
      name: two-sets
      datasets:
        table: { source: csv, path: table.csv, header: true, train: 40, validation: 20, test: 20 }
        glyphs: { source: glyphs, train: 60, validation: 30, test: 30 }
      factors:
        dataset: [table, glyphs]
        model: mlp
        regularization: [none, batch-norm]
        batchSize: 10
      seeds: 2
      budget: { epochs: 2 }
      hypotheses:
        - claim: Batch norm helps on the table
          compare: { regularization: [batch-norm, none] }
          where: { dataset: table }
          metric: test-accuracy
          expect: higher
        - claim: It helps more there
          compare: { regularization: [batch-norm, none] }
          across: { dataset: [table, glyphs] }
          metric: test-accuracy
          expect: higher
      """;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return CommandLineInterface.execute(
        new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private String study(String text) throws IOException {
    Files.writeString(
        folder.resolve("table.csv"),
        IntStream.range(0, 100)
            .mapToObj(
                i -> i * 37 % 100 / 8.0 + "," + (i % 3) + (i * 37 % 100 < 50 ? ",low" : ",high"))
            .collect(Collectors.joining("\n", "x,y,kind\n", "\n")));
    return Files.writeString(folder.resolve("study.yaml"), text).toString();
  }

  @Test
  void dataAreFoundBesideTheStudyFile() throws IOException {
    String study = study(STUDY);
    assertThat(run("plan", study)).as(err.toString()).isEqualTo(0);
    assertThat(out.toString()).contains("Data: csv (table)", "high 50, low 50");
  }

  @Test
  void eachCellHasTheShapeClassesSplitsAndTargetOfItsData() throws IOException {
    String study = study(STUDY);
    assertThat(run("plan", study, "--data", folder.toString())).as(err.toString()).isEqualTo(0);
    assertThat(out.toString())
        .contains("Data: csv (table)", "high 50, low 50", "Data: glyphs (glyphs)", "dataset");

    Path reports = folder.resolve("reports");
    assertThat(
            run(
                "run",
                study,
                "--data",
                folder.toString(),
                "--out",
                reports.toString(),
                "--executor",
                "in-process",
                "--no-timing"))
        .as(err.toString())
        .isEqualTo(0);
    try (ResultStore open = new StudyFolder(reports.resolve("two-sets")).openToRead()) {
      StudyAnalysis analysis =
          StudyAnalysis.of(open.study().orElseThrow(), open.planned(), open.results().toList());
      assertThat(analysis.status().completed()).isEqualTo(8);
      assertThat(analysis.study().data()).isEmpty();
      assertThat(analysis.study().datasets())
          .extracting(DatasetRecord::name)
          .containsExactly("table", "glyphs");
      assertThat(analysis.targets().keySet())
          .containsExactlyInAnyOrder("mlp on table", "mlp on glyphs");
      for (PlannedTrial trial : open.planned()) {
        boolean isTable = trial.cell().level("dataset").equals("table");
        assertThat(trial.specJson()).contains(isTable ? "\"train\":40" : "\"train\":60");
        assertThat(trial.specJson()).doesNotContain("two-sets", "\"table\"");
        assertThat(analysis.study().dataOf(trial.cell()).chance())
            .hasValue(isTable ? 1.0 / 2 : 1.0 / 10);
      }
      // What takes no learning is another accuracy on each.
      assertThat(analysis.targets().get("mlp on table").value(TargetLevel.MAIN).orElse(1))
          .isGreaterThan(.5);
      assertThat(
              analysis.study().models().stream()
                  .filter(model -> model.variant().equals(Map.of("dataset", "table")))
                  .map(model -> model.layers().get(0)))
          .allMatch(layer -> layer.contains("2"))
          .hasSize(2);
    }
    String page = Files.readString(reports.resolve("two-sets").resolve("index.html"));
    assertThat(page)
        .contains("table: csv, 40 training, 20 validation and 20 test examples a seed")
        .contains("glyphs: glyphs, 60 training, 30 validation and 30 test images a seed")
        .contains("averaged over them");
    String resolved = Files.readString(reports.resolve("two-sets").resolve("study.yaml"));
    assertThat(resolved).contains("datasets:\n  table:\n    source: csv");

    assertThat(run("plan", study, "--data", folder.toString(), "--set", "dataset=glyphs"))
        .as(err.toString())
        .isEqualTo(0);
  }

  @Test
  void whatIsWrongWithOneOfSeveralIsReportedWithItsNameAndLine() throws IOException {
    List<String[]> wrong =
        List.of(
            new String[] {"train: 60,", "train: 60000,", "study.yaml:4: datasets.glyphs.train 6"},
            new String[] {"table.csv", "nowhere.csv", "datasets.table"},
            new String[] {"[table, glyphs]\n  model", "[table, other]\n  model", "\"other\""},
            new String[] {"  dataset: [table, glyphs]\n  model", "  model", "dataset: [table, gl"},
            new String[] {"model: mlp", "model: cnn", "On the dataset \"table\": "},
            new String[] {
              "batchSize: 10", "batchSize: 50", "On the dataset \"table\": batchSize 50"
            },
            new String[] {
              "source: glyphs, train: 60, validation: 30, test: 30 }",
              "source: csv, path: table.csv, header: true, train: 40, validation: 20, test: 20 }",
              "has the data of table"
            },
            new String[] {"seeds: 2", "dataset: { source: glyphs }\nseeds: 2", "both dataset and"});
    for (String[] each : wrong) {
      assertThat(STUDY).contains(each[0]);
      err.getBuffer().setLength(0);
      String study = study(STUDY.replace(each[0], each[1]));
      assertThat(run("plan", study, "--data", folder.toString())).as(each[1]).isEqualTo(2);
      assertThat(err.toString()).as(each[1]).contains(each[2]).contains("Maybe");
    }
  }
}
