package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.ablate4j.store.SqliteStore;
import io.ablate4j.trial.Build;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.TrialResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** The program as a user meets it, in processes of its own. */
class RunCommandTest {
  private static final String STUDY =
      """
      name: small
      dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
      factors:
        model: [mlp, cnn, inception]
        regularization: [none, both]
        batchSize: 10
      seeds: 3
      budget: { epochs: 2 }
      target: { metric: validation-accuracy, value: 0.3 }
      hypotheses:
        - claim: Both together generalize better than neither
          compare: { regularization: [both, none] }
          metric: test-accuracy
          expect: higher
      """;

  /** The same behind a gate, see {@link GatedMlp}. */
  private static final String GATED = STUDY.replace("[mlp,", "[" + GatedMlp.ID + ",");

  private static final Path STORE = Path.of("reports", "small", "study.db");

  @TempDir private Path folder;

  @Test
  @Execution(CONCURRENT)
  void anInterruptedStudyGoesOnWhereItWasAndEndsWithTheBitsOfAnUninterruptedOne() throws Exception {
    Files.writeString(folder.resolve("small.yaml"), GATED);
    String gate = GatedMlp.service(folder.resolve("services"));
    GatedMlp.close(folder, STORE, 3);

    Launched interrupted =
        Launched.start(folder, gate, "run", "small.yaml", "--no-timing", "--workers", "2");
    GatedMlp.awaitHeld(folder, interrupted);
    interrupted.pressCtrlC();
    assertThat(interrupted.exitCode()).as(interrupted.output()).isEqualTo(130);
    assertThat(interrupted.output()).contains("Interrupted: ").contains(" of 18 trials are stored");
    assertThat(interrupted.output())
        .contains("The family \"main\" of 1 hypothesis cannot be decided with 3 seeds: needs 6.");
    assertThat(folder.resolve("reports/small/index.html"))
        .content()
        .contains("◐ partial", "</html>")
        .doesNotContain("was running");
    List<TrialResult> first = results("reports");
    assertThat(first).hasSizeBetween(3, 17).noneMatch(r -> r.outcome().word().equals("failed"));

    GatedMlp.open(folder);
    Launched again =
        Launched.start(folder, gate, "run", "small.yaml", "--no-timing", "--workers", "2");
    assertThat(again.exitCode()).as(again.output()).isZero();
    assertThat(again.output())
        .contains((18 - first.size()) + " trials to run, " + first.size() + " stored already.")
        .contains("18 of 18 trials are stored (" + (18 - first.size()) + " new")
        .containsPattern("Training took \\d+ s on 2 workers: \\d+\\.\\d\\d times the trials' own");
    List<TrialResult> all = results("reports");
    assertThat(all).hasSize(18).containsAll(first);

    Launched oneWorker =
        Launched.start(
            folder, gate, "run", "small.yaml", "--no-timing", "--workers", "1", "--out", "one");
    assertThat(oneWorker.exitCode()).as(oneWorker.output()).isZero();
    Launched inProcess =
        Launched.start(
            folder,
            gate,
            "run",
            "small.yaml",
            "--no-timing",
            "--executor",
            "in-process",
            "--out",
            "inside");
    assertThat(inProcess.exitCode()).as(inProcess.output()).isZero();
    assertThat(learned(results("one"))).hasSize(18).isEqualTo(learned(all));
    assertThat(learned(results("inside"))).isEqualTo(learned(all));

    Launched more =
        Launched.start(folder, gate, "run", "small.yaml", "--no-timing", "--seeds", "4");
    assertThat(more.exitCode()).as(more.output()).isZero();
    assertThat(more.output()).contains("6 trials to run, 18 stored already.");
    assertThat(results("reports")).hasSize(24).containsAll(all);

    Launched nothing =
        Launched.start(folder, gate, "run", "small.yaml", "--no-timing", "--seeds", "4");
    assertThat(nothing.exitCode()).isZero();
    assertThat(nothing.output()).contains("small: all 24 trials are stored already.");

    assertThat(folder.resolve("reports/small/index.html"))
        .content()
        .contains("</html>")
        .contains("small");
    assertThat(folder.resolve("reports/small/study.yaml")).content().contains("seeds: 4");
    try (SqliteStore store = SqliteStore.openToRead(folder.resolve("reports/small/study.db"))) {
      assertThat(store.registration().isBeforehand()).isTrue();
      assertThat(store.registration().seedsBeforehand()).isEqualTo(3);
    }
    exportHasARowForEachTrial();
    theResolvedStudyHasNothingLeftToRun(gate);
  }

