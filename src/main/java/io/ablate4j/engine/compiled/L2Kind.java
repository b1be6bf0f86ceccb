package io.ablate4j.engine.compiled;

import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.schedule.FixedSchedule;

/** Half the sum of squares added to the loss: each gradient grows by its parameter. */
final class L2Kind implements PenaltyKind<L2Regularization> {
  @Override
  public Class<L2Regularization> type() {
    return L2Regularization.class;
  }

  @Override
  public double coefficient(String layer, L2Regularization penalty) throws Unsupported {
    Unsupported.unless(
        penalty.getL2() instanceof FixedSchedule,
        layer,
        "a weight penalty that changes while training");
    return penalty.getL2().valueAt(0, 0);
  }

  @Override
  public void apply(
      float[] parameters, float[] gradients, int from, int to, double coefficient, double rate) {
    float share = (float) coefficient;
    for (int i = from; i < to; i++) {
      gradients[i] += share * parameters[i];
    }
  }
}
