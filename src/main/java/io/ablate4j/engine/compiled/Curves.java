package io.ablate4j.engine.compiled;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** All activation functions that the compiler knows, but for the identity. */
final class Curves {
  private static final List<Known<?, Curve>> ALL =
      List.of(
          new Known<>(
              ActivationReLU.class,
              relu ->
                  relu.equals(new ActivationReLU()) // neither a ceiling nor a slope of its own
                      ? Optional.of(Relu.CURVE)
                      : Optional.empty()),
          new Known<>(
              ActivationLReLU.class, leaky -> Optional.of(new LeakyRelu((float) leaky.getAlpha()))),
          new Known<>(
              ActivationELU.class,
              elu ->
                  Optional.of(
                      new ExponentialLinear(CurveLoops.ofThisProcess(), (float) elu.getAlpha()))),
          new Known<>(
              ActivationSigmoid.class,
              sigmoid -> Optional.of(new Sigmoid(CurveLoops.ofThisProcess()))),
          new Known<>(
              ActivationTanH.class, tanh -> Optional.of(new Tanh(CurveLoops.ofThisProcess()))));

  private Curves() {}

  /** The curve of a function of DL4J's; empty if there is none. */
  static Optional<Curve> of(IActivation function) {
    return Known.compile(ALL, function);
  }
}
