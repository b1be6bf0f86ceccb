package io.ablate4j.analysis;

/** The numbers told of each trial, in the order of tables and exports. */
public enum TrialColumn {
  EPOCHS("epochs", "epochs done: the last one in which anything was measured"),
  TRAIN_ACCURACY("train_accuracy", "at the last epoch, 0 to 1"),
  TRAIN_LOSS("train_loss", "at the last epoch, nats"),
  VALIDATION_ACCURACY("validation_accuracy", "at the last epoch, 0 to 1"),
  VALIDATION_LOSS("validation_loss", "at the last epoch, nats"),
  TEST_ACCURACY("test_accuracy", "at the end, 0 to 1"),
  TEST_LOSS("test_loss", "at the end, nats"),
  GAP_ACCURACY("gap_accuracy", "train minus test accuracy; above zero is overfitting"),
  GAP_LOSS("gap_loss", "test minus train loss, nats; above zero is overfitting"),
  BEST_EPOCH("best_epoch", "first epoch with the highest validation accuracy"),
  STEPS_TO_TARGET(
      "steps_to_target", "training steps by the first epoch at or above the study's target"),
  SECONDS_TO_TARGET(
      "seconds_to_target", "training seconds by the first epoch at or above the study's target"),
  STEP_MILLIS("step_millis", "median milliseconds of a training step"),
  IMAGES_PER_SECOND("images_per_second", "batch size over the median time of a step"),
  TRAINABLE_PARAMETERS("trainable_parameters", "parameters that the optimizer changes"),
  TRAIN_SECONDS("train_seconds", "seconds of training, without evaluation");

  private final String word;
  private final String meaning;

  TrialColumn(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  /** The word used in exports. */
  public String word() {
    return word;
  }

  /** Meaning and unit, one line. */
  public String meaning() {
    return meaning;
  }
}
