package io.ablate4j.report;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.trial.StudyRecord;
import java.math.BigDecimal;

/** The report's phrases for contrasts; what a design with seeds for replicates carries, no more. */
final class Wording {
  private Wording() {}

  /** What a metric is called in running text. */
  static String name(ContrastMetric metric) {
    return switch (metric.kind()) {
      case TEST_ACCURACY -> "test accuracy";
      case TEST_BALANCED_ACCURACY -> "balanced test accuracy";
      case TEST_MACRO_F1 -> "macro F1";
      case GAP_ACCURACY -> "generalization gap";
      case GAP_ACCURACY_BEST_EPOCH -> "gap at the best epoch";
      case GAP_ACCURACY_MATCHED_LOSS -> "gap at matched training loss";
      case GAP_LOSS -> "gap in loss";
      case GAP_LOSS_BEST_EPOCH -> "gap in loss at the best epoch";
      case GAP_LOSS_MATCHED_LOSS -> "gap in loss at matched training loss";
      case STEPS_TO_TARGET -> "steps to the target";
      case STEPS_TO_EASIER_TARGET -> "steps to the easier target";
      case STEPS_TO_HARDER_TARGET -> "steps to the harder target";
      case SECONDS_TO_TARGET -> "seconds to the target";
      case STEP_MILLIS -> "time of a step";
      case DIVERGENCE -> "share of diverged trials";
      case PROBE_TRAIN_ACCURACY -> "training accuracy";
      case PROBE_TRAIN_LOSS -> "training loss";
      case PROBE_VALIDATION_ACCURACY -> "validation accuracy";
      case PROBE_VALIDATION_LOSS -> "validation loss";
      case PROBE_TEST_LOSS -> "test loss";
      case PROBE -> metric.probe().orElseThrow();
      case TRIAL -> metric.word().replace('-', ' ');
    };
  }

  /** What is reached: "90 %", or "the target" where each model has its own. */
  static String target(StudyRecord study) {
    return study
        .target()
        .map(target -> percentExactly(target.value()) + "\u00a0%")
        .orElse("the target");
  }

  /** As many digits as it has: 97.5 must not become 98. */
  static String percentExactly(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
  }

  static String higher(ContrastMetric metric) {
    return switch (metric.scale()) {
      case RATIO ->
          metric.isOfClass() ? "higher" : metric == ContrastMetric.STEP_MILLIS ? "slower" : "later";
      default -> isGap(metric) ? "larger" : "higher";
    };
  }

  static String lower(ContrastMetric metric) {
    return switch (metric.scale()) {
      case RATIO ->
          metric.isOfClass() ? "lower" : metric == ContrastMetric.STEP_MILLIS ? "faster" : "sooner";
      default -> isGap(metric) ? "smaller" : "lower";
    };
  }

  /** Whether it is a difference of training and test. */
  static boolean isGap(ContrastMetric metric) {
    return metric.word().startsWith("gap");
  }

  /** "1.2 points higher than with none": only where the interval leaves no difference out. */
  static String decided(ContrastMetric metric, Told told, String control, String target) {
    return switch (metric.scale()) {
      case RATIO -> ratio(metric, told, control, target);
      default ->
          told.size()
              + unit(told)
              + " "
              + (told.direction() > 0 ? higher(metric) : lower(metric))
              + " than with "
              + control;
    };
  }

  /** The same without a judgement: "+0.2 points against none". */
  static String difference(ContrastMetric metric, Told told, String control, String target) {
    return switch (metric.scale()) {
      case RATIO -> ratio(metric, told, control, target);
      default -> told.value() + unit(told) + " against " + control;
    };
  }

  /** With the space before it; nothing of a number whose unit is its metric's own. */
  private static String unit(Told told) {
    return told.unit().isEmpty() ? "" : " " + told.unit();
  }

  /** "reached 90 % in 0.56 times the steps of none". */
  private static String ratio(ContrastMetric metric, Told told, String control, String target) {
    return switch (metric.kind()) {
      case STEPS_TO_TARGET ->
          "reached " + target + " in " + told.value() + " times the steps of " + control;
      case SECONDS_TO_TARGET ->
          "reached " + target + " in " + told.value() + " times the seconds of " + control;
      default -> told.value() + " times the " + name(metric) + " of " + control;
    };
  }
}
