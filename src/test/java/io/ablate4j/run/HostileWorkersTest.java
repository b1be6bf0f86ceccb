package io.ablate4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.plan.Trial;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.worker.HostileTrials;
import io.ablate4j.worker.IdleWorkers;
import io.ablate4j.worker.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Whatever code in a worker does to it is at most a failed trial that says why. */
class HostileWorkersTest {
  private static final Map<String, Integer> SIGNALS =
      Map.of("sighup", 1, "sigint", 2, "sigterm", 15);

  private static final String DONE = "";

  /** By model, how the reason begins; none where its trial is carried out all the same. */
  private static Map<String, String> expected() {
    Map<String, String> reasons = new LinkedHashMap<>();
    String exit = "the worker process ended with exit code ";
    String called = ": System.exit was called by io.ablate4j.hostile.HostileModel";
    reasons.put("exit-0", exit + 0 + called);
    reasons.put("exit-130", exit + 130 + called);
    reasons.put("exit-143", exit + 143 + called);
    reasons.put("exit-elsewhere", exit + 5 + called);
    reasons.put("halt", exit + 7);
    reasons.put("sigterm", exit + "143: it was sent SIGTERM");
    reasons.put("sighup", exit + "129: it was sent SIGHUP");
    reasons.put("sigint", exit + "130: it was sent SIGINT");
    reasons.put("sigkill", exit + "137 (killed");
    reasons.put("no-text", exit + "3\nlast ");
    reasons.put("closes-streams", DONE);
    reasons.put("no-line-end", DONE);
    reasons.put("forges", DONE);
    reasons.put("reads-input", DONE);
    reasons.put("floods", DONE);
    reasons.put("swaps-streams", DONE);
    reasons.put("changes-defaults", DONE);
    reasons.put("leaves-child", exit + 9);
    reasons.put("overflows", "StackOverflowError");
    reasons.put("fills-memory", "OutOfMemoryError: Java heap space");
    reasons.put("crashes", "the worker's JVM crashed: SIGSEGV (0xb) in ");
    reasons.put("throws-much", "IllegalStateException: long long ");
    reasons.put("throws-error", "AssertionError: not as asserted");
    reasons.put("unspeakable", "Unspeakable, which cannot say why at ");
    reasons.put("interrupts", "code in the trial interrupted the thread that trains");
    reasons.put(
        "gives-null", "IllegalStateException: the model \"gives-null\" gave null for its network");
    // Who ignores a signal hands that on to all it starts, as nohup does: nothing comes of it then.
    SIGNALS.forEach(
        (model, number) -> {
          if (isIgnored(number)) {
            reasons.remove(model);
          }
        });
    return reasons;
  }

  private static boolean isIgnored(int signal) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
          .anyMatch(mask -> (mask >> (signal - 1) & 1) == 1);
    } catch (IOException e) {
      return false; // no Linux
    }
  }

  @Test
  void eachOfThemCostsItsOwnTrialAndNoOther() {
    List<Trial> trials = new ArrayList<>();
    Map<TrialKey, String> models = new HashMap<>();
    for (String model : expected().keySet()) {
      for (Regularization arm : List.of(Regularization.BATCH_NORM, Regularization.NONE)) {
        Trial trial = HostileTrials.of(model, arm, 1);
        trials.add(trial);
        models.put(trial.key(), model + " " + arm.name());
      }
    }
    Map<String, Outcome> outcomes = new HashMap<>();
    run(trials, Duration.ofMinutes(10), WorkerProcess.STILLNESS)
        .forEach(result -> outcomes.put(models.get(result.key()), result.outcome()));
    SoftAssertions softly = new SoftAssertions();
    softly.assertThat(outcomes).hasSize(trials.size());
    expected()
        .forEach(
            (model, reason) -> {
              softly
                  .assertThat(outcomes.get(model + " none"))
                  .as(model + " none")
                  .isEqualTo(new Outcome.Completed());
              Outcome outcome = outcomes.get(model + " batch-norm");
              if (reason.equals(DONE)) {
                softly.assertThat(outcome).as(model).isEqualTo(new Outcome.Completed());
              } else {
                softly.assertThat(outcome).as(model).isInstanceOf(Outcome.Failed.class);
                softly.assertThat(outcome.reason()).as(model).startsWith(reason);
                softly.assertThat(outcome.reason()).as(model).hasSizeLessThan(2100);
              }
            });
    softly.assertAll();
    assertThat(ProcessHandle.current().descendants().filter(HostileWorkersTest::sleeps)).isEmpty();
  }

  private static boolean sleeps(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("sleep");
  }

  @Test
  void aWorkerThatSleepsOrIsStoppedOrSpinsIsEndedAndItsTrialTriedOnceMore() {
    List<Trial> trials =
        List.of(
            HostileTrials.of("sleeps", Regularization.BATCH_NORM, 1),
            HostileTrials.of("sigstop", Regularization.BATCH_NORM, 1),
            HostileTrials.of("spins", Regularization.BATCH_NORM, 1));
    assertThat(run(trials, Duration.ofSeconds(20), Duration.ofSeconds(2)))
        .hasSize(trials.size())
        .allSatisfy(
            result -> {
              assertThat(result.outcome()).isInstanceOf(Outcome.Failed.class);
              assertThat(result.outcome().reason())
                  .startsWith("the worker hung: ")
                  .contains("; it was tried twice");
            });
  }

  @Test
  void whatATrialChangesForAllThatFollowInItsProcessNoneOfThemMeets() {
    List<String> before = List.of("closes-streams", "swaps-streams", "changes-defaults");
    List<Trial> alone = new ArrayList<>();
    List<Trial> mixed = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      alone.add(HostileTrials.of("forges", Regularization.BATCH_NORM, 1, 1 + i));
      mixed.add(HostileTrials.of(before.get(i), Regularization.BATCH_NORM, 1));
      mixed.add(alone.get(i));
    }
    List<TrialResult> undisturbed = run(alone, Duration.ofMinutes(10), WorkerProcess.STILLNESS, 1);
    List<TrialResult> results = run(mixed, Duration.ofMinutes(10), WorkerProcess.STILLNESS, 1);
    assertThat(results)
        .hasSize(mixed.size())
        .extracting(TrialResult::outcome)
        .containsOnly(new Outcome.Completed());
    for (int i = 0; i < before.size(); i++) {
      TrialResult after = results.get(2 * i + 1);
      assertThat(after.key()).isEqualTo(alone.get(i).key());
      assertThat(learned(after)).as(before.get(i)).isEqualTo(learned(undisturbed.get(i)));
    }
  }

  private static List<Measurement> learned(TrialResult result) {
    return result.measurements().stream().filter(m -> m.split() != Split.NONE).toList();
  }

  private static List<TrialResult> run(List<Trial> trials, Duration timeout, Duration stillness) {
    return run(trials, timeout, stillness, 2);
  }

  private static List<TrialResult> run(
      List<Trial> trials, Duration timeout, Duration stillness, int workers) {
    List<TrialResult> results = new ArrayList<>();
    try (IdleWorkers idle = new IdleWorkers();
        WorkersExecutor executor =
            new WorkersExecutor(
                workers,
                HostileTrials.CLASS_PATH,
                HostileTrials.NO_FOLDERS,
                trial -> timeout,
                idle,
                stillness)) {
      executor.run(trials, results::add);
    }
    return results;
  }
}
