package io.ablate4j.trial;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What is measured during a trial; the derived ones (gap, steps to target) are analysis. */
public enum Metric {
  ACCURACY("accuracy", "share of examples classified right, inference mode, 0 to 1"),
  LOSS("loss", "mean cross-entropy in nats, inference mode, without weight penalties"),
  CHECK_ACCURACY(
      "check-accuracy", "accuracy at a check, every target.checkExamples trained examples, 0 to 1"),
  STEPS("steps", "training steps done by the end of the epoch"),
  TRAIN_SECONDS("train-seconds", "seconds of training, without evaluation, by the epoch's end"),
  EVALUATION_SECONDS("evaluation-seconds", "seconds of evaluation in the whole trial"),
  STEP_MILLIS("step-millis", "median milliseconds of a training step, first epoch left out"),
  IMAGES_PER_SECOND("images-per-second", "batch size over the median time of a step"),
  TRAINABLE_PARAMETERS("trainable-parameters", "parameters that the optimizer changes");

  /** Stores hold millions of measurements. */
  private static final Map<String, Metric> BY_WORD =
      Arrays.stream(values()).collect(Collectors.toMap(Metric::word, metric -> metric));

  private final String word;
  private final String meaning;

  Metric(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  /** The word used in the store and exports. */
  public String word() {
    return word;
  }

  /** Meaning and unit, one line. */
  public String meaning() {
    return meaning;
  }

  /** Whether it is a time or made of one, and so another in each repetition of a trial. */
  public boolean measuresTime() {
    return switch (this) {
      case TRAIN_SECONDS, EVALUATION_SECONDS, STEP_MILLIS, IMAGES_PER_SECOND -> true;
      case ACCURACY, LOSS, CHECK_ACCURACY, STEPS, TRAINABLE_PARAMETERS -> false;
    };
  }

  /**
   * @throws IllegalArgumentException if no metric has that word
   */
  public static Metric ofWord(String word) {
    Metric metric = BY_WORD.get(word);
    if (metric == null) {
      throw new IllegalArgumentException("no metric is called " + word);
    }
    return metric;
  }
}
