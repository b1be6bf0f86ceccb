package io.ablate4j.report.words;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.trial.StudyRecord;
import java.math.BigDecimal;
import java.util.List;

/** The report's phrases for contrasts; what a design with seeds for replicates carries, no more. */
public final class Wording {
  private Wording() {}

  /** "a", "a and b", "a, b and c". */
  public static String join(List<String> parts) {
    return parts.size() < 2
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, parts.size() - 1))
            + " and "
            + parts.get(parts.size() - 1);
  }

  /** What is reached: "90 %", or "the target" where each model has its own. */
  public static String target(StudyRecord study) {
    return study
        .target()
        .filter(target -> target.ofAll().isPresent())
        .map(target -> percentExactly(target.ofAll().getAsDouble()) + "\u00a0%")
        .orElse("the target");
  }

  /** As many digits as it has: 97.5 must not become 98. */
  static String percentExactly(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
  }

  /** What an effect above no difference is called: "higher", "larger", "later", "slower". */
  public static String higher(ContrastMetric metric) {
    return switch (metric.scale()) {
      case RATIO ->
          metric == ContrastMetric.STEP_MILLIS
              ? "slower"
              : metric.reading().isToTarget() ? "later" : "higher";
      default -> isGap(metric) ? "larger" : "higher";
    };
  }

  /** What an effect below no difference is called: "lower", "smaller", "sooner", "faster". */
  public static String lower(ContrastMetric metric) {
    return switch (metric.scale()) {
      case RATIO ->
          metric == ContrastMetric.STEP_MILLIS
              ? "faster"
              : metric.reading().isToTarget() ? "sooner" : "lower";
      default -> isGap(metric) ? "smaller" : "lower";
    };
  }

  /** Whether it is a difference of training and test. */
  public static boolean isGap(ContrastMetric metric) {
    return metric.word().startsWith("gap");
  }

  /** "1.2 points higher than with none": only where the interval leaves no difference out. */
  public static String decided(
      ContrastMetric metric, EstimateText reported, String control, String target) {
    return switch (metric.scale()) {
      case RATIO -> ratio(metric, reported, control, target);
      default ->
          reported.size()
              + unit(reported)
              + " "
              + (reported.direction() > 0 ? higher(metric) : lower(metric))
              + " than with "
              + control;
    };
  }

  /** The same without a judgement: "+0.2 points against none". */
  public static String difference(
      ContrastMetric metric, EstimateText reported, String control, String target) {
    return switch (metric.scale()) {
      case RATIO -> ratio(metric, reported, control, target);
      default -> reported.value() + unit(reported) + " against " + control;
    };
  }

  /** With the space before it; nothing of a number whose unit is its metric's own. */
  private static String unit(EstimateText reported) {
    return reported.unit().isEmpty() ? "" : " " + reported.unit();
  }

  /** "reached 90 % in 0.56 times the steps of none". */
  private static String ratio(
      ContrastMetric metric, EstimateText reported, String control, String target) {
    String times = reported.value() + " times the ";
    if (metric == ContrastMetric.STEPS_TO_TARGET) {
      return "reached " + target + " in " + times + "steps of " + control;
    }
    return metric == ContrastMetric.SECONDS_TO_TARGET
        ? "reached " + target + " in " + times + "seconds of " + control
        : times + metric.name() + " of " + control;
  }
}
