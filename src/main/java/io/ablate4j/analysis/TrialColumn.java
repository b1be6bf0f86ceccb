package io.ablate4j.analysis;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.trial.EpochNumber;
import io.ablate4j.trial.LastValue;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.StepsToTarget;
import io.ablate4j.trial.TargetLevel;
import io.ablate4j.trial.TrialNumber;
import java.util.Arrays;

/**
 * The numbers told of each trial, in the order of tables and exports. What a column holds, and what
 * it is called, is that of its {@link TrialNumber}.
 */
public enum TrialColumn {
  EPOCHS(EpochNumber.EPOCHS),
  STEPS(Metric.STEPS, Split.NONE),
  TRAIN_ACCURACY(Metric.ACCURACY, Split.TRAIN),
  TRAIN_LOSS(Metric.LOSS, Split.TRAIN),
  VALIDATION_ACCURACY(Metric.ACCURACY, Split.VALIDATION),
  VALIDATION_LOSS(Metric.LOSS, Split.VALIDATION),
  TEST_ACCURACY(ContrastMetric.TEST_ACCURACY),
  TEST_LOSS(Metric.LOSS, Split.TEST),
  TEST_BALANCED_ACCURACY(ContrastMetric.TEST_BALANCED_ACCURACY),
  TEST_MACRO_F1(ContrastMetric.TEST_MACRO_F1),
  GAP_ACCURACY(ContrastMetric.GAP_ACCURACY),
  GAP_LOSS(ContrastMetric.GAP_LOSS),
  GAP_ACCURACY_BEST_EPOCH(ContrastMetric.GAP_ACCURACY_BEST_EPOCH),
  GAP_LOSS_BEST_EPOCH(ContrastMetric.GAP_LOSS_BEST_EPOCH),
  GAP_ACCURACY_MATCHED_LOSS(ContrastMetric.GAP_ACCURACY_MATCHED_LOSS),
  GAP_LOSS_MATCHED_LOSS(ContrastMetric.GAP_LOSS_MATCHED_LOSS),
  BEST_EPOCH(EpochNumber.BEST_EPOCH),
  STEPS_TO_TARGET(ContrastMetric.STEPS_TO_TARGET),
  STEPS_TO_EASIER_TARGET(ContrastMetric.STEPS_TO_EASIER_TARGET),
  STEPS_TO_HARDER_TARGET(ContrastMetric.STEPS_TO_HARDER_TARGET),
  STEP_MILLIS(Metric.STEP_MILLIS, Split.NONE),
  IMAGES_PER_SECOND(Metric.IMAGES_PER_SECOND, Split.NONE),
  TRAINABLE_PARAMETERS(Metric.TRAINABLE_PARAMETERS, Split.NONE),
  TRAIN_SECONDS(Metric.TRAIN_SECONDS, Split.NONE);

  private final TrialNumber number;
  private final String word;

  TrialColumn(TrialNumber number) {
    this.number = number;
    word = number.word().replace('-', '_');
  }

  TrialColumn(Metric metric, Split split) {
    this(new LastValue(metric, split));
  }

  TrialColumn(ContrastMetric metric) {
    this(metric.number().orElseThrow());
  }

  /**
   * The column that holds the numbers of a metric.
   *
   * @throws IllegalArgumentException if none does
   */
  public static TrialColumn of(ContrastMetric metric) {
    return of(
        metric
            .number()
            .orElseThrow(() -> new IllegalArgumentException("no column of " + metric.word())));
  }

  /** The column with the steps of trials that reached a target. */
  public static TrialColumn of(TargetLevel level) {
    return of(new StepsToTarget(level));
  }

  private static TrialColumn of(TrialNumber number) {
    return Arrays.stream(values())
        .filter(column -> column.number.equals(number))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no column of " + number.word()));
  }

  /** What it holds. */
  public TrialNumber number() {
    return number;
  }

  /** The word used in exports. */
  public String word() {
    return word;
  }

  /** Whether it depends on the processor, and on what else that had to do. */
  public boolean measuresTime() {
    return number.quantity().isTime();
  }
}
