package io.ablate4j.run;

import io.ablate4j.plan.Trial;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.worker.RunInterrupted;
import java.util.List;
import java.util.function.Consumer;

/** Carries out trials; where and how many at once is its own affair and changes no result. */
public interface TrialExecutor extends AutoCloseable {
  /**
   * Carries out all trials and hands over each result as it comes, one at a time.
   *
   * @throws RunInterrupted if it was asked to stop; results handed over before are good
   */
  void run(List<Trial> trials, Consumer<TrialResult> sink);

  /** How many trials may run at the same time. */
  int parallelism();

  /** Stops at once; a trial that runs is lost. */
  @Override
  void close();
}
