package io.ablate4j.run;

import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.plan.Plan;
import io.ablate4j.plan.Trial;
import io.ablate4j.store.ResultStore;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.ResultDifference;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.trial.tuning.Tuned;
import io.ablate4j.worker.RunInterrupted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Carries out the trials of a plan that its store does not have, and stores each as it ends. */
public final class StudyRunner {
  private static final double NANOS_A_SECOND = 1e9;

  private final ResultStore store;
  private final TrialExecutor executor;
  private final RunListener listener;
  private int completed;
  private int diverged;
  private int failed;
  private double trialSeconds;
  private int stored;
  private int workers;
  private double wallSeconds;

  /** A runner for one run. */
  public StudyRunner(ResultStore store, TrialExecutor executor, RunListener listener) {
    this.store = store;
    this.executor = executor;
    this.listener = listener;
  }

  /**
   * Runs what is missing: the trials that have their levels, then those whose level is chosen by
   * the first ones. The choice follows from what is stored, so that it is the same in a run that
   * goes on.
   *
   * @param record what the store keeps of the study
   * @param hypotheses of the study
   * @param plan all its trials
   * @param share those of some trials that this run is for
   * @throws RunInterrupted if the executor was asked to stop
   */
  public RunSummary run(
      StudyRecord record,
      List<Hypothesis> hypotheses,
      Plan plan,
      UnaryOperator<List<Trial>> share) {
    List<PlannedTrial> planned = plan.planned();
    store.begin(record, hypotheses, planned);
    listener.registered(store.registration());
    PlannedNetworks networks = new PlannedNetworks(record);
    carryOut(share.apply(plan.first()), networks);
    int waiting = 0;
    if (!plan.waiting().isEmpty()) {
      Tuned tuned = Tuned.of(record, planned, store.results().toList());
      List<Trial> second = plan.second(tuned.levels());
      waiting = plan.waiting().size() - second.size();
      listener.tuned(tuned);
      carryOut(share.apply(second), networks);
    }
    return new RunSummary(
        stored, completed, diverged, failed, waiting, workers, wallSeconds, trialSeconds);
  }

  private void carryOut(List<Trial> own, PlannedNetworks networks) {
    List<Trial> missing = Missing.of(own, store.measured());
    Map<TrialKey, Trial> byKey = new HashMap<>();
    missing.forEach(trial -> byKey.put(trial.key(), trial));
    stored += own.size() - missing.size();
    listener.started(stored + completed + diverged, missing);
    long start = System.nanoTime();
    executor.run(
        missing,
        result -> {
          Trial trial = byKey.get(result.key());
          save(trial, networks.check(trial.cell(), result));
        });
    wallSeconds += (System.nanoTime() - start) / NANOS_A_SECOND;
    workers = Math.max(workers, Math.min(executor.parallelism(), missing.size()));
  }

  private void save(Trial trial, TrialResult trained) {
    TrialResult result = trained;
    Optional<TrialResult> before = store.result(trial.key()).filter(stored -> !hasFailed(stored));
    Optional<TrialResult> refused = before.flatMap(stored -> refused(stored, trained));
    if (refused.isPresent()) {
      result = refused.get(); // what was stored stays
    } else {
      store.save(result);
    }
    trialSeconds +=
        trial.settings().members() * latest(result, Metric.TRAIN_SECONDS)
            + latest(result, Metric.EVALUATION_SECONDS);
    if (result.outcome() instanceof Outcome.Completed) {
      completed++;
    } else if (result.outcome() instanceof Outcome.Diverged) {
      diverged++;
    } else {
      failed++;
    }
    listener.stored(trial, result);
  }

  /**
   * A trial that is trained again for what its result lacks has to give the numbers that it gave
   * before: else arms of one study would come from two machines without anybody seeing it.
   */
  private static Optional<TrialResult> refused(TrialResult stored, TrialResult again) {
    String difference = ResultDifference.inWords(again, stored);
    return difference.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TrialResult(
                again.key(),
                new Outcome.Failed(
                    "trained again for what its stored result lacks, it gave other numbers: "
                        + difference
                        + ". The stored result stays. Maybe begin the study in another folder"
                        + " (--out)"),
                List.of(),
                again.provenance()));
  }

  private static boolean hasFailed(TrialResult result) {
    return result.outcome() instanceof Outcome.Failed;
  }

  /** Both count up during a trial; 0 if it failed. */
  private static double latest(TrialResult result, Metric metric) {
    return result.measurements().stream()
        .filter(m -> m.metric() == metric)
        .mapToDouble(Measurement::value)
        .max()
        .orElse(0);
  }
}
