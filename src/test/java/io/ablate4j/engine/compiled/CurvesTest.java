package io.ablate4j.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;

/**
 * Activation functions against the JDK's own of doubles, which are exact to a unit in the last
 * place of those.
 */
class CurvesTest {
  private static final CurveLoops PLAIN = new PlainCurves();

  private static final Curve EXPONENTIAL =
      new Curve() {
        @Override
        public void forward(float[] x, float[] y) {
          PLAIN.exp(x, y);
        }

        @Override
        public void backward(float[] y, float[] dy, float[] dx) {
          throw new UnsupportedOperationException("no activation");
        }
      };

  private static double sigmoid(double x) {
    return x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
  }

  private static double linearExponential(double x) {
    return x < 0 ? Math.expm1(x) : x;
  }

  /** The bounds are what was found over all floats. */
  @Test
  void theExponentialAndTheTangentAreWithinTwoUnitsInTheLastPlace() {
    assertThat(unitsOff(EXPONENTIAL, Math::exp)).isBetween(.5, 1.01);
    assertThat(unitsOff(new Tanh(PLAIN), Math::tanh)).isBetween(.5, 1.45);
  }

  @Test
  void whatIsMadeOfThemIsWithinTwoAndAHalf() {
    assertThat(unitsOff(new Sigmoid(PLAIN), CurvesTest::sigmoid)).isBetween(.5, 2.5);
    assertThat(unitsOff(new ExponentialLinear(PLAIN, 1), CurvesTest::linearExponential))
        .isBetween(.5, 1.);
  }

  /**
   * Of every 5087th float, negative ones too; a result that would not be normal is to be zero, or
   * the number itself.
   */
  private static double unitsOff(Curve curve, DoubleUnaryOperator exact) {
    int infinity = Float.floatToIntBits(Float.POSITIVE_INFINITY);
    float[] x = new float[2 * ((infinity - 1) / 5087 + 1)];
    for (int i = 0; i < x.length; i += 2) {
      x[i] = Float.intBitsToFloat(i / 2 * 5087);
      x[i + 1] = -x[i];
    }
    float[] y = new float[x.length];
    curve.forward(x, y);
    double most = 0;
    for (int i = 0; i < x.length; i++) {
      double value = exact.applyAsDouble(x[i]);
      float nearest = (float) value;
      if (Math.abs(value) < Float.MIN_NORMAL) {
        assertThat(y[i]).as("of %s", x[i]).isIn(0f, -0f, nearest);
      } else if (Float.isInfinite(nearest)) {
        assertThat(y[i]).as("of %s", x[i]).isEqualTo(nearest);
      } else {
        most = Math.max(most, Math.abs(y[i] - value) / Math.ulp(nearest));
      }
    }
    return most;
  }

  @Test
  void infinitiesZerosAndNoNumbersAreKeptAndWhatIsTooLargeIsInfinite() {
    float infinity = Float.POSITIVE_INFINITY;
    float highest = Math.nextDown(PlainCurves.EXP_HIGHEST);
    assertThat(PlainCurves.exp(infinity)).isEqualTo(infinity);
    assertThat(PlainCurves.exp(-infinity)).isZero();
    assertThat(PlainCurves.exp(highest)).isBetween(3.4025e38f, Float.MAX_VALUE);
    assertThat(PlainCurves.exp(PlainCurves.EXP_HIGHEST)).isBetween(3.4025e38f, Float.MAX_VALUE);
    assertThat(PlainCurves.exp(Math.nextUp(PlainCurves.EXP_HIGHEST))).isEqualTo(infinity);
    assertThat(PlainCurves.exp(PlainCurves.EXP_LOWEST)).isGreaterThanOrEqualTo(Float.MIN_NORMAL);
    assertThat(PlainCurves.exp(Math.nextDown(PlainCurves.EXP_LOWEST))).isZero();
    assertThat(PlainCurves.tanh(infinity)).isEqualTo(1f);
    assertThat(PlainCurves.tanh(-infinity)).isEqualTo(-1f);
    assertThat(PlainCurves.sigmoid(infinity)).isEqualTo(1f);
    assertThat(PlainCurves.sigmoid(-infinity)).isZero();
    assertThat(PlainCurves.linearExponential(infinity, .5f)).isEqualTo(infinity);
    assertThat(PlainCurves.linearExponential(-infinity, .5f)).isEqualTo(-.5f);
    assertThat(PlainCurves.exp(-0f)).isEqualTo(1f);
    assertThat(PlainCurves.sigmoid(-0f)).isEqualTo(.5f);
    assertThat(Float.floatToIntBits(PlainCurves.tanh(-0f))).isEqualTo(PlainCurves.SIGN);
    assertThat(PlainCurves.exp(Float.NaN)).isNaN();
    assertThat(PlainCurves.tanh(Float.NaN)).isNaN();
    assertThat(PlainCurves.sigmoid(Float.NaN)).isNaN();
    assertThat(PlainCurves.linearExponential(Float.NaN, 1)).isNaN();
  }

  @Test
  void theLeakyUnitKeepsItsSlopeBelowZero() {
    float[] y = new float[4];
    new LeakyRelu(.01f).forward(new float[] {-3f, -0f, .25f, 4e30f}, y);
    assertThat(y).containsExactly(.01f * -3f, 0f, .25f, 4e30f);
  }

  @Test
  void slopesAreThoseOfTheCurve() {
    double step = 1e-3;
    for (Curve curve :
        new Curve[] {
          Relu.CURVE,
          new LeakyRelu(.01f),
          new ExponentialLinear(PLAIN, 1),
          new Sigmoid(PLAIN),
          new Tanh(PLAIN)
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
