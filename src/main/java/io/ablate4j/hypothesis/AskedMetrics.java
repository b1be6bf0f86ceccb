package io.ablate4j.hypothesis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is compared only where a hypothesis asks for it, and is no probe. */
public final class AskedMetrics {
  /**
   * How long a trial takes to learn on. Trials in which nothing is done count from the same step,
   * so that they can be set against the others.
   */
  public static final ContrastMetric STEPS_AFTER_INTERVENTION =
      new ContrastMetric(
          Reading.AFTER_INTERVENTION,
          Optional.empty(),
          "steps-after-intervention",
          "steps after the intervention",
          ContrastMetric.Scale.RATIO,
          false,
          ContrastMetric.Scale.RATIO.defaultMargin(),
          "training steps from the intervention to two checks in a row with a validation accuracy of"
              + " at least .02 more than at the last check before it; trials without one count from"
              + " the same step");

  /** In the order in which they are reported. */
  static final List<ContrastMetric> ALL =
      Stream.concat(TestMetrics.ALL.stream(), Stream.of(STEPS_AFTER_INTERVENTION)).toList();

  private AskedMetrics() {}

  /** Whether one of these compares steps after an intervention. */
  public static boolean areOfInterventions(List<Hypothesis> hypotheses) {
    return hypotheses.stream()
        .flatMap(each -> each.parts().stream())
        .anyMatch(AskedMetrics::isOfInterventions);
  }

  /** Whether it compares steps after an intervention. */
  public static boolean isOfInterventions(Prediction prediction) {
    return prediction.metrics().stream()
        .anyMatch(metric -> metric.root().equals(STEPS_AFTER_INTERVENTION));
  }
}