  private void exportHasARowForEachTrial() throws IOException {
    StringWriter out = new StringWriter();
    int code = execute(out, "export", folder.resolve("reports/small").toString());
    assertThat(code).as(out.toString()).isZero();
    List<String> lines = Files.readAllLines(folder.resolve("reports/small/trials.csv"));
    assertThat(lines).hasSize(25);
    assertThat(lines.get(0)).startsWith("trial_key,study,model,regularization,batch_size");
    assertThat(Files.readAllLines(folder.resolve("reports/small/epochs.csv")).get(0))
        .isEqualTo("trial_key,epoch,step,split,metric,value");
  }

  private void theResolvedStudyHasNothingLeftToRun(String gate) throws Exception {
    Launched plan =
        Launched.start(folder, gate, "plan", "reports/small/study.yaml", "--out", "reports");
    assertThat(plan.exitCode()).as(plan.output()).isZero();
    assertThat(plan.output()).contains("6 cells x 4 seeds = 24 trials, 24 stored, 0 to run.");
  }

  @Test
  @Execution(CONCURRENT)
  void aModelInTheUsersOwnJarAndARegularizationOfTheirOwnJoinTheGrid() throws Exception {
    Path example = Path.of("examples", "tiny-mlp").toAbsolutePath();
    Path jar = jar(example.resolve("src"));
    Launched run =
        Launched.start(folder, jar.toString(), "run", example.resolve("study.yaml").toString());
    assertThat(run.exitCode()).as(run.output()).isZero();
    try (SqliteStore store = SqliteStore.openToRead(folder.resolve("reports/tiny-mlp/study.db"))) {
      assertThat(store.results().map(r -> r.outcome().word())).hasSize(8).containsOnly("completed");
      assertThat(store.planned().stream().map(PlannedTrial::cell))
          .anyMatch(
              cell ->
                  cell.level("model").equals("tiny-mlp")
                      && cell.level("regularization").equals("light-dropout"));
      assertThat(store.study().orElseThrow().models())
          .anyMatch(
              m ->
                  m.model().equals("tiny-mlp")
                      && m.regularization().equals("light-dropout")
                      && m.trainableParameters() == 784 * 32 + 32 + 32 * 10 + 10
                      && m.layers().stream().anyMatch(l -> l.startsWith("dense1-drop")));
    }
    assertThat(run.output())
        .contains("Report, written again every few minutes: ")
        .contains("Report: ");
    assertThat(run.output().indexOf("Report, written"))
        .isLessThan(run.output().indexOf("Report: "));
    theProbeInTheUsersOwnJarIsMeasuredStoredExportedAndJudged();
    assertThat(folder.resolve("reports/tiny-mlp/index.html"))
        .content()
        .contains("largest-weight: largest absolute weight of the output layer")
        .contains("id=\"fig-probe-largest-weight\"")
        .contains("id=\"fig-probed-largest-weight\"")
        .contains("Largest-weight, light-dropout against none (expected lower)")
        .contains("light-dropout")
        .contains("✓ complete")
        .doesNotContain("The study was running");
    assertThat(folder.resolve("reports/index.html"))
        .content()
        .contains("<a href=\"./tiny-mlp/index.html\">tiny-mlp</a>");
  }

  private void theProbeInTheUsersOwnJarIsMeasuredStoredExportedAndJudged() throws IOException {
    try (SqliteStore store = SqliteStore.openToRead(folder.resolve("reports/tiny-mlp/study.db"))) {
      assertThat(store.results())
          .allSatisfy(
              r ->
                  assertThat(r.measurements())
                      .filteredOn(m -> m.metric().word().equals("probe:largest-weight"))
                      .hasSize(3)
                      .allMatch(m -> m.value() > 0));
    }
    // The class is not on the class path of this process: the store has all that a report needs.
    StringWriter out = new StringWriter();
    int code = execute(out, "export", folder.resolve("reports/tiny-mlp").toString());
    assertThat(code).as(out.toString()).isZero();
    assertThat(Files.readAllLines(folder.resolve("reports/tiny-mlp/epochs.csv")))
        .filteredOn(line -> line.contains(",train,probe:largest-weight,"))
        .hasSize(8 * 3);
    assertThat(Files.readAllLines(folder.resolve("reports/tiny-mlp/trials.csv")).get(0))
        .contains(",probe_largest_weight,");
    assertThat(Files.readAllLines(folder.resolve("reports/tiny-mlp/contrasts.csv")))
        .filteredOn(line -> line.contains(",probe:largest-weight,"))
        .isNotEmpty();
    assertThat(Files.readAllLines(folder.resolve("reports/tiny-mlp/hypotheses.csv")))
        .hasSize(2)
        .last()
        .asString()
        .contains("probe:largest-weight")
        .contains(",2,");
  }

