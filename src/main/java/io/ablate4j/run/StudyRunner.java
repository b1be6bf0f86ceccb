package io.ablate4j.run;

import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.plan.Trial;
import io.ablate4j.store.ResultStore;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Carries out the trials of a plan that its store does not have, and stores each as it ends. */
public final class StudyRunner {
  private final ResultStore store;
  private final TrialExecutor executor;
  private final RunListener listener;
  private int completed;
  private int diverged;
  private int failed;

  /** A runner for one run. */
  public StudyRunner(ResultStore store, TrialExecutor executor, RunListener listener) {
    this.store = store;
    this.executor = executor;
    this.listener = listener;
  }

  /**
   * Runs what is missing.
   *
   * @param record what the store keeps of the study
   * @param hypotheses of the study
   * @param plan all its trials
   * @throws RunInterrupted if the executor was told to stop
   */
  public RunSummary run(StudyRecord record, List<Hypothesis> hypotheses, List<Trial> plan) {
    store.begin(record, hypotheses, plan.stream().map(Trial::planned).toList());
    Set<TrialKey> finished = store.finished();
    List<Trial> missing = plan.stream().filter(t -> !finished.contains(t.key())).toList();
    Map<TrialKey, Trial> byKey = new HashMap<>();
    missing.forEach(trial -> byKey.put(trial.key(), trial));
    int stored = plan.size() - missing.size();
    listener.started(stored, missing.size());
    executor.run(missing, result -> save(byKey.get(result.key()), result));
    return new RunSummary(stored, completed, diverged, failed);
  }

  private void save(Trial trial, TrialResult result) {
    store.save(result);
    if (result.outcome() instanceof Outcome.Completed) {
      completed++;
    } else if (result.outcome() instanceof Outcome.Diverged) {
      diverged++;
    } else {
      failed++;
    }
    listener.stored(trial, result);
  }
}
