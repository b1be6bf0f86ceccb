package io.ablate4j.engine.compiled;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** In the widest vectors of the processor. Made by name, as a JVM may not have the module. */
final class VectorNorms implements NormKernels {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void add(float[] x, int from, float[] sums) {
    int i = 0;
    for (; i < FLOATS.loopBound(sums.length); i += LANES) {
      FloatVector.fromArray(FLOATS, sums, i)
          .add(FloatVector.fromArray(FLOATS, x, from + i))
          .intoArray(sums, i);
    }
    for (; i < sums.length; i++) {
      sums[i] += x[from + i];
    }
  }

  @Override
  public void addSquares(float[] x, int from, float[] mean, float[] sums) {
    int i = 0;
    for (; i < FLOATS.loopBound(sums.length); i += LANES) {
      FloatVector d =
          FloatVector.fromArray(FLOATS, x, from + i).sub(FloatVector.fromArray(FLOATS, mean, i));
      FloatVector.fromArray(FLOATS, sums, i).add(d.mul(d)).intoArray(sums, i);
    }
    for (; i < sums.length; i++) {
      float d = x[from + i] - mean[i];
      sums[i] += d * d;
    }
  }

  @Override
  public void normalize(
      float[] x,
      int from,
      float[] mean,
      float[] scale,
      float[] shift,
      boolean rectified,
      float[] y) {
    FloatVector zero = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i < FLOATS.loopBound(mean.length); i += LANES) {
      FloatVector z =
          FloatVector.fromArray(FLOATS, x, from + i)
              .sub(FloatVector.fromArray(FLOATS, mean, i))
              .mul(FloatVector.fromArray(FLOATS, scale, i))
              .add(FloatVector.fromArray(FLOATS, shift, i));
      (rectified ? z.max(zero) : z).intoArray(y, from + i);
    }
    for (; i < mean.length; i++) {
      float z = (x[from + i] - mean[i]) * scale[i] + shift[i];
      y[from + i] = rectified ? Math.max(z, 0f) : z;
    }
  }

  @Override
  public void addGradient(
      float[] dy,
      float[] y,
      float[] x,
      int from,
      float[] mean,
      float[] dx,
      float[] sums,
      float[] products) {
    FloatVector one = FloatVector.broadcast(FLOATS, 1f);
    int i = 0;
    for (; i < FLOATS.loopBound(mean.length); i += LANES) {
      FloatVector g = FloatVector.fromArray(FLOATS, dy, from + i);
      if (y != null) {
        g = g.mul(FloatVector.fromArray(FLOATS, y, from + i).mul(Float.MAX_VALUE).min(one));
      }
      g.intoArray(dx, from + i);
      FloatVector.fromArray(FLOATS, sums, i).add(g).intoArray(sums, i);
      FloatVector d =
          FloatVector.fromArray(FLOATS, x, from + i).sub(FloatVector.fromArray(FLOATS, mean, i));
      FloatVector.fromArray(FLOATS, products, i).add(g.mul(d)).intoArray(products, i);
    }
    for (; i < mean.length; i++) {
      float g = dy[from + i];
      if (y != null) {
        g *= Math.min(y[from + i] * Float.MAX_VALUE, 1f);
      }
      dx[from + i] = g;
      sums[i] += g;
      products[i] += g * (x[from + i] - mean[i]);
    }
  }

  @Override
  public void combine(
      float[] dx, int from, float[] scale, float[] x, float[] mean, float[] slope, float[] shift) {
    int i = 0;
    for (; i < FLOATS.loopBound(mean.length); i += LANES) {
      FloatVector.fromArray(FLOATS, dx, from + i)
          .mul(FloatVector.fromArray(FLOATS, scale, i))
          .add(
              FloatVector.fromArray(FLOATS, x, from + i)
                  .sub(FloatVector.fromArray(FLOATS, mean, i))
                  .mul(FloatVector.fromArray(FLOATS, slope, i)))
          .add(FloatVector.fromArray(FLOATS, shift, i))
          .intoArray(dx, from + i);
    }
    for (; i < mean.length; i++) {
      dx[from + i] = dx[from + i] * scale[i] + (x[from + i] - mean[i]) * slope[i] + shift[i];
    }
  }
}