  @Test
  @Execution(CONCURRENT)
  void theDocsShowTheVeryExampleThatIsTested() throws IOException {
    String page = Files.readString(Path.of("docs", "extending.md"));
    Path example = Path.of("examples", "tiny-mlp");
    assertThat(page)
        .contains(Files.readString(example.resolve("src/example/TinyMlpFactory.java")))
        .contains(Files.readString(example.resolve("src/example/LargestWeight.java")))
        .contains(Files.readString(example.resolve("study.yaml")));
  }

  @Test
  @Execution(CONCURRENT)
  void aWorkerThatIsKilledTakesOnlyItsTrialWithIt() throws Exception {
    Files.writeString(folder.resolve("small.yaml"), GATED);
    String gate = GatedMlp.service(folder.resolve("services"));
    GatedMlp.close(folder, STORE, 1);
    Launched run =
        Launched.start(folder, gate, "run", "small.yaml", "--no-timing", "--workers", "1");
    GatedMlp.awaitHeld(folder, run);
    ProcessHandle worker = run.handle().descendants().findFirst().orElseThrow();
    worker.destroyForcibly();
    worker.onExit().join();
    GatedMlp.open(folder);
    assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
    assertThat(run.output()).contains("failed: the worker process ended with exit code 137");
    assertThat(results("reports"))
        .hasSize(18)
        .filteredOn(r -> r.outcome().word().equals("failed"))
        .hasSize(1);

    Launched again = Launched.start(folder, gate, "run", "small.yaml", "--no-timing");
    assertThat(again.exitCode()).as(again.output()).isZero();
    assertThat(again.output()).contains("1 trial to run, 17 stored already.");
  }

  @Test
  @Execution(CONCURRENT)
  void aStoreThatTakesNoMoreEndsTheRunWithAReportOfWhatItHas() throws Exception {
    Files.writeString(folder.resolve("small.yaml"), GATED);
    String gate = GatedMlp.service(folder.resolve("services"));
    GatedMlp.close(folder, STORE, 1);
    Path database = folder.resolve("reports/small/study.db");
    Launched run =
        Launched.start(
            folder, gate, "run", "small.yaml", "--no-timing", "--executor", "in-process");
    GatedMlp.awaitHeld(folder, run);
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = other.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      statement.execute(
          "CREATE TRIGGER full BEFORE INSERT ON result"
              + " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
    }
    GatedMlp.open(folder);
    assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
    assertThat(run.output())
        .contains("study.db cannot be used: ", "disk is full", "\n  Maybe see what SQLite says")
        .doesNotContain("\tat ");
    int stored = results("reports").size();
    assertThat(stored).isBetween(1, 17);
    assertThat(folder.resolve("reports/small/index.html"))
        .content()
        .contains("◐ partial", stored + " of 18")
        .doesNotContain("was running");
  }

  @Test
  @Execution(CONCURRENT)
  void twoRunsDoNotGetIntoEachOthersWay() throws Exception {
    Files.writeString(folder.resolve("small.yaml"), GATED);
    String gate = GatedMlp.service(folder.resolve("services"));
    GatedMlp.close(folder, STORE, 1);
    Launched first = Launched.start(folder, gate, "run", "small.yaml", "--no-timing");
    GatedMlp.awaitHeld(folder, first);
    Launched second =
        Launched.start(folder, "", "run", "small.yaml", "--no-timing", "--set", "model=cnn");
    assertThat(second.exitCode()).as(second.output()).isEqualTo(2);
    assertThat(second.output()).contains("Another run is at work in");
    GatedMlp.open(folder);
    assertThat(first.exitCode()).as(first.output()).isZero();
  }

