package io.ablate4j.analysis;

import io.ablate4j.hypothesis.ContrastMetric;
import java.util.EnumSet;
import java.util.Set;

/** The numbers told of each trial, in the order of tables and exports. */
public enum TrialColumn {
  EPOCHS("epochs", "epochs done: the last one in which anything was measured"),
  STEPS("steps", "training steps done"),
  TRAIN_ACCURACY("train_accuracy", "at the last epoch, 0 to 1"),
  TRAIN_LOSS("train_loss", "at the last epoch, nats"),
  VALIDATION_ACCURACY("validation_accuracy", "at the last epoch, 0 to 1"),
  VALIDATION_LOSS("validation_loss", "at the last epoch, nats"),
  TEST_ACCURACY("test_accuracy", "at the last epoch of a completed trial, 0 to 1"),
  TEST_LOSS("test_loss", "at the last epoch of a completed trial, nats"),
  TEST_BALANCED_ACCURACY(
      "test_balanced_accuracy",
      "mean over the classes of the share classified right, at the last epoch of a completed trial,"
          + " 0 to 1"),
  TEST_MACRO_F1(
      "test_macro_f1",
      "mean over the classes of F1, at the last epoch of a completed trial, 0 to 1"),
  GAP_ACCURACY(
      "gap_accuracy", "train minus test accuracy at the last epoch; above zero is overfitting"),
  GAP_LOSS("gap_loss", "test minus train loss at the last epoch, nats; above zero is overfitting"),
  GAP_ACCURACY_BEST_EPOCH("gap_accuracy_best_epoch", "the gap in accuracy at the best epoch"),
  GAP_LOSS_BEST_EPOCH("gap_loss_best_epoch", "the gap in loss at the best epoch, nats"),
  GAP_ACCURACY_MATCHED_LOSS(
      "gap_accuracy_matched_loss",
      "the gap in accuracy at the first epoch with a training loss that all arms reach"),
  GAP_LOSS_MATCHED_LOSS(
      "gap_loss_matched_loss",
      "the gap in loss at the first epoch with a training loss that all arms reach, nats"),
  BEST_EPOCH("best_epoch", "first epoch with the highest validation accuracy"),
  STEPS_TO_TARGET(
      "steps_to_target",
      "training steps by the first of two checks in a row that reach the target"),
  STEPS_TO_EASIER_TARGET("steps_to_easier_target", "the same for a target of twice the error rate"),
  STEPS_TO_HARDER_TARGET("steps_to_harder_target", "the same for a target of half the error rate"),
  STEP_MILLIS("step_millis", "median milliseconds of a training step"),
  IMAGES_PER_SECOND("images_per_second", "batch size over the median time of a step"),
  TRAINABLE_PARAMETERS("trainable_parameters", "parameters that the optimizer changes"),
  TRAIN_SECONDS("train_seconds", "seconds of training, without evaluation");

  private static final Set<TrialColumn> TIMES =
      EnumSet.of(STEP_MILLIS, IMAGES_PER_SECOND, TRAIN_SECONDS);

  private final String word;
  private final String meaning;

  TrialColumn(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  /**
   * The column that holds the numbers of a metric.
   *
   * @throws IllegalArgumentException if none does
   */
  public static TrialColumn of(ContrastMetric metric) {
    return valueOf(metric.kind().name());
  }

  /** The word used in exports. */
  public String word() {
    return word;
  }

  /** Whether it depends on the processor, and on what else that had to do. */
  public boolean measuresTime() {
    return TIMES.contains(this);
  }

  /** Meaning and unit, one line. */
  public String meaning() {
    return meaning;
  }
}
