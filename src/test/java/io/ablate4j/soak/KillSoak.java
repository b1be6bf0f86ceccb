package io.ablate4j.soak;

import io.ablate4j.store.SqliteStore;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * One study that is killed again and again, and one that is not. A study that is done before all
 * kills are spent is begun anew.
 */
final class KillSoak {
  private static final String STUDY =
      """
      name: killed
      dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
      factors:
        model: [mlp, cnn]
        regularization: [none, batch-norm, both]
        batchSize: 10
      seeds: 8
      budget: { epochs: 2 }
      target: { metric: validation-accuracy, value: 0.3 }
      probes: [weight-norm]
      hypotheses:
        - claim: Both together generalize better than neither
          compare: { regularization: [both, none] }
          metric: test-accuracy
          expect: higher
      """;

  private static final List<String> RUN = List.of("run", "killed.yaml");
  private static final long ORPHAN_MILLIS = TimeUnit.SECONDS.toMillis(60);

  private enum Victim {
    MAIN,
    WORKER,
    BOTH
  }

  private final Path folder;
  private final Path temp;
  private final Findings findings;
  private final Random random = new Random(20);
  private final Map<TrialKey, TrialResult> known = new HashMap<>();
  private final Map<Victim, Integer> kills = new TreeMap<>();
  private final List<String> changed = new ArrayList<>();
  private final List<String> orphans = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();
  private final List<String> different = new ArrayList<>();
  private final List<String> leftovers = new ArrayList<>();
  private double wholeMillis;
  private int studies;
  private int resumed;

