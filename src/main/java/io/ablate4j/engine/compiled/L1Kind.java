package io.ablate4j.engine.compiled;

import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.schedule.FixedSchedule;

/** The sum of sizes added to the loss: each gradient grows by its parameter's sign. */
final class L1Kind implements PenaltyKind<L1Regularization> {
  @Override
  public Class<L1Regularization> type() {
    return L1Regularization.class;
  }

  @Override
  public double coefficient(String layer, L1Regularization penalty) throws Unsupported {
    Unsupported.unless(
        penalty.getL1() instanceof FixedSchedule,
        layer,
        "a weight penalty that changes while training");
    return penalty.getL1().valueAt(0, 0);
  }

  @Override
  public void apply(
      float[] parameters, float[] gradients, int from, int to, double coefficient, double rate) {
    float share = (float) coefficient;
    for (int i = from; i < to; i++) {
      gradients[i] += share * Math.signum(parameters[i]);
    }
  }
}
