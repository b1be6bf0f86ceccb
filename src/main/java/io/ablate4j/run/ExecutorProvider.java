package io.ablate4j.run;

import java.util.List;

/**
 * Whoever carries out trials: one class that implements this, and one line in {@code
 * META-INF/services/io.ablate4j.run.ExecutorProvider}. It needs a public constructor without
 * parameters. Where trials run changes no result: an executor hands over what {@link
 * io.ablate4j.train.TrialTrainer} gives, wherever it has it called.
 */
public interface ExecutorProvider {
  /** As {@code run --executor} names it: lower-case letters, digits and hyphens. */
  String id();

  /** One line for {@code list executors}. */
  String description();

  /** The options it takes, in the order in which they are listed. */
  default List<ExecutorOption> options() {
    return List.of();
  }

  /** Whether trials run on other machines than this one; then nothing is timed after them. */
  default boolean isElsewhere() {
    return false;
  }

  /**
   * What carries out the trials, for the report's provenance, such as "2 workers". Asked before
   * anything is written, so that wrong options can be refused.
   *
   * @throws io.ablate4j.problem.ProblemsException if the options, or what it needs of this machine,
   *     are not right
   */
  default String inWords(ExecutorContext context) {
    return id();
  }

  /**
   * Makes it ready; it is closed at the end.
   *
   * @throws io.ablate4j.problem.ProblemsException if it cannot be used
   */
  TrialExecutor create(ExecutorContext context);
}
