package io.ablate4j.trial;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * How well a trained network does on the test set if it is not used as usual. It is read once, at
 * the end of a completed trial, and not of every trial.
 *
 * @param metric what is measured
 */
public record TestReading(Metric metric) implements TrialNumber {
  /** All there are. */
  public static final List<TestReading> ALL =
      Stream.concat(Metric.ASKED.stream(), Stream.of(Metric.ACCURACY_ENSEMBLE))
          .map(TestReading::new)
          .toList();

  public TestReading {
    Objects.requireNonNull(metric, "metric");
  }

  @Override
  public String word() {
    return Split.TEST.word() + "-" + metric.word();
  }

  @Override
  public Quantity quantity() {
    return metric.quantity();
  }

  @Override
  public OptionalDouble of(FinishedTrial trial) {
    return trial.isCompleted() ? trial.curves().last(metric, Split.TEST) : OptionalDouble.empty();
  }

  @Override
  public boolean higherIsBetter() {
    return metric.quantity() == Quantity.SHARE;
  }

  @Override
  public boolean isGuessed() {
    return metric.quantity() == Quantity.SHARE;
  }

  /** Whether a study has to ask for it. */
  public boolean isAsked() {
    return Metric.ASKED.contains(metric);
  }
}
