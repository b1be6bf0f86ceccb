package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.ablate4j.folder.StoredStudy;
import io.ablate4j.folder.StudyFolder;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.store.SmallDisk;
import io.ablate4j.store.SqliteStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to stores, and what users are told of it. */
class StoreMishapsTest {
  private static final String LONG =
      """
      name: small
      dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
      factors: { model: mlp, regularization: [none, both], batchSize: 10 }
      seeds: 400
      budget: { epochs: 2 }
      """;

  @TempDir private Path folder;
  private final StringWriter text = new StringWriter();

  private int execute(String... arguments) {
    PrintWriter writer = new PrintWriter(text, true);
    return CommandLineInterface.execute(writer, writer, arguments);
  }

  private static void sql(StudyFolder study, String sql) throws Exception {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + study.store());
        Statement statement = other.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  @Test
  void aChangedDigitIsNamedByAllThatReadItAndRescueLeavesItsTrialOut() throws Exception {
    StudyFolder study = StoredStudy.write(folder.resolve("small"), "small", 6, 20);
    sql(
        study,
        "UPDATE result SET measurements = replace(measurements, '1', '2') WHERE trial_key ="
            + " (SELECT trial_key FROM planned WHERE position = 3)");
    for (List<String> command :
        List.of(
            List.of("report", study.path().toString()),
            List.of("export", study.path().toString()),
            List.of("compare", study.path().toString(), study.path().toString()))) {
      text.getBuffer().setLength(0);
      assertThat(execute(command.toArray(String[]::new))).as(text.toString()).isZero();
      assertThat(text.toString())
          .contains("Damaged in the store " + study.store() + ", and not used: the trial ")
          .contains("\n  Maybe run the study");
    }
    assertThat(study.report()).content().contains("its row in the store is damaged");
    assertThat(Files.readAllLines(study.path().resolve("trials.csv")))
        .filteredOn(line -> line.contains(",failed,"))
        .hasSize(1);
    String target = folder.resolve("saved").toString();
    text.getBuffer().setLength(0);
    assertThat(execute("rescue", study.path().toString(), "--out", target)).isEqualTo(1);
    assertThat(text.toString())
        .contains(
            "the results of 19 trials of the ", "Lost: results of 1 trial.", "To go on, move ");
    text.getBuffer().setLength(0);
    assertThat(execute("report", target)).isZero();
    assertThat(text.toString()).doesNotContain("Damaged");
  }

  @Test
  void aDamagedStoreGetsOneSentenceAndTheCommandThatHelps() throws Exception {
    StudyFolder study = StoredStudy.write(folder.resolve("small"), "small", 6, 20);
    byte[] bytes = Files.readAllBytes(study.store());
    for (int i = 4096; i < bytes.length; i += 3) {
      bytes[i] ^= 85;
    }
    Files.write(study.store(), bytes);
    assertThat(execute("export", study.path().toString())).isEqualTo(1);
    assertThat(text.toString())
        .contains("is damaged", "Maybe save what can still be read", "ablate4j rescue ")
        .doesNotContain("full", "\tat ", "defect");
  }