  KillSoak(Path folder, Findings findings) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.findings = findings;
    temp = Files.createDirectories(folder.resolve("temp"));
  }

  void run(int count) throws IOException, InterruptedException {
    Path calm = study("calm");
    long begun = System.nanoTime();
    int code = Program.run(calm, temp, "", RUN);
    wholeMillis = (System.nanoTime() - begun) / 1e6;
    if (code != 0) {
      throw new AssertionError("the run that nobody kills ends with " + code);
    }
    export(calm);
    List<String> files = Program.names(calm.resolve("reports"));
    while (kills.values().stream().mapToInt(Integer::intValue).sum() < count) {
      studies++;
      known.clear();
      Path killed = study("killed-" + studies);
      killUntilDone(killed, count);
      lost.addAll(missing(calm, killed));
      export(killed);
      Tables.different(reports(calm), reports(killed))
          .forEach(name -> different.add("study " + studies + ", " + name));
      Program.names(killed.resolve("reports")).stream()
          .filter(name -> !files.contains(name))
          .filter(name -> !name.endsWith(".unfinished")) // collected after a minute
          .forEach(name -> leftovers.add("study " + studies + ", reports/" + name));
    }
    Program.names(temp).forEach(name -> leftovers.add("temp/" + name));
    tell();
  }

  private void tell() {
    findings.title("Killed (kill -9)");
    findings.figure(
        "kills of main, a worker, both",
        kills.entrySet().stream()
            .map(
                kill ->
                    kill.getValue() + " " + kill.getKey().name().toLowerCase(java.util.Locale.ROOT))
            .collect(Collectors.joining(", ")));
    findings.figure("studies carried to their end, by so many runs", studies + ", " + resumed);
    findings.none("trials lost", lost);
    findings.none("stored results that changed: lost or trained again", changed);
    findings.none("tables that differ from those of a calm run, but for times", different);
    findings.none("processes left over a minute after their main one", orphans);
    findings.none("files left over in reports and in the temp folder", leftovers);
    findings.none("runs that ended as they should not", failures);
    findings.print();
  }

  private Path study(String name) throws IOException {
    Path place = Files.createDirectories(folder.resolve(name));
    Files.writeString(place.resolve("killed.yaml"), STUDY);
    return place;
  }

  private static Path reports(Path place) {
    return place.resolve("reports/killed");
  }

  private void export(Path place) throws IOException, InterruptedException {
    if (Program.run(place, temp, "", List.of("export", reports(place).toString())) != 0) {
      throw new AssertionError("the export fails");
    }
  }

  private void killUntilDone(Path place, int count) throws IOException, InterruptedException {
    while (true) {
      Program program = Program.start(place, temp, "", RUN);
      resumed++;
      boolean failed = killSome(program, count);
      if (!program.isAlive() && program.exitCode() == 0) {
        remember(place);
        return;
      }
      // A trial whose worker was killed twice has failed, and is tried again by the next run.
      if (!failed && program.exitCode() != 137 && !program.output().contains(" failed: ")) {
        failures.add("exit code " + program.exitCode() + ": " + last(program.output()));
      }
      remember(place);
    }
  }

  /** Kills workers until it is the main process's turn, or until it ends by itself. */
  private boolean killSome(Program program, int count) throws IOException, InterruptedException {
    boolean workerKilled = false;
    while (kills.values().stream().mapToInt(Integer::intValue).sum() < count) {
      // Early moments are rarer in a run than late ones, but each run has them.
      long wait = (long) (wholeMillis * Math.pow(random.nextDouble(), 2) * .8);
      if (program.endsWithin(wait)) {
        return workerKilled;
      }
      List<ProcessHandle> workers = program.descendants();
      Victim victim = Victim.values()[random.nextInt(Victim.values().length)];
      if (victim == Victim.WORKER && workers.isEmpty()) {
        continue;
      }
      kills.merge(victim, 1, Integer::sum);
      if (victim != Victim.MAIN) {
        int one = workers.isEmpty() ? 0 : random.nextInt(workers.size());
        workers.stream()
            .skip(one)
            .limit(victim == Victim.BOTH ? 9 : 1)
            .forEach(ProcessHandle::destroyForcibly);
        workerKilled = true;
      }
      if (victim != Victim.WORKER) {
        program.kill();
        awaitEnd(workers);
        System.out.printf("%s killed after %d results%n", victim, known.size());
        return workerKilled;
      }
    }
    program.exitCode();
    return workerKilled;
  }

  private void awaitEnd(List<ProcessHandle> workers) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ORPHAN_MILLIS);
    for (ProcessHandle worker : workers) {
      while (worker.isAlive() && System.nanoTime() - end < 0) {
        Thread.sleep(20);
      }
      if (worker.isAlive()) {
        orphans.add(worker.info().commandLine().orElse("?") + " (" + worker.pid() + ")");
        worker.destroyForcibly();
      }
    }
  }

  /** Looks whether each result that was stored before still is what it was, times included. */
  private void remember(Path place) {
    Path file = reports(place).resolve("study.db");
    if (!Files.exists(file)) {
      return;
    }
    Map<TrialKey, TrialResult> now = finished(file);
    known.forEach(
        (key, result) -> {
          if (!result.equals(now.get(key))) {
            changed.add(key + (now.containsKey(key) ? " was trained again" : " is gone"));
          }
        });
    known.putAll(now);
  }

  private static Map<TrialKey, TrialResult> finished(Path file) {
    try (SqliteStore store = SqliteStore.openToRead(file)) {
      return store
          .results()
          .filter(result -> !(result.outcome() instanceof Outcome.Failed))
          .collect(Collectors.toMap(TrialResult::key, result -> result));
    } catch (RuntimeException e) {
      if (Files.exists(file) && file.toFile().length() > 0) {
        System.out.println("not readable yet: " + e.getMessage());
      }
      return Map.of(); // killed while it was being made
    }
  }

  private static List<String> missing(Path calm, Path killed) {
    Map<TrialKey, TrialResult> there = finished(reports(killed).resolve("study.db"));
    return finished(reports(calm).resolve("study.db")).keySet().stream()
        .filter(key -> !there.containsKey(key))
        .map(TrialKey::toString)
        .toList();
  }

  private static String last(String output) {
    return output.substring(Math.max(0, output.length() - 300)).strip().replace('\n', '|');
  }
}
