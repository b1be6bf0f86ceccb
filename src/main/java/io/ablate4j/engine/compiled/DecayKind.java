package io.ablate4j.engine.compiled;

import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.schedule.FixedSchedule;

/**
 * Parameters that shrink at each step by the learning rate times a coefficient, beside what the
 * optimizer does to them (decoupled weight decay: Loshchilov and Hutter 2019, arXiv:1711.05101).
 */
final class DecayKind implements PenaltyKind<WeightDecay> {
  @Override
  public Class<WeightDecay> type() {
    return WeightDecay.class;
  }

  @Override
  public double coefficient(String layer, WeightDecay penalty) throws Unsupported {
    Unsupported.unless(
        penalty.isApplyLR() && penalty.getCoeff() instanceof FixedSchedule,
        layer,
        "a weight penalty that changes while training");
    return penalty.getCoeff().valueAt(0, 0);
  }

  @Override
  public void apply(
      float[] parameters, float[] gradients, int from, int to, double coefficient, double rate) {
    float kept = (float) (1 - rate * coefficient);
    for (int i = from; i < to; i++) {
      parameters[i] *= kept;
    }
  }
}
