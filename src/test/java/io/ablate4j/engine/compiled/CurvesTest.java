package io.ablate4j.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;

/** Activation functions against the JDK's own, which are exact to a unit in the last place. */
class CurvesTest {
  /** Of all magnitudes and both signs. */
  private static float[] numbers() {
    int each = 20_000;
    float[] numbers = new float[4 * each];
    for (int i = 0; i < each; i++) {
      float straight = 20f * i / each;
      float small = (float) Math.pow(10, -30.0 + 31.0 * i / each);
      numbers[4 * i] = straight;
      numbers[4 * i + 1] = -straight;
      numbers[4 * i + 2] = small;
      numbers[4 * i + 3] = -small;
    }
    return numbers;
  }

  private static void compare(
      Curve curve, DoubleUnaryOperator exact, double relative, double absolute) {
    float[] x = numbers();
    float[] y = new float[x.length];
    curve.forward(x, y);
    for (int i = 0; i < x.length; i++) {
      double value = exact.applyAsDouble(x[i]);
      assertThat((double) y[i])
          .as("of %s", x[i])
          .isEqualTo(value, within(Math.abs(value) * relative + absolute));
    }
  }

  /**
   * Two and less would take other polynomials, and so other bits than stored results have; the
   * sigmoid, whose tail is told by its distance from 0, is not good by this measure.
   */
  @Test
  void overAllFloatsTheTangentIsWithinFiveUnitsInTheLastPlaceAndTheExponentialWithinFour() {
    assertThat(unitsOff(new Tanh(), StrictMath::tanh)).isBetween(2.0, 5.0);
    assertThat(unitsOff(new ExponentialLinear(1), x -> x > 0 ? x : StrictMath.expm1(x)))
        .isBetween(2.0, 4.0);
  }

  /** Of every 509th finite float, either sign. */
  private static double unitsOff(Curve curve, DoubleUnaryOperator exact) {
    int infinity = Float.floatToIntBits(Float.POSITIVE_INFINITY);
    float[] x = new float[2 * ((infinity - 1) / 509 + 1)];
    for (int i = 0; i < x.length; i += 2) {
      x[i] = Float.intBitsToFloat(i / 2 * 509);
      x[i + 1] = -x[i];
    }
    float[] y = new float[x.length];
    curve.forward(x, y);
    double most = 0;
    for (int i = 0; i < x.length; i++) {
      double value = exact.applyAsDouble(x[i]);
      most = Math.max(most, Math.abs(y[i] - value) / Math.ulp((float) value));
    }
    return most;
  }

  @Test
  void theHyperbolicTangentIsGoodToAFewUnitsInTheLastPlace() {
    compare(new Tanh(), Math::tanh, 4e-7, 0);
  }

  @Test
  void theSigmoidIsOffByAFewTenMillionthsAtMost() {
    compare(new Sigmoid(), x -> 1 / (1 + Math.exp(-x)), 0, 3e-7);
  }

  @Test
  void theExponentialLinearUnitIsGoodWhereItBendsToo() {
    compare(new ExponentialLinear(1), x -> x > 0 ? x : Math.expm1(x), 1e-6, 0);
    compare(new ExponentialLinear(.5f), x -> x > 0 ? x : .5 * Math.expm1(x), 1e-6, 0);
  }

  @Test
  void theLeakyUnitKeepsItsSlopeBelowZero() {
    compare(new LeakyRelu(.01f), x -> x > 0 ? x : .01f * x, 1e-7, 0);
  }

  @Test
  void slopesAreThoseOfTheCurve() {
    double step = 1e-3;
    for (Curve curve :
        new Curve[] {
          Relu.CURVE, new LeakyRelu(.01f), new ExponentialLinear(1), new Sigmoid(), new Tanh()
        }) {
      for (float at : new float[] {-4f, -1.5f, -.25f, .25f, 1.5f, 4f}) {
        float[] y = new float[3];
        curve.forward(new float[] {(float) (at - step), at, (float) (at + step)}, y);
        float[] dx = new float[1];
        curve.backward(new float[] {y[1]}, new float[] {2f}, dx);
        assertThat((double) dx[0])
            .as("%s at %s", curve.getClass().getSimpleName(), at)
            .isEqualTo(2 * (y[2] - y[0]) / (2 * step), within(2e-3));
      }
    }
  }

  @Test
  void aReluWithACeilingOrAnotherSlopeIsNoReluToTheCompiler() {
    assertThat(Curves.of(new ActivationReLU())).contains(Relu.CURVE);
    assertThat(Curves.of(new ActivationReLU(6.0, 0.0, 0.0))).isEmpty();
    assertThat(Curves.of(new ActivationReLU(null, 0.0, 0.1))).isEmpty();
    assertThat(Curves.of(new ActivationSoftPlus())).isEmpty();
  }
}
