package io.ablate4j.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ablate4j.analysis.SyntheticStudy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebooksTest {
  @TempDir private Path folder;

  private static final Path JUPYTER = Path.of("/usr/bin/jupyter");

  @Test
  void theyAreNotebooksThatReadTheFolderOfTheRows() throws IOException {
    Files.createDirectories(folder.resolve("a study"));
    Notebooks.write(folder.resolve("a study"), folder.resolve("elsewhere/notebooks"));
    for (String file : Notebooks.FILES) {
      JsonNode notebook =
          new ObjectMapper().readTree(folder.resolve("elsewhere/notebooks/" + file).toFile());
      assertThat(notebook.get("nbformat").intValue()).isEqualTo(4);
      assertThat(code(notebook))
          .contains("STUDY = Path(\"../../a study\")")
          .doesNotContain("@STUDY@");
    }
  }

  @Test
  void thoseOfTheReferenceAreTheOnesThatAreCommitted() throws IOException {
    for (String file : Notebooks.FILES) {
      Path committed = Path.of("notebooks-export", file);
      Path written = Path.of("target/notebooks-of-reference");
      Notebooks.write(Path.of("reports/reference"), written);
      assertThat(Files.readString(committed))
          .isEqualTo(
              Files.readString(written.resolve(file)).replace("../../reports", "../reports"));
    }
  }

  @Test
  void theyAgreeWithTheRowsOfAStudy() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(JUPYTER), "Jupyter is not installed");
    SyntheticStudy rows = new SyntheticStudy.Builder().build();
    TidyCsv.write(rows.analysis(), rows.results(), folder);
    Notebooks.write(folder, folder.resolve("notebooks"));
    Run run = execute(folder.resolve("notebooks/headline-numbers.ipynb"));
    assertThat(run.code()).as(run.output()).isZero();
    assertThat(Files.readString(folder.resolve("notebooks/headline-numbers.md")))
        .containsPattern("agree: \\{'effect': [1-9]");
    Run figures = execute(folder.resolve("notebooks/figures-and-a-question.ipynb"));
    assertThat(figures.code()).as(figures.output()).isZero();
  }

  @Test
  void aChangedNumberStopsTheNotebook() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(JUPYTER), "Jupyter is not installed");
    SyntheticStudy rows = new SyntheticStudy.Builder().build();
    TidyCsv.write(rows.analysis(), rows.results(), folder);
    Notebooks.write(folder, folder.resolve("notebooks"));
    List<String> lines =
        new ArrayList<>(Files.readAllLines(folder.resolve("trials.csv"), StandardCharsets.UTF_8));
    int column = List.of(lines.get(0).split(",")).indexOf("test_accuracy");
    int first = 1;
    while (!lines.get(first).contains(",completed,")) {
      first++;
    }
    String[] row = lines.get(first).split(",", -1);
    row[column] = Double.toString(Double.parseDouble(row[column]) + .001);
    lines.set(first, String.join(",", row));
    Files.write(folder.resolve("trials.csv"), lines);
    Run run = execute(folder.resolve("notebooks/headline-numbers.ipynb"));
    assertThat(run.code()).isNotZero();
    assertThat(run.output()).contains("AssertionError");
  }

  private record Run(int code, String output) {}

  private static Run execute(Path notebook) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                JUPYTER.toString(),
                "nbconvert",
                "--to",
                "markdown",
                "--execute",
                notebook.toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }

  private static String code(JsonNode notebook) {
    StringBuilder code = new StringBuilder();
    for (JsonNode cell : notebook.get("cells")) {
      if (cell.get("cell_type").textValue().equals("code")) {
        cell.get("source").forEach(line -> code.append(line.textValue()));
        code.append('\n');
      }
    }
    return code.toString();
  }
}
