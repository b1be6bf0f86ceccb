package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no training: lists, plans, and every way to ask for something that cannot be. */
class CommandLineInterfaceTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"models", "regularizations", "datasets", "factors", "metrics", "studies"})
  void listsHaveALineForEachThing(String kind) {
    assertThat(run("list", kind)).isZero();
    assertThat(out.toString().lines()).hasSizeGreaterThanOrEqualTo(3).allMatch(l -> l.length() > 8);
  }

  @Test
  void theOverviewOfCommandsHasWholeSentences() {
    assertThat(run("--help")).isZero();
    String commands = out.toString().split("Commands:\\R")[1].split("\\R\\R")[0];
    for (String command : commands.split("\\R(?=  [a-z])")) {
      if (!command.strip().startsWith("help ")) { // the library's own
        assertThat(command).endsWith(".");
      }
    }
  }

  @Test
  void theListOfFactorsSaysOnWhichScaleTrendsAre() {
    assertThat(run("list", "factors")).isZero();
    assertThat(out.toString())
        .endsWith(
            "A hypothesis about a trend across numbers is by log2: of the change per doubling.\n"
                + "Across momentum, labelNoise and any other it is linear: of the change per 0.1.\n");
  }

  @Test
  void theQuickstartPlanHasEveryCellWithItsParameters() {
    assertThat(run("plan", "quickstart", "--out", folder.toString())).isZero();
    assertThat(out.toString())
        .contains("24 cells x 10 seeds = 240 trials, 0 stored, 240 to run.")
        .containsPattern("inception +both +64 +0\\.003 +\\d+ +29450 +0 +10")
        .contains("Engine: all cells are compiled.")
        .containsPattern(
            "Predicted time on \\d+ workers?: about .+ \\(start .+, trials .+, timing pass .+,"
                + " report .+\\), from some seconds of measuring\\.");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void setReplacesLevels() {
    assertThat(
            run(
                "plan",
                "--set",
                "batchSize=8,16,32",
                "--set",
                "model=mlp",
                "--seeds",
                "2",
                "--out",
                folder.toString()))
        .isZero();
    assertThat(out.toString()).contains("12 cells x 2 seeds = 24 trials");
  }

  @Test
  void aPlanTellsWhatIsRegisteredAndThatItCanBeDecided() {
    assertThat(run("plan", "quickstart", "--no-measure", "--out", folder.toString())).isZero();
    assertThat(out.toString())
        .contains("a rough guess that nothing was measured for.")
        .contains("The family \"generalization\" of 6 hypotheses can be decided with 10 seeds.")
        .contains("  dropout-gains-less-on-inception: Dropout gains less on Inception than")
        .contains("dropout against none, at model inception less at mlp: test-accuracy lower")
        .contains("batch-norm against none, as batchSize doubles (16, 64): test-accuracy higher")
        .doesNotContain("cannot");
  }

  @Test
  void aPlanTellsWhatTooFewSeedsCannotDecideAndWhatAnOptionLeftOut() {
    assertThat(
            run(
                "plan",
                "quickstart",
                "--seeds",
                "3",
                "--set",
                "model=mlp",
                "--out",
                folder.toString()))
        .isZero();
    assertThat(out.toString())
        .contains("of 4 hypotheses cannot be decided with 3 seeds: needs 8.")
        .contains("of 2 hypotheses cannot be decided with 3 seeds: needs 7.")
        .contains(
            "The hypothesis \"batch-norm-replaces-dropout-on-inception\" is left out: it needs"
                + " model inception, which --set took away.");
  }

  @Test
  void aPlanWithoutHypothesesSaysNothingOfThem() throws IOException {
    Path study = folder.resolve("plain.yaml");
    Files.writeString(
        study,
        """
        name: plain
        dataset: { source: glyphs, train: 100, validation: 50, test: 50 }
        factors: { model: mlp }
        """);
    assertThat(run("plan", study.toString(), "--out", folder.resolve("out").toString())).isZero();
    assertThat(out.toString())
        .contains("4 cells")
        .doesNotContain("hypothes")
        .doesNotContain("family");
  }

  @Test
  void aWrongHypothesisIsAnErrorBeforeAnythingRuns() throws IOException {
    Path study = folder.resolve("wrong.yaml");
    Files.writeString(
        study,
        """
        name: wrong
        dataset: { source: glyphs, train: 100, validation: 50, test: 50 }
        factors: { model: mlp }
        hypotheses:
          - claim: Batch norm is better
            compare: { regularization: [batch-norm, nothing] }
            metric: accuracy
            expect: higher
        """);
    assertThat(run("run", study.toString(), "--out", folder.resolve("out").toString()))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("wrong.yaml:6: compare names regularization \"nothing\", which is not a level.")
        .contains("wrong.yaml:7: There is no metric \"accuracy\" to compare on.")
        .contains("Nothing was run, for these 2 problems.");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void metricsAreListedByWhatTheyAreFor() {
    assertThat(run("list", "metrics")).isZero();
    assertThat(out.toString())
        .containsPattern("(?s)Measured in every trial:.*  accuracy +share.*Compared by")
        .containsPattern("(?s)Compared by.*  gap-accuracy-matched-loss +train minus test");
  }

  @Test
  void allProblemsOfAStudyAreReportedTogetherWithTheirLinesAndNothingIsRun() throws IOException {
    Path study = folder.resolve("bad.yaml");
    Files.writeString(
        study,
        """
        name: bad
        dataset: { source: glyphs, train: 100, validation: 50, test: 50 }
        factors:
          model: [mlp, resnet]
          batchSize: [8, 4096]
        regularizations:
          heavy: { dropout: { dense: 50 } }
        seeds: 0
        """);
    assertThat(run("run", study.toString(), "--out", folder.resolve("out").toString()))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("bad.yaml:4: There is no model \"resnet\"")
        .contains("cnn, cnn-gap, inception, mlp")
        .contains("bad.yaml:5: batchSize 4096 is larger than the 100 training examples.")
        .contains("Maybe lower batchSize, or raise dataset.train.")
        .contains("bad.yaml:7: ")
        .contains("bad.yaml:8: ")
        .contains("Nothing was run, for these 4 problems.")
        .doesNotContain("\tat ");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void whatIsAskedOfOneStudyIsNotPassedOverForAllStudiesOfClaims() {
    assertThat(run("plan", "claims", "--why", "model=mlp", "--sites")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--sites and --why are for one study, and claims are many.")
        .contains("Maybe name one of them, such as claims-help.");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aMissingDataFolderIsNamedWithAdvice() throws IOException {
    Path study = folder.resolve("m.yaml");
    Files.writeString(
        study,
        """
        name: m
        dataset: { source: mnist, train: 100, validation: 50, test: 50, path: nowhere-at-all }
        factors: { model: mlp }
        """);
    assertThat(run("run", study.toString(), "--out", folder.resolve("out").toString()))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("m.yaml:2: ")
        .contains("nowhere-at-all")
        .contains("Maybe")
        .contains("Nothing was run.")
        .doesNotContain("\tat ");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run no-such-study",
        "run quickstart --workers 0",
        "run quickstart --workers many",
        "run quickstart --executor cloud",
        "run quickstart --engine turbo",
        "run quickstart --seeds 0",
        "run quickstart --set depth=3",
        "run quickstart --set batchSize=big",
        "run quickstart --frobnicate",
        "list things",
        "report no-such-folder",
        "export no-such-folder",
        "report",
        "fly"
      })
  void aBadRequestGetsOneClearErrorAndExitCodeTwo(String line) {
    String[] arguments =
        Stream.concat(
                Stream.of(line.split(" ")),
                line.startsWith("run") ? Stream.of("--out", folder.toString()) : Stream.empty())
            .toArray(String[]::new);
    assertThat(run(arguments)).isEqualTo(2);
    assertThat(err.toString()).isNotBlank().doesNotContain("\tat ").containsIgnoringCase("maybe");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void helpAndVersionSayWhatThereIs() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("run", "plan", "report", "export", "list");
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).containsPattern("ablate4j \\d+\\.\\d+\\.\\d+");
  }

  private int run(String... arguments) {
    return CommandLineInterface.execute(
        new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }
}
