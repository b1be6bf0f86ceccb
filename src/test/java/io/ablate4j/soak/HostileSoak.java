package io.ablate4j.soak;

import io.ablate4j.model.ModelFactory;
import io.ablate4j.store.SqliteStore;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Every hostile model again and again, in one study with one that does no harm: each hostile trial
 * fails with its reason, or is completed where it only makes noise, and no other trial is touched.
 */
final class HostileSoak {
  /** They only make noise, or go well when they are tried again. */
  private static final Set<String> COMPLETED =
      Set.of(
          "no-line-end",
          "forges",
          "reads-input",
          "floods",
          "closes-streams",
          "swaps-streams",
          "changes-defaults",
          "sleeps-once");

  /** A hang is noticed after a minute, and tried a second time. */
  private static final Set<String> SLOW = Set.of("sleeps", "sigstop", "spins");

  private static final int LONGEST_REASON = 2100;

  private final Path folder;
  private final Path services;
  private final Findings findings;

  /**
   * @param services folder whose META-INF names the hostile models
   */
  HostileSoak(Path folder, Path services, Findings findings) {
    this.folder = folder;
    this.services = services;
    this.findings = findings;
  }

  /**
   * Does it.
   *
   * @param slow times for those that are noticed after a minute; 0 leaves them out
   */
  void run(int times, int slow)
      throws IOException, InterruptedException, ReflectiveOperationException {
    List<String> ids = ids();
    List<String> quick = ids.stream().filter(id -> !SLOW.contains(id)).toList();
    run("quick", quick, times);
    if (slow > 0) {
      run("slow", ids.stream().filter(SLOW::contains).toList(), slow);
    }
  }

  private List<String> ids() throws IOException, ReflectiveOperationException {
    List<String> ids = new ArrayList<>();
    Path names = services.resolve("META-INF/services").resolve(ModelFactory.class.getName());
    for (String name : Files.readAllLines(names)) {
      if (!name.isBlank()) {
        ids.add(((ModelFactory) Class.forName(name).getConstructor().newInstance()).id());
      }
    }
    return ids;
  }

  private void run(String name, List<String> ids, int times)
      throws IOException, InterruptedException {
    Path place = Files.createDirectories(folder.resolve(name));
    Path temp = Files.createDirectories(place.resolve("temp"));
    Files.createDirectories(place.resolve("target")); // one of the deeds leaves a note there
    Files.writeString(
        place.resolve("hostile.yaml"),
        """
        name: hostile
        dataset: { source: glyphs, train: 60, validation: 30, test: 30 }
        factors: { model: [mlp, %s], regularization: [none, batch-norm], batchSize: 10 }
        seeds: %d
        budget: { epochs: 1, timeoutMinutes: 2 }
        """
            .formatted(String.join(", ", ids), times));
    Program program =
        Program.start(
            place,
            temp,
            services.toString(),
            List.of("run", "hostile.yaml", "--no-timing", "--workers", "2"));
    List<ProcessHandle> seen = new ArrayList<>();
    while (!program.endsWithin(100)) {
      program.descendants().stream().filter(each -> !seen.contains(each)).forEach(seen::add);
    }
    Thread.sleep(1000);
    findings.title("Hostile models (" + name + "): " + String.join(", ", ids));
    findings.figure("times each, beside as many harmless trials of each", times);
    int code = program.exitCode();
    findings.check("exit code", code, code == 1);
    if (code != 1) {
      String output = program.output();
      findings.figure("last words", output.substring(Math.max(0, output.length() - 600)));
    }
    List<String> left =
        seen.stream()
            .filter(ProcessHandle::isAlive)
            .map(each -> each.info().commandLine().orElse("?") + " (" + each.pid() + ")")
            .toList();
    findings.none("processes left over", left);
    findings.none("files left over in the temp folder", Program.names(temp));
    judge(place, (ids.size() + 1) * 2 * times);
    findings.print();
  }

  private void judge(Path place, int trials) {
    List<String> wrong = new ArrayList<>();
    List<String> unreasonable = new ArrayList<>();
    Map<String, Integer> outcomes = new TreeMap<>();
    int stored = 0;
    try (SqliteStore store = SqliteStore.openToRead(place.resolve("reports/hostile/study.db"))) {
      Map<TrialKey, Cell> cells =
          store.planned().stream().collect(Collectors.toMap(PlannedTrial::key, PlannedTrial::cell));
      for (TrialResult result : store.results().toList()) {
        stored++;
        Cell cell = cells.get(result.key());
        String model = cell.level("model");
        boolean harmless =
            model.equals("mlp")
                || COMPLETED.contains(model)
                || cell.level("regularization").equals("none");
        outcomes.merge(result.outcome().word(), 1, Integer::sum);
        if (result.outcome() instanceof Outcome.Completed != harmless) {
          wrong.add(model + " " + result.outcome().word() + ": " + result.outcome().reason());
        }
        String reason = result.outcome().reason();
        if (reason.length() > LONGEST_REASON
            || reason.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
          unreasonable.add(model + ": " + reason.length() + " characters");
        }
      }
    }
    findings.check("results of " + trials + " trials", outcomes, stored == trials);
    findings.none("trials with another outcome than they should have", wrong);
    findings.none("reasons that are too long, or have control characters", unreasonable);
  }
}
