package io.ablate4j.trial;

import java.util.OptionalDouble;

/**
 * What was measured last. What a diverged trial had on the test set before it diverged is not how
 * it ended.
 */
public record LastValue(Metric metric, Split split) implements TrialNumber {
  @Override
  public String word() {
    return split == Split.NONE ? metric.word() : split.word() + "-" + metric.word();
  }

  @Override
  public Quantity quantity() {
    return metric.quantity();
  }

  @Override
  public OptionalDouble of(FinishedTrial trial) {
    return split == Split.TEST && !trial.isCompleted()
        ? OptionalDouble.empty()
        : trial.curves().last(metric, split);
  }

  @Override
  public boolean higherIsBetter() {
    return metric.quantity() == Quantity.SHARE;
  }

  @Override
  public boolean isGuessed() {
    return split == Split.TEST && metric.quantity() == Quantity.SHARE;
  }

  @Override
  public boolean isByClass() {
    return Metric.BY_CLASS.contains(metric);
  }
}
