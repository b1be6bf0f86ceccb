package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.hypothesis.TrialMetric;
import io.ablate4j.report.ReportSection;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics and sections of a user's that go wrong. */
class OwnReportPartsTest {
  private static final String METRIC =
      """
      package com.example;
      import io.ablate4j.hypothesis.ContrastMetric.Scale;
      import io.ablate4j.hypothesis.TrialMetric;
      import io.ablate4j.trial.*;
      import java.util.OptionalDouble;
      public final class Mine implements TrialMetric {
        public String id() { return "mine"; }
        public String meaning() { return "a number"; }
        public Scale scale() { return Scale.NUMBER; }
        public boolean higherIsBetter() { return true; }
        public OptionalDouble of(TrialCurves trial) { return OptionalDouble.of(Double.NaN); }
      }
      """;

  private static final String SECTION =
      """
      package com.example;
      import io.ablate4j.report.*;
      import io.ablate4j.report.section.*;
      import java.util.List;
      public final class Own implements ReportSection {
        public String id() { return "own"; }
        public Section of(FigureInputs inputs) {
          return new Section("own", "Own", List.of("Nothing to see."), List.of(), List.of());
        }
      }
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeStudy() throws Exception {
    Files.writeString(
        folder.resolve("tiny.yaml"),
        """
        name: tiny
        dataset: { source: glyphs, train: 40, validation: 20, test: 20 }
        factors: { model: mlp, regularization: [none, dropout], batchSize: 10 }
        seeds: 1
        budget: { epochs: 1 }
        """);
  }

  private String run(int exitCode, String metric, String section) throws Exception {
    String jar =
        new OwnJar()
            .with(TrialMetric.class, "com.example.Mine", metric)
            .with(ReportSection.class, "com.example.Own", section)
            .writeTo(folder)
            .toString();
    Launched run = Launched.start(folder, jar, "run", "tiny.yaml", "--no-timing");
    assertThat(run.exitCode()).as(run.output()).isEqualTo(exitCode);
    return run.output();
  }

  private String page() throws Exception {
    return Files.readString(folder.resolve("reports/tiny/index.html"));
  }

  @Test
  void aMetricThatIsNotDefinedIsADashAndASectionMayHaveNoFigure() throws Exception {
    run(ExitCode.DONE, METRIC, SECTION);
    assertThat(page()).contains("Nothing to see.", ">Mine</th>").doesNotContain(">NaN<");
  }

  @Test
  void aMetricThatFailsCostsTheReportAndNoTrial() throws Exception {
    String failing = METRIC.replace("Double.NaN", "1 / (trial.epochs() - 1)");
    assertThat(run(ExitCode.SOME_FAILED, failing, SECTION))
        .contains(
            "The report is not written: The class com.example.Mine failed when it was asked for a"
                + " trial's number: ArithmeticException: / by zero at com.example.Mine.of(",
            "All results are stored.\n  Maybe run afterwards: scripts/ablate4j report reports")
        .doesNotContain("Nothing was run");
    Launched without = Launched.start(folder, "", "report", "reports/tiny");
    assertThat(without.exitCode()).as(without.output()).isZero();
    assertThat(page()).contains("completed").doesNotContain("Mine");
  }

  @Test
  void aSectionThatFailsSaysSoInItsPlace() throws Exception {
    run(ExitCode.DONE, METRIC, SECTION.replace("\"Own\"", "List.of(\"\").get(1)"));
    assertThat(page())
        .contains(
            "Section own", "The class com.example.Own failed when it was asked for its section");
    run(ExitCode.DONE, METRIC, SECTION.replace("new Section(\"own\"", "new Section(\"gap\""));
    assertThat(page())
        .contains("The class com.example.Own calls its section gap, itself own.")
        .containsOnlyOnce("id=\"gap\"");
  }

  @Test
  void whatCannotBeAMetricOrSectionIsReportedBeforeAnythingIsTrained() throws Exception {
    String taken = METRIC.replace("\"mine\"", "\"gap-loss\"");
    assertThat(run(ExitCode.BAD_REQUEST, taken, SECTION))
        .contains(
            "The metric com.example.Mine cannot be used: \"gap-loss\" is the name of a metric that"
                + " is built in.")
        .contains("Nothing was run.");
    assertThat(run(ExitCode.BAD_REQUEST, METRIC, SECTION.replace("\"own\";", "\"o w n\";")))
        .contains("The class com.example.Own calls itself \"o w n\", which is no id.")
        .contains("Nothing was run.");
    assertThat(folder.resolve("reports/tiny")).doesNotExist();
  }
}
