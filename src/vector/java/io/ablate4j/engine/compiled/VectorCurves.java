package io.ablate4j.engine.compiled;

import static io.ablate4j.engine.compiled.PlainCurves.E2;
import static io.ablate4j.engine.compiled.PlainCurves.E3;
import static io.ablate4j.engine.compiled.PlainCurves.E4;
import static io.ablate4j.engine.compiled.PlainCurves.E5;
import static io.ablate4j.engine.compiled.PlainCurves.E6;
import static io.ablate4j.engine.compiled.PlainCurves.EXPONENT_SHIFT;
import static io.ablate4j.engine.compiled.PlainCurves.EXP_HIGHEST;
import static io.ablate4j.engine.compiled.PlainCurves.EXP_LOWEST;
import static io.ablate4j.engine.compiled.PlainCurves.LN2_HIGH;
import static io.ablate4j.engine.compiled.PlainCurves.LN2_LOW;
import static io.ablate4j.engine.compiled.PlainCurves.LOG2_E;
import static io.ablate4j.engine.compiled.PlainCurves.MINUS_ONE_BELOW;
import static io.ablate4j.engine.compiled.PlainCurves.ROUND;
import static io.ablate4j.engine.compiled.PlainCurves.SIGN;
import static io.ablate4j.engine.compiled.PlainCurves.T0;
import static io.ablate4j.engine.compiled.PlainCurves.T1;
import static io.ablate4j.engine.compiled.PlainCurves.T2;
import static io.ablate4j.engine.compiled.PlainCurves.T3;
import static io.ablate4j.engine.compiled.PlainCurves.T4;
import static io.ablate4j.engine.compiled.PlainCurves.TANH_BEND;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link PlainCurves} in the widest vectors of the processor, each operation in the same order;
 * both ways of a branch are computed, and one is taken. Made by name, as a JVM may not have the
 * module.
 */
final class VectorCurves implements CurveKernels {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();

  @Override
  public int lanes() {
    return LANES;
  }

  private static FloatVector all(float number) {
    return FloatVector.broadcast(FLOATS, number);
  }

  private static FloatVector whole(FloatVector x) {
    return x.fma(all(LOG2_E), all(ROUND));
  }

  private static FloatVector rest(FloatVector x, FloatVector whole) {
    FloatVector n = whole.sub(all(ROUND));
    FloatVector r = n.fma(all(-LN2_LOW), n.fma(all(-LN2_HIGH), x));
    FloatVector q = all(E6).fma(r, all(E5));
    q = q.fma(r, all(E4));
    q = q.fma(r, all(E3));
    q = q.fma(r, all(E2));
    return r.mul(r).fma(q, r);
  }

  /** A number of exponent zero, times 2 to the n. */
  private static FloatVector timesPower(FloatVector number, FloatVector whole) {
    IntVector exponent = whole.reinterpretAsInts().lanewise(VectorOperators.LSHL, EXPONENT_SHIFT);
    return number.reinterpretAsInts().add(exponent).reinterpretAsFloats();
  }

  private static FloatVector exp(FloatVector x) {
    FloatVector whole = whole(x);
    return timesPower(rest(x, whole).add(all(1f)), whole)
        .blend(all(0f), x.compare(VectorOperators.LT, EXP_LOWEST))
        .blend(all(Float.POSITIVE_INFINITY), x.compare(VectorOperators.GT, EXP_HIGHEST))
        .blend(x, x.compare(VectorOperators.NE, x));
  }

  private static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector e = exp(a.mul(all(-2f)));
    FloatVector large = all(1f).sub(e.mul(all(2f)).div(e.add(all(1f))));
    FloatVector s = a.mul(a);
    FloatVector q = all(T4).fma(s, all(T3));
    q = q.fma(s, all(T2));
    q = q.fma(s, all(T1));
    q = q.fma(s, all(T0));
    FloatVector y = a.mul(s).fma(q, a).blend(large, a.compare(VectorOperators.GT, TANH_BEND));
    IntVector sign = x.reinterpretAsInts().lanewise(VectorOperators.AND, SIGN);
    return y.reinterpretAsInts().lanewise(VectorOperators.OR, sign).reinterpretAsFloats();
  }

  private static FloatVector sigmoid(FloatVector x) {
    FloatVector e = exp(x.abs().neg());
    return all(1f).blend(e, x.compare(VectorOperators.LT, 0f)).div(e.add(all(1f)));
  }

  private static FloatVector linearExponential(FloatVector x, float scale) {
    FloatVector whole = whole(x);
    FloatVector power = timesPower(all(1f), whole);
    return rest(x, whole)
        .fma(power, power.sub(all(1f)))
        .mul(all(scale))
        .blend(all(-scale), x.compare(VectorOperators.LT, MINUS_ONE_BELOW))
        .blend(x, x.compare(VectorOperators.GT, 0f));
  }

  @Override
  public void exp(float[] x, float[] y) {
    int i = 0;
    for (; i < FLOATS.loopBound(y.length); i += LANES) {
      exp(FloatVector.fromArray(FLOATS, x, i)).intoArray(y, i);
    }
    for (; i < y.length; i++) {
      y[i] = PlainCurves.exp(x[i]);
    }
  }

  @Override
  public void tanh(float[] x, float[] y) {
    int i = 0;
    for (; i < FLOATS.loopBound(y.length); i += LANES) {
      tanh(FloatVector.fromArray(FLOATS, x, i)).intoArray(y, i);
    }
    for (; i < y.length; i++) {
      y[i] = PlainCurves.tanh(x[i]);
    }
  }

  @Override
  public void sigmoid(float[] x, float[] y) {
    int i = 0;
    for (; i < FLOATS.loopBound(y.length); i += LANES) {
      sigmoid(FloatVector.fromArray(FLOATS, x, i)).intoArray(y, i);
    }
    for (; i < y.length; i++) {
      y[i] = PlainCurves.sigmoid(x[i]);
    }
  }

  @Override
  public void linearExponential(float[] x, float scale, float[] y) {
    int i = 0;
    for (; i < FLOATS.loopBound(y.length); i += LANES) {
      linearExponential(FloatVector.fromArray(FLOATS, x, i), scale).intoArray(y, i);
    }
    for (; i < y.length; i++) {
      y[i] = PlainCurves.linearExponential(x[i], scale);
    }
  }
}
