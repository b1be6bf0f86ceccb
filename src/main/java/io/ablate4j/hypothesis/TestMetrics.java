package io.ablate4j.hypothesis;

import io.ablate4j.trial.Metric;
import io.ablate4j.trial.TestReading;
import java.util.List;
import java.util.Optional;

/**
 * What is compared of the test set only where a hypothesis asks for it: of a trial that diverged it
 * is what guessing gives.
 */
public final class TestMetrics {
  public static final ContrastMetric RECALIBRATED =
      accuracy(
          Metric.ACCURACY_RECALIBRATED,
          "recalibrated test accuracy",
          "test accuracy at the end with batch norm's statistics taken anew from the training set;"
              + " without batch norm the test accuracy");
  public static final ContrastMetric MC50 =
      accuracy(
          Metric.ACCURACY_MC50,
          "test accuracy of 50 masked passes",
          "test accuracy at the end of the mean of 50 outputs with dropout on; without dropout the"
              + " test accuracy");

  public static final ContrastMetric ENSEMBLE =
      accuracy(
          Metric.ACCURACY_ENSEMBLE,
          "test accuracy of the ensemble",
          "test accuracy at the end of the mean output of all members of a trial");

  /** Of two small errors the ratio says more than the difference of two accuracies near 1. */
  public static final ContrastMetric ERROR =
      new ContrastMetric(
          Reading.ERROR,
          Optional.empty(),
          "test-error",
          "test error",
          ContrastMetric.Scale.RATIO,
          false,
          ContrastMetric.Scale.RATIO.defaultMargin(),
          "share of test examples classified wrong after the last epoch; a trial without any has no"
              + " ratio");

  /** In the order in which they are reported. */
  static final List<ContrastMetric> ALL = List.of(RECALIBRATED, MC50, ENSEMBLE, ERROR);

  private TestMetrics() {}

  /** Those that trials are read for, since hypotheses name them. */
  public static List<ContrastMetric> of(List<Hypothesis> hypotheses) {
    List<TestReading> named =
        hypotheses.stream().flatMap(each -> each.testReadings().stream()).toList();
    return ALL.stream().filter(metric -> named.contains(metric.number().orElse(null))).toList();
  }

  private static ContrastMetric accuracy(Metric metric, String name, String meaning) {
    TestReading number = new TestReading(metric);
    return new ContrastMetric(
        Reading.ACCURACY,
        Optional.of(number),
        number.word(),
        name,
        ContrastMetric.Scale.of(number.quantity()),
        number.higherIsBetter(),
        ContrastMetric.Scale.of(number.quantity()).defaultMargin(),
        meaning);
  }
}