  @Test
  void whatCanOnlyBeReadIsExportedReportedAndCompared() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 4000)) {
      StudyFolder study = StoredStudy.write(disk.folder().resolve("small"), "small", 6, 20);
      disk.makeReadOnly();
      String from = study.path().toString();
      String to = folder.resolve("to").toString();
      assertThat(execute("export", from, "--to", to)).as(text.toString()).isZero();
      assertThat(execute("report", from, "--to", to)).as(text.toString()).isZero();
      assertThat(execute("compare", from, from)).as(text.toString()).isZero();
      assertThat(folder.resolve("to/index.html")).content().contains("</html>");
      assertThat(execute("report", from)).isEqualTo(2);
      assertThat(text.toString())
          .contains(
              "Read-only file system", "Maybe choose a folder that can be written, with --to");
    }
  }

  @Test
  void aStoreOfNoBytesIsNewOnlyWhereThereIsNoReportOfIt() throws Exception {
    StudyFolder study = new StudyFolder(Files.createDirectory(folder.resolve("small")));
    Files.createFile(study.store());
    assertThat(study.hasStore()).isFalse();
    Files.writeString(study.report(), "a report");
    assertThat(study.hasStore()).isTrue();
    try (StudyFolder.Lock lock = study.lock()) {
      assertThatThrownBy(() -> study.open(notice -> {}, lock))
          .isInstanceOf(ProblemsException.class)
          .hasMessageContaining("0 bytes, but there is a report of it beside it");
      Files.delete(study.report());
      study.open(notice -> {}, lock).close();
    }
    assertThat(study.store()).isNotEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Execution(CONCURRENT)
  void aStoreThatGoesInMidRunEndsItAndItsResultsAreSaved(boolean wholeFolder) throws Exception {
    Files.writeString(folder.resolve("small.yaml"), LONG);
    Launched run =
        Launched.start(folder, "", "run", "small.yaml", "--no-timing", "--executor", "in-process");
    Path study = folder.resolve("reports/small");
    waitForResult(study.resolve("study.db"), run);
    if (wholeFolder) {
      Files.move(study, folder.resolve("elsewhere"));
    } else {
      Files.delete(study.resolve("study.db"));
    }
    assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
    assertThat(run.output())
        .contains("study.db was deleted while the study was running; the results that it held, ")
        .contains("are saved in reports/small/study-saved-1.db.\n  Maybe find out")
        .doesNotContain("trials are stored", "\tat ");
    Path saved = study.resolve("study-saved-1.db");
    try (SqliteStore store = SqliteStore.openToRead(saved)) {
      assertThat(run.output()).contains("that it held, " + store.results().count() + ", are saved");
    }
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "HUP, 129"})
  @Execution(CONCURRENT)
  void aSignalEndsARunAsTheReadmeSaysAndWhatIsFinishedIsStored(String name, int code)
      throws Exception {
    Files.writeString(folder.resolve("small.yaml"), LONG);
    Launched run =
        Launched.start(folder, "", "run", "small.yaml", "--no-timing", "--executor", "in-process");
    Path store = folder.resolve("reports/small/study.db");
    waitForResult(store, run);
    run.signal(name);
    assertThat(run.exitCode()).as(run.output()).isEqualTo(code);
    assertThat(Files.readString(Path.of("README.md"))).contains(code + " by SIG" + name);
    try (SqliteStore read = SqliteStore.openToRead(store)) {
      assertThat(run.output())
          .contains("Interrupted: " + read.finished().size() + " of 800 trials are stored.");
    }
  }

  @Test
  @Execution(CONCURRENT)
  void aTemporaryFolderThatIsMissingIsSaidToBe() throws Exception {
    StudyFolder study = StoredStudy.write(folder.resolve("small"), "small", 6, 20);
    Launched export =
        Launched.start(
            folder,
            List.of("-Djava.io.tmpdir=" + folder.resolve("missing")),
            "",
            "export",
            study.path().toString());
    assertThat(export.exitCode()).isEqualTo(2);
    assertThat(export.output())
        .contains(
            "JVM's temporary folder " + folder.resolve("missing") + ": there is no such folder")
        .contains("\n  Maybe name a folder", "-Djava.io.tmpdir=")
        .doesNotContain("move it away", "\tat ");
  }

  @Test
  @Execution(CONCURRENT)
  void aTemporaryFolderThatIsFullIsSaidToBeAndAGoodOneIsLeftAsItWas() throws Exception {
    StudyFolder study = StoredStudy.write(folder.resolve("small"), "small", 6, 20);
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 100)) {
      Launched export =
          Launched.start(
              folder,
              List.of("-Djava.io.tmpdir=" + disk.folder()),
              "",
              "export",
              study.path().toString());
      assertThat(export.exitCode()).isEqualTo(2);
      assertThat(export.output()).contains("its disk is full (").doesNotContain("\tat ");
    }
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    Launched export =
        Launched.start(
            folder,
            List.of("-Djava.io.tmpdir=" + temporary),
            "",
            "export",
            study.path().toString());
    assertThat(export.exitCode()).as(export.output()).isZero();
    try (Stream<Path> left = Files.walk(temporary)) {
      assertThat(left.sorted(Comparator.reverseOrder())).containsExactly(temporary);
    }
  }

  private static void waitForResult(Path database, Launched run) throws InterruptedException {
    while (run.isAlive()) {
      if (Files.exists(database) && hasResult(database)) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("no result came:\n" + run.output());
  }

  private static boolean hasResult(Path database) {
    try (SqliteStore store = SqliteStore.openToRead(database)) {
      return !store.finished().isEmpty();
    } catch (RuntimeException e) {
      return false; // the run is just making it
    }
  }
}