  @Test
  @Execution(CONCURRENT)
  void aDivergedTrialIsAResultAndTheRunIsDone() throws Exception {
    Files.writeString(
        folder.resolve("wild.yaml"),
        """
        name: wild
        dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
        factors: { model: [mlp, cnn, inception], regularization: [none, batch-norm], batchSize: 10 }
        seeds: 1
        budget: { epochs: 4 }
        optimizer: { sgd: { learningRate: 100000 } }
        """);
    Launched run = Launched.start(folder, "", "run", "wild.yaml", "--no-timing");
    assertThat(run.exitCode()).as(run.output()).isZero();
    try (SqliteStore store = SqliteStore.openToRead(folder.resolve("reports/wild/study.db"))) {
      List<String> outcomes = store.results().map(r -> r.outcome().word()).toList();
      assertThat(outcomes).hasSize(6).doesNotContain("failed");
      assertThat(outcomes).filteredOn("diverged"::equals).hasSizeGreaterThanOrEqualTo(3);
    }
    assertThat(folder.resolve("reports/wild/index.html")).content().contains("diverged");
  }

  @Test
  @Execution(CONCURRENT)
  void theEngineOfTheCommandLineStandsOverThatOfTheStudyAndStandsInTheReport() throws Exception {
    Files.writeString(
        folder.resolve("engines.yaml"),
        """
        name: engines
        dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
        factors: { model: mlp, regularization: [none, both], batchSize: 10 }
        seeds: 1
        budget: { epochs: 1 }
        engine: fast
        hypotheses:
          - id: better
            claim: Both together generalize better
            compare: { regularization: [both, none] }
            metric: test-accuracy
            expect: higher
        """);
    Launched stock =
        Launched.start(folder, "", "run", "engines.yaml", "--no-timing", "--engine", "stock");
    assertThat(stock.exitCode()).as(stock.output()).isZero();
    assertThat(stock.output()).doesNotContain("exploratory");
    assertThat(engines()).containsExactly("dl4j as released", "dl4j as released");
    assertThat(folder.resolve("reports/engines/index.html"))
        .content()
        .containsPattern("(?s)Engine<.{0,40}>dl4j as released<");

    Launched fast =
        Launched.start(folder, "", "run", "engines.yaml", "--no-timing", "--workers", "999");
    assertThat(fast.exitCode()).as(fast.output()).isZero();
    assertThat(fast.output())
        .contains("2 trials to run")
        .contains("--workers 999 are more than the cores")
        .containsSubsequence(
            "The family \"main\" is exploratory", "better: ", "--out", "2 trials to run")
        .contains("on 2 workers");
    assertThat(engines()).containsExactly("compiled", "compiled");
    assertThat(facts("jvm-flags")).allMatch(flags -> flags.contains("-XX:+UseSerialGC"));
    assertThat(facts("commit")).containsOnly(Build.here().commit().orElse(null));
  }

  private List<String> engines() {
    return facts("engine");
  }

  private List<String> facts(String name) {
    try (SqliteStore store = SqliteStore.openToRead(folder.resolve("reports/engines/study.db"))) {
      return store
          .results()
          .map(result -> result.provenance().facts().get(name))
          .collect(Collectors.toList());
    }
  }

  private static int execute(StringWriter out, String... arguments) {
    PrintWriter writer = new PrintWriter(out, true);
    return CommandLineInterface.execute(writer, writer, arguments);
  }

  private List<TrialResult> results(String out) {
    try (SqliteStore store =
        SqliteStore.openToRead(folder.resolve(out).resolve("small/study.db"))) {
      return store.results().toList();
    }
  }

  /** Accuracies and losses by trial; times differ from run to run. */
  private static Map<String, List<Measurement>> learned(List<TrialResult> results) {
    Map<String, List<Measurement>> byKey = new TreeMap<>();
    for (TrialResult result : results) {
      byKey.put(
          result.key().sha256(),
          result.measurements().stream().filter(m -> !m.metric().measuresTime()).toList());
    }
    return byKey;
  }

  private Path jar(Path sources) throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    try (Stream<Path> files = Files.walk(sources)) {
      String[] arguments =
          Stream.concat(
                  Stream.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")),
                  files.filter(f -> f.toString().endsWith(".java")).map(Path::toString))
              .toArray(String[]::new);
      assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments)).isZero();
    }
    Path jar = folder.resolve("own.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Path root : List.of(classes, sources)) {
        try (Stream<Path> files = Files.walk(root)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            if (!file.toString().endsWith(".java")) {
              out.putNextEntry(new JarEntry(root.relativize(file).toString()));
              Files.copy(file, out);
            }
          }
        }
      }
    }
    return jar;
  }
}
