package io.ablate4j.hypothesis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What two levels of a factor can be compared on. */
public enum ContrastMetric {
  TEST_ACCURACY("test-accuracy", Scale.SHARE, true, .005, "test accuracy after the last epoch"),
  GAP_ACCURACY(
      "gap-accuracy",
      Scale.SHARE,
      false,
      .005,
      "generalization gap: train minus test accuracy after the last epoch"),
  GAP_ACCURACY_BEST_EPOCH(
      "gap-accuracy-best-epoch",
      Scale.SHARE,
      false,
      .005,
      "train minus test accuracy at the epoch of the best validation accuracy"),
  GAP_ACCURACY_MATCHED_LOSS(
      "gap-accuracy-matched-loss",
      Scale.SHARE,
      false,
      .005,
      "train minus test accuracy at the first epoch with a training loss that all arms reach"),
  GAP_LOSS(
      "gap-loss",
      Scale.NATS,
      false,
      .05,
      "generalization gap: test minus train loss after the last epoch"),
  GAP_LOSS_BEST_EPOCH(
      "gap-loss-best-epoch",
      Scale.NATS,
      false,
      .05,
      "test minus train loss at the epoch of the best validation accuracy"),
  GAP_LOSS_MATCHED_LOSS(
      "gap-loss-matched-loss",
      Scale.NATS,
      false,
      .05,
      "test minus train loss at the first epoch with a training loss that all arms reach"),
  STEPS_TO_TARGET(
      "steps-to-target", Scale.RATIO, false, .05, "training steps until the target is reached"),
  STEPS_TO_EASIER_TARGET(
      "steps-to-easier-target",
      Scale.RATIO,
      false,
      .05,
      "the same for a target of twice the error rate"),
  STEPS_TO_HARDER_TARGET(
      "steps-to-harder-target",
      Scale.RATIO,
      false,
      .05,
      "the same for a target of half the error rate"),
  SECONDS_TO_TARGET(
      "seconds-to-target",
      Scale.RATIO,
      false,
      .05,
      "steps to target times the seconds a step costs in the timing pass"),
  STEP_MILLIS(
      "step-millis",
      Scale.RATIO,
      false,
      .05,
      "milliseconds of a training step in the timing pass, one thread"),
  DIVERGENCE("divergence", Scale.SHARE, false, .05, "share of trials that diverged"),
  PROBE_TRAIN_ACCURACY(
      "probe:train-accuracy",
      Scale.SHARE,
      true,
      .005,
      "accuracy on the training examples that are evaluated, after the last epoch"),
  PROBE_TRAIN_LOSS(
      "probe:train-loss",
      Scale.NATS,
      false,
      .05,
      "loss on the training examples that are evaluated, after the last epoch"),
  PROBE_VALIDATION_ACCURACY(
      "probe:validation-accuracy",
      Scale.SHARE,
      true,
      .005,
      "validation accuracy after the last epoch"),
  PROBE_VALIDATION_LOSS(
      "probe:validation-loss", Scale.NATS, false, .05, "validation loss after the last epoch"),
  PROBE_TEST_LOSS("probe:test-loss", Scale.NATS, false, .05, "test loss after the last epoch");

  /** How two values are set against one another, and the unit of the result. */
  public enum Scale {
    /** Difference of two shares, each 0 to 1. */
    SHARE,
    /** Difference of two losses, in nats. */
    NATS,
    /** Natural logarithm of a ratio; told as the ratio. */
    RATIO
  }

  private final String word;
  private final Scale scale;
  private final boolean higherIsBetter;
  private final double defaultMargin;
  private final String meaning;

  ContrastMetric(
      String word, Scale scale, boolean higherIsBetter, double defaultMargin, String meaning) {
    this.word = word;
    this.scale = scale;
    this.higherIsBetter = higherIsBetter;
    this.defaultMargin = defaultMargin;
    this.meaning = meaning;
  }

  /** The word used in study files, the store, the report and exports. */
  public String word() {
    return word;
  }

  /** How two values are set against one another. */
  public Scale scale() {
    return scale;
  }

  /** Which direction is an improvement. */
  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /**
   * The margin of a hypothesis that sets none: a difference in the metric's own unit, or for a
   * ratio its distance from 1, so that .05 means from 1/1.05 to 1.05.
   */
  public double defaultMargin() {
    return defaultMargin;
  }

  /** Meaning, one line. */
  public String meaning() {
    return meaning;
  }

  /**
   * Whether it is a number that every trial records by epoch, and that is compared only where a
   * hypothesis asks for it.
   */
  public boolean isProbe() {
    return word.startsWith("probe:");
  }

  /** The metric of that word. */
  public static Optional<ContrastMetric> ofWord(String word) {
    return Arrays.stream(values()).filter(metric -> metric.word.equals(word)).findFirst();
  }

  /** All words, in order. */
  public static List<String> words() {
    return Arrays.stream(values()).map(ContrastMetric::word).toList();
  }
}
