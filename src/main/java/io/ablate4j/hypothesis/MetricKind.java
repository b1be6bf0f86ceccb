package io.ablate4j.hypothesis;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The built-in metrics, in the order in which they are reported; then one kind for all probes, and
 * one for all that classes make of trials.
 */
public enum MetricKind {
  TEST_ACCURACY(
      "test-accuracy",
      "test accuracy",
      Scale.SHARE,
      true,
      .005,
      "test accuracy after the last epoch"),
  TEST_BALANCED_ACCURACY(
      "test-balanced-accuracy",
      "balanced test accuracy",
      Scale.SHARE,
      true,
      .005,
      "mean over the classes of the share of their test examples classified right, after the"
          + " last epoch"),
  TEST_MACRO_F1(
      "test-macro-f1",
      "macro F1",
      Scale.SHARE,
      true,
      .005,
      "mean over the classes of F1 on the test examples, after the last epoch"),
  GAP_ACCURACY(
      "gap-accuracy",
      "generalization gap",
      Scale.SHARE,
      false,
      .005,
      "generalization gap: train minus test accuracy after the last epoch"),
  GAP_ACCURACY_BEST_EPOCH(
      "gap-accuracy-best-epoch",
      "gap at the best epoch",
      Scale.SHARE,
      false,
      .005,
      "train minus test accuracy at the epoch of the best validation accuracy"),
  GAP_ACCURACY_MATCHED_LOSS(
      "gap-accuracy-matched-loss",
      "gap at matched training loss",
      Scale.SHARE,
      false,
      .005,
      "train minus test accuracy at the first epoch with a training loss that all arms reach"),
  GAP_LOSS(
      "gap-loss",
      "gap in loss",
      Scale.NATS,
      false,
      .05,
      "generalization gap: test minus train loss after the last epoch"),
  GAP_LOSS_BEST_EPOCH(
      "gap-loss-best-epoch",
      "gap in loss at the best epoch",
      Scale.NATS,
      false,
      .05,
      "test minus train loss at the epoch of the best validation accuracy"),
  GAP_LOSS_MATCHED_LOSS(
      "gap-loss-matched-loss",
      "gap in loss at matched training loss",
      Scale.NATS,
      false,
      .05,
      "test minus train loss at the first epoch with a training loss that all arms reach"),
  STEPS_TO_TARGET(
      "steps-to-target",
      "steps to the target",
      Scale.RATIO,
      false,
      .05,
      "training steps until the target is reached"),
  STEPS_TO_EASIER_TARGET(
      "steps-to-easier-target",
      "steps to the easier target",
      Scale.RATIO,
      false,
      .05,
      "the same for a target of twice the error rate"),
  STEPS_TO_HARDER_TARGET(
      "steps-to-harder-target",
      "steps to the harder target",
      Scale.RATIO,
      false,
      .05,
      "the same for a target of half the error rate"),
  SECONDS_TO_TARGET(
      "seconds-to-target",
      "seconds to the target",
      Scale.RATIO,
      false,
      .05,
      "steps to target times the seconds a step costs in the timing pass"),
  STEP_MILLIS(
      "step-millis",
      "time of a step",
      Scale.RATIO,
      false,
      .05,
      "milliseconds of a training step in the timing pass, one thread"),
  DIVERGENCE(
      "divergence",
      "share of diverged trials",
      Scale.SHARE,
      false,
      .05,
      "share of trials that diverged"),
  PROBE_TRAIN_ACCURACY(
      "probe:train-accuracy",
      "training accuracy",
      Scale.SHARE,
      true,
      .005,
      "accuracy on the training examples that are evaluated, after the last epoch"),
  PROBE_TRAIN_LOSS(
      "probe:train-loss",
      "training loss",
      Scale.NATS,
      false,
      .05,
      "loss on the training examples that are evaluated, after the last epoch"),
  PROBE_VALIDATION_ACCURACY(
      "probe:validation-accuracy",
      "validation accuracy",
      Scale.SHARE,
      true,
      .005,
      "validation accuracy after the last epoch"),
  PROBE_VALIDATION_LOSS(
      "probe:validation-loss",
      "validation loss",
      Scale.NATS,
      false,
      .05,
      "validation loss after the last epoch"),
  PROBE_TEST_LOSS(
      "probe:test-loss", "test loss", Scale.NATS, false, .05, "test loss after the last epoch"),
  /** Measured after each epoch where a study lists it, and compared after the last one. */
  PROBE,
  /** Made of a trial's measurements by a {@link TrialMetric}. */
  TRIAL;

  private final Definition definition;

  MetricKind() {
    definition = null;
  }

  MetricKind(
      String word,
      String name,
      Scale scale,
      boolean higherIsBetter,
      double defaultMargin,
      String meaning) {
    definition = new Definition(word, name, scale, higherIsBetter, defaultMargin, meaning);
  }

  /** As of {@link ContrastMetric}, which cannot be made while this class is. */
  private record Definition(
      String word,
      String name,
      Scale scale,
      boolean higherIsBetter,
      double defaultMargin,
      String meaning) {}

  /** Those that need no class of anybody's. */
  static Stream<MetricKind> builtIn() {
    return Arrays.stream(values()).filter(kind -> !kind.isOfClass());
  }

  /** Whether a class brings each of this kind. */
  boolean isOfClass() {
    return definition == null;
  }

  /** Of a built-in kind; made anew each time. */
  ContrastMetric metric() {
    return new ContrastMetric(
        this,
        definition.word(),
        definition.name(),
        definition.scale(),
        definition.higherIsBetter(),
        definition.defaultMargin(),
        definition.meaning());
  }
}
