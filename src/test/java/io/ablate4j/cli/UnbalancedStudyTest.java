package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.Targets;
import io.ablate4j.analysis.TrialColumn;
import io.ablate4j.analysis.TrialSummary;
import io.ablate4j.folder.StudyFolder;
import io.ablate4j.store.ResultStore;
import io.ablate4j.trial.TargetLevel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of which 95 of 100 rows are of one class, from its file to the report. */
class UnbalancedStudyTest {
  private static final String STUDY =
      """
      name: skewed
      dataset:
        { source: csv, path: skewed.csv, header: true, train: 60, validation: 30, test: 30 }
      factors: { model: mlp, regularization: [none, batch-norm], batchSize: 16 }
      seeds: 2
      budget: { epochs: EPOCHS }
      optimizer: { adam: { learningRate: RATE } }
      hypotheses:
        - claim: Batch norm treats both classes alike
          compare: { regularization: [batch-norm, none] }
          metric: test-balanced-accuracy
          expect: higher
      """;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return CommandLineInterface.execute(
        new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  /** Row 199 repeats row 0; every twentieth is ill, and y says so where {@code shown}. */
  private Path study(boolean shown, String epochs, String rate) throws IOException {
    StringBuilder table = new StringBuilder("x,y,kind\n");
    IntStream.range(0, 200)
        .forEach(
            i -> {
              boolean ill = i % 20 == 10;
              int x = i == 199 ? 0 : i * 37 % 200;
              table
                  .append(x)
                  .append(',')
                  .append(shown && ill ? 9 : 1 + x % 2 * .1)
                  .append(ill ? ",ill\n" : ",well\n");
            });
    Files.writeString(folder.resolve("skewed.csv"), table);
    return Files.writeString(
        folder.resolve("study.yaml"), STUDY.replace("EPOCHS", epochs).replace("RATE", rate));
  }

  private String[] command(String command, Path study, String... more) {
    String[] all = new String[6 + more.length];
    all[0] = command;
    all[1] = study.toString();
    all[2] = "--out";
    all[3] = folder.resolve("out").toString();
    all[4] = "--data";
    all[5] = folder.toString();
    System.arraycopy(more, 0, all, 6, more.length);
    return all;
  }

  private StudyAnalysis analysis(Path study) throws IOException {
    assertThat(run(command("run", study, "--executor", "in-process", "--no-timing")))
        .as(err.toString())
        .isZero();
    StudyFolder written = new StudyFolder(folder.resolve("out"));
    if (!Files.exists(written.store())) {
      written = new StudyFolder(folder.resolve("out").resolve("skewed"));
    }
    try (ResultStore store = written.openToRead()) {
      assertThat(Files.readString(written.report()))
          .contains(
              "Rows read",
              "Label column",
              "column 2 (kind)",
              "well, 95.0 % of all examples",
              "Balanced, %");
      return written.analyse(store);
    }
  }

  @Test
  void thePlanTellsWhatTheDataAre() throws IOException {
    assertThat(run(command("plan", study(true, "3", "0.001")))).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("Data: csv", "  rows read: 200", "  label column: column 2 (kind)")
        .containsPattern("examples of each class: (ill 10, well 190|well 190, ill 10)")
        .contains("  largest class: well, 95.0 % of all examples")
        .contains("  duplicate rows: 1 repeats the features of an earlier row")
        .contains("  classes with fewer examples than splits: none")
        .contains("Maybe claim test-balanced-accuracy or test-macro-f1")
        .contains("mlp, batch-norm, batch size 16, 3 epochs: decay 0.9, 9 steps, 39 %");
  }

  /**
   * With nothing to see in the features a network names the larger class, and that is no target.
   */
  @Test
  void noTargetIsReachedByNamingTheLargestClass() throws IOException {
    StudyAnalysis analysis = analysis(study(false, "3", "0.001"));
    assertThat(err.toString()).contains("  largest class: well, 95.0 %", "9 steps, 39 %");
    Targets targets = analysis.targets().get("mlp");
    assertThat(targets.origin()).contains("no better than naming the largest class");
    for (TrialSummary trial : analysis.trials()) {
      assertThat(trial.value(TrialColumn.STEPS_TO_TARGET)).isEmpty();
      assertThat(trial.value(TrialColumn.TEST_BALANCED_ACCURACY).getAsDouble())
          .isLessThan(trial.value(TrialColumn.TEST_ACCURACY).getAsDouble());
    }
  }

  @Test
  void whatWasLearnedSetsATargetHalfwayAboveTheLargestClass() throws IOException {
    StudyAnalysis analysis = analysis(study(true, "20", "0.01"));
    double share = analysis.study().data().orElseThrow().guessing();
    assertThat(share).isBetween(.95, .99);
    Targets targets = analysis.targets().get("mlp");
    assertThat(targets.value(TargetLevel.MAIN)).as(targets.origin()).isPresent();
    assertThat(targets.value(TargetLevel.MAIN).getAsDouble())
        .isGreaterThanOrEqualTo((share + 1) / 2);
    assertThat(targets.value(TargetLevel.EASIER).getAsDouble()).isGreaterThan(share);
  }
}
