package io.ablate4j.model.file;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;

/** The functions of Keras's layers that rectify. */
final class KerasRectifiers {
  private static final double SIX = 6;

  private KerasRectifiers() {}

  /** Of ReLU; a threshold cannot be translated. */
  static IActivation relu(KerasSpec spec) {
    double slope = spec.number("negative_slope", 0);
    if (spec.number("threshold", 0) != 0) {
      throw spec.wrong("threshold", "only 0 can be translated");
    }
    if (!spec.isGiven("max_value")) {
      return slope == 0 ? new ActivationReLU() : new ActivationLReLU(slope);
    }
    if (spec.number("max_value", SIX) != SIX || slope != 0) {
      throw spec.wrong("max_value", "only 6 without a slope can be translated");
    }
    return new ActivationReLU6();
  }

  /** Of LeakyReLU, whose slope Keras 2 calls alpha. */
  static IActivation leaky(KerasSpec spec) {
    return new ActivationLReLU(spec.number("negative_slope", spec.number("alpha", .3)));
  }

  /** Of ELU. */
  static IActivation elu(KerasSpec spec) {
    return new ActivationELU(spec.number("alpha", 1));
  }
}
