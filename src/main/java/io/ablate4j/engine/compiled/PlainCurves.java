package io.ablate4j.engine.compiled;

/**
 * {@link CurveLoops} number by number. The JVM of Java 17 makes no vectors of them, as it does not
 * for any loop that goes through the bits of a float.
 *
 * <p>The exponential is 2 to the n times 1 + p, with n the whole number next to x / ln 2, which
 * leaves |r| below .347 of x, and p a polynomial for exp(r) - 1 (Cody and Waite 1980). All
 * polynomials are minimax, their coefficients rounded one by one. Multiplications and additions are
 * fused, which {@link Math#fma} does exactly, and so to the same bits in any vector. Where numbers
 * go either way, both are computed and one is taken by its bits: a processor that guesses a branch
 * wrong takes longer.
 */
final class PlainCurves implements CurveLoops {
  /** Results are infinite above. */
  static final float EXP_HIGHEST = 88.72283f;

  /** Results would not be normal below. */
  static final float EXP_LOWEST = -87.33654f;

  /** exp(x) - 1 is -1 to a float below. */
  static final float MINUS_ONE_BELOW = -20f;

  /** The hyperbolic tangent is a polynomial below, and made of the exponential above. */
  static final float TANH_BEND = .625f;

  /** 1 / ln 2. */
  static final float LOG2_E = 1.442695f;

  /** Added to a number, it has the whole number next to it in its lowest bits. */
  static final float ROUND = 0x1.8p23f;

  static final int EXPONENT_SHIFT = 23;
  static final int SIGN = 0x80000000;

  /** ln 2 in two parts, of which the first has so few bits that n times it is exact. */
  static final float LN2_HIGH = 0x1.62e4p-1f;

  static final float LN2_LOW = 0x1.7f7d1cp-20f;

  /** exp(r) - 1 = r + r^2 (E2 + E3 r + ...). */
  static final float E2 = 0.49999997f;

  static final float E3 = 0.16666546f;
  static final float E4 = 0.041667435f;
  static final float E5 = 0.008366262f;
  static final float E6 = 0.0013870656f;

  /** tanh(a) = a + a^3 (T0 + T1 a^2 + ...). */
  static final float T0 = -0.3333328f;

  static final float T1 = 0.13331406f;
  static final float T2 = -0.053736515f;
  static final float T3 = 0.020628167f;
  static final float T4 = -0.005692296f;

  private static final int TANH_BEND_BITS = bits(TANH_BEND);

  private static int bits(float number) {
    return Float.floatToRawIntBits(number);
  }

  /** Between {@link #EXP_LOWEST} and {@link #EXP_HIGHEST}, n as the lowest bits of the result. */
  private static float whole(float x) {
    return Math.fma(x, LOG2_E, ROUND);
  }

  /** exp(r) - 1, where r is what is left of x. */
  private static float rest(float x, float whole) {
    float n = whole - ROUND;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
    float q = Math.fma(E6, r, E5);
    q = Math.fma(q, r, E4);
    q = Math.fma(q, r, E3);
    q = Math.fma(q, r, E2);
    return Math.fma(r * r, q, r);
  }

  static float exp(float x) {
    if (x < EXP_LOWEST) {
      return 0;
    }
    if (x > EXP_HIGHEST) {
      return Float.POSITIVE_INFINITY;
    }
    if (x != x) {
      return x;
    }
    float whole = whole(x);
    return Float.intBitsToFloat(bits(rest(x, whole) + 1f) + (bits(whole) << EXPONENT_SHIFT));
  }

  static float tanh(float x) {
    float a = Math.abs(x);
    float e = exp(-2f * a);
    float large = 1f - 2f * e / (1f + e);
    float s = a * a;
    float q = Math.fma(T4, s, T3);
    q = Math.fma(q, s, T2);
    q = Math.fma(q, s, T1);
    q = Math.fma(q, s, T0);
    float small = Math.fma(a * s, q, a);
    int isLarge = TANH_BEND_BITS - bits(a) >> 31;
    return Float.intBitsToFloat(bits(small) & ~isLarge | bits(large) & isLarge | bits(x) & SIGN);
  }

  static float sigmoid(float x) {
    float e = exp(-Math.abs(x));
    int isNegative = bits(x) >> 31;
    return Float.intBitsToFloat(bits(1f) & ~isNegative | bits(e) & isNegative) / (1f + e);
  }

  static float linearExponential(float x, float scale) {
    if (x < MINUS_ONE_BELOW) {
      return -scale;
    }
    float negative = Math.min(x, 0f);
    float whole = whole(negative);
    float power = Float.intBitsToFloat(bits(1f) + (bits(whole) << EXPONENT_SHIFT));
    return Math.max(x, 0f) + scale * Math.fma(rest(negative, whole), power, power - 1f);
  }

  @Override
  public void exp(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = exp(x[i]);
    }
  }

  @Override
  public void tanh(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = tanh(x[i]);
    }
  }

  @Override
  public void sigmoid(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = sigmoid(x[i]);
    }
  }

  @Override
  public void linearExponential(float[] x, float scale, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = linearExponential(x[i], scale);
    }
  }
}
