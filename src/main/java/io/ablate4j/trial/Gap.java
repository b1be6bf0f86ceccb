package io.ablate4j.trial;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How much better a completed trial is on the training examples than on the test examples: train
 * minus test accuracy, or test minus train loss. Above zero is overfitting.
 *
 * @param metric measured on both splits after each epoch
 */
public record Gap(Metric metric, Moment moment) implements TrialNumber {
  @Override
  public String word() {
    return "gap-" + metric.word() + moment.suffix();
  }

  @Override
  public Quantity quantity() {
    return metric.quantity();
  }

  @Override
  public OptionalDouble of(FinishedTrial trial) {
    OptionalInt epoch = trial.epoch(moment);
    if (!trial.isCompleted() || epoch.isEmpty()) {
      return OptionalDouble.empty();
    }
    OptionalDouble train = trial.curves().at(metric, Split.TRAIN, epoch.getAsInt());
    OptionalDouble test = trial.curves().at(metric, Split.TEST, epoch.getAsInt());
    boolean higherIsBetter = new LastValue(metric, Split.TEST).higherIsBetter();
    return higherIsBetter ? difference(train, test) : difference(test, train);
  }

  private static OptionalDouble difference(OptionalDouble left, OptionalDouble right) {
    if (left.isEmpty() || right.isEmpty()) {
      return OptionalDouble.empty();
    }
    // Of two huge losses it may be more than a number can hold.
    double difference = left.getAsDouble() - right.getAsDouble();
    return Double.isFinite(difference) ? OptionalDouble.of(difference) : OptionalDouble.empty();
  }

  @Override
  public boolean needsCurve() {
    return moment != Moment.END;
  }

  @Override
  public boolean needsAllArms() {
    return moment == Moment.MATCHED_LOSS;
  }
}
