package io.ablate4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.Datasets;
import io.ablate4j.factor.Optimizer;
import io.ablate4j.plan.Trial;
import io.ablate4j.plan.TrialFixtures;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.EngineChoice;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.CellFixtures;
import io.ablate4j.trial.Outcome;
import io.ablate4j.worker.IdleWorkers;
import io.ablate4j.worker.WorkerMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker lives as long as its run: what it does not give back after a trial adds up. */
class WorkerMemoryTest {
  private static final int TRIALS = 200;
  private static final long MEBI = 1 << 20;

  @BeforeAll
  static void onlyWhereTheSystemTellsAProcessesMemory() {
    assumeTrue(Files.exists(status(ProcessHandle.current().pid())), "no /proc/<pid>/status here");
  }

  @Test
  void twoHundredTrialsInOneWorkerLeaveItsMemoryFlat() {
    List<Long> resident = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    try (IdleWorkers idle = new IdleWorkers();
        WorkersExecutor executor =
            new WorkersExecutor(
                1,
                System.getProperty("java.class.path"),
                new DataFolders(List.of()),
                Duration.ofMinutes(30),
                idle)) {
      executor.run(
          trials(),
          result -> {
            outcomes.add(result.outcome());
            resident.add(bytes(worker(), "VmRSS"));
            if (outcomes.size() == TRIALS) {
              assertThat(bytes(worker(), "VmHWM")).as("peak").isLessThan(1536 * MEBI);
            }
          });
    }
    assertThat(outcomes).hasSize(TRIALS).containsOnly(new Outcome.Completed());
    // By then the young generation has been filled once, also where there is much memory for it.
    long early = median(resident.subList(50, 100));
    long late = median(resident.subList(TRIALS - 50, TRIALS));
    // 10 MiB is what was seen; a leak of 1 MiB a trial makes it 100.
    assertThat(late - early)
        .as("growth from %d to %d MiB", early / MEBI, late / MEBI)
        .isLessThan(early / 10 + 24 * MEBI);
  }

  /**
   * The largest network of a reference study on its largest batch, evaluated on as many images as
   * are evaluated at once; few steps, for no step allocates what the one before it did not.
   */
  @ParameterizedTest
  @EnumSource(EngineChoice.class)
  void aWorkerTrainsTheLargestReferenceNetworkInAGigabyteAndAHalf(EngineChoice engine) {
    List<Outcome> outcomes = new ArrayList<>();
    try (IdleWorkers idle = new IdleWorkers();
        WorkersExecutor executor =
            new WorkersExecutor(
                1,
                System.getProperty("java.class.path"),
                new DataFolders(List.of()),
                Duration.ofMinutes(30),
                idle)) {
      DatasetSpec images = new DatasetSpec("glyphs", 256, 250, 250, new TreeMap<>());
      Cell cell = CellFixtures.cell("inception", Regularization.BOTH.name(), 128, 1e-3, 1);
      executor.run(
          List.of(trial(cell, 1, Regularization.BOTH, images, checksum(images), engine)),
          result -> {
            outcomes.add(result.outcome());
            assertThat(bytes(worker(), "VmHWM")).as("peak with %s", engine).isLessThan(1536 * MEBI);
          });
    }
    assertThat(outcomes).containsExactly(new Outcome.Completed());
  }

  /** The networks and arms in turns, each few steps long. */
  private static List<Trial> trials() {
    DatasetSpec few = new DatasetSpec("glyphs", 20, 10, 10, new TreeMap<>());
    String checksum = checksum(few);
    List<Trial> trials = new ArrayList<>();
    for (long seed = 1; trials.size() < TRIALS; seed++) {
      for (String model : List.of("mlp", "cnn", "inception")) {
        for (Regularization arm : Regularization.builtIn()) {
          trials.add(
              trial(
                  CellFixtures.cell(model, arm.name(), 10, 1e-3, 1),
                  seed,
                  arm,
                  few,
                  checksum,
                  EngineChoice.FAST));
        }
      }
    }
    return trials.subList(0, TRIALS);
  }

  private static String checksum(DatasetSpec dataset) {
    return Datasets.onClassPath()
        .get(dataset.source())
        .open(dataset, new DataFolders(List.of()))
        .checksum();
  }

  private static Trial trial(
      Cell cell,
      long seed,
      Regularization arm,
      DatasetSpec dataset,
      String checksum,
      EngineChoice engine) {
    return TrialFixtures.trial(
        cell, seed, arm, dataset, checksum, Optimizer.DEFAULT, engine, 25, List.of());
  }

  /** This process's only child that works. */
  private static long worker() {
    return ProcessHandle.current()
        .children()
        .filter(child -> commandLine(child.pid()).contains(WorkerMain.class.getName()))
        .mapToLong(ProcessHandle::pid)
        .findFirst()
        .orElseThrow();
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline"));
    } catch (IOException e) {
      return ""; // it has ended
    }
  }

  private static long bytes(long pid, String line) {
    try {
      return Files.readAllLines(status(pid)).stream()
          .filter(text -> text.startsWith(line + ":"))
          .mapToLong(text -> 1024 * Long.parseLong(text.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path status(long pid) {
    return Path.of("/proc", String.valueOf(pid), "status");
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
