package io.ablate4j.soak;

import io.ablate4j.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One run of many trials, whose processes' memory is looked at all the time. */
final class MemorySoak {
  private static final int LOOK_MILLIS = 500;
  private static final double MEBI = 1 << 20;

  private final Path folder;
  private final Findings findings;

  MemorySoak(Path folder, Findings findings) {
    this.folder = folder;
    this.findings = findings;
  }

  /**
   * What a process had.
   *
   * @param trials stored by then
   */
  private record Look(int trials, double mebi) {}

  void run(int trials) throws IOException, InterruptedException {
    Path temp = Files.createDirectories(folder.resolve("temp"));
    int seeds = (trials + 7) / 8; // two models, four arms
    Files.writeString(
        folder.resolve("long.yaml"),
        """
        name: long
        dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
        factors: { model: [mlp, cnn], regularization: [none, batch-norm, dropout, both], batchSize: 10 }
        seeds: %d
        budget: { epochs: 1 }
        """
            .formatted(seeds));
    Program program =
        Program.start(
            folder, temp, "", List.of("run", "long.yaml", "--no-timing", "--workers", "2"));
    Map<String, List<Look>> looks = new TreeMap<>();
    Path store = folder.resolve("reports/long/study.db");
    Map<Long, String> names = new TreeMap<>();
    names.put(program.pid(), "main");
    while (!program.endsWithin(LOOK_MILLIS)) {
      int stored = stored(store);
      if (stored == 0 || stored >= seeds * 8) {
        continue;
      }
      for (ProcessHandle each : program.descendants()) {
        names.computeIfAbsent(each.pid(), pid -> "worker " + names.size());
      }
      names.forEach(
          (pid, name) -> {
            double mebi = resident(pid);
            if (mebi > 0) {
              looks.computeIfAbsent(name, any -> new ArrayList<>()).add(new Look(stored, mebi));
            }
          });
    }
    tell(seeds * 8, program, looks, temp);
  }

  private void tell(int trials, Program program, Map<String, List<Look>> looks, Path temp)
      throws IOException, InterruptedException {
    findings.title("Memory over " + trials + " trials in one run");
    findings.check("exit code", program.exitCode(), program.exitCode() == 0);
    findings.check("processes", looks.size(), looks.size() == 3);
    looks.forEach(
        (name, all) -> {
          double early = mean(all, trials * .4, trials * .6);
          double late = mean(all, trials * .8, trials);
          findings.check(
              name + ": MiB at 20, 50, 90 %, and 100 trials' growth by then",
              String.format(
                  Locale.ROOT,
                  "%.0f %.0f %.0f, %+.1f",
                  mean(all, trials * .1, trials * .3),
                  early,
                  late,
                  (late - early) / (trials * .4) * 100),
              late - early < early / 10 + 24); // a leak of a quarter of a MiB a trial is more
        });
    findings.none("files left over in the temp folder", Program.names(temp));
    findings.print();
  }

  private static double mean(List<Look> looks, double from, double to) {
    return looks.stream()
        .filter(look -> look.trials() >= from && look.trials() <= to)
        .mapToDouble(Look::mebi)
        .average()
        .orElse(Double.NaN);
  }

  private static int stored(Path store) {
    if (!Files.exists(store)) {
      return 0;
    }
    try (SqliteStore read = SqliteStore.openToRead(store)) {
      return read.finished().size();
    } catch (RuntimeException e) {
      return 0; // it is just being made
    }
  }

  private static double resident(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("[^0-9]", "")))
              .findFirst()
              .orElse(0)
          / MEBI;
    } catch (IOException e) {
      return 0; // it has ended
    }
  }
}
