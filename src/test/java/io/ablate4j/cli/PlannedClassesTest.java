package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.hostile.Planned;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users' classes that misbehave before anything is trained, as a user meets them. */
class PlannedClassesTest {
  private static final String STUDY =
      """
      name: planned
      dataset: { source: glyphs, train: 60, validation: 30, test: 30 }
      factors: { model: planned, regularization: none, batchSize: 10 }
      seeds: 1
      budget: { epochs: 1 }
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Broken|failed when it was loaded: IllegalStateException: no licence (",
        "Missing|failed when it was loaded: ",
        "Nameless|gave null when it was asked for its id.",
        "Undecided|gave null when it was asked for objections.",
        "Endless|failed when it was asked for its network: StackOverflowError at ",
        "TooWide|the model \"planned\" has 13 output units for 10 classes",
        "Ends|System.exit was called by io.ablate4j.hostile.Planned$Ends.configure(",
      })
  void eachIsOneSentenceAndNothingIsRun(String name, String message) throws Exception {
    Files.writeString(folder.resolve("planned.yaml"), STUDY);
    Path services = Files.createDirectories(folder.resolve("own/META-INF/services"));
    Files.writeString(
        services.resolve("io.ablate4j.model.ModelFactory"), Planned.class.getName() + "$" + name);
    Launched run =
        Launched.start(
            folder, folder.resolve("own").toString(), "run", "planned.yaml", "--no-timing");
    assertThat(run.exitCode()).as(run.output()).isEqualTo(ExitCode.BAD_REQUEST);
    assertThat(run.output()).contains(message).doesNotContain("\tat ", "defect");
    assertThat(folder.resolve("reports")).doesNotExist();
  }

  @Test
  void aModelThatGivesAnotherNetworkWhereItIsTrainedFailsAndOthersDoNot() throws Exception {
    Files.writeString(
        folder.resolve("planned.yaml"),
        STUDY
            .replace("model: planned", "model: [mlp, changes, grows]")
            .replace("regularization: none", "regularization: [none, batch-norm]"));
    Launched run =
        Launched.start(
            folder,
            Path.of("src", "test", "hostile").toAbsolutePath().toString(),
            "run",
            "planned.yaml",
            "--no-timing");
    assertThat(run.exitCode()).as(run.output()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(run.output())
        .contains("changes, batch-norm, batch 10, seed 1 failed: the network that the model")
        .contains("grows, batch-norm, batch 10, seed 1 failed: the network that the model")
        .contains("4 of 6 trials are stored (4 new");
  }
}
