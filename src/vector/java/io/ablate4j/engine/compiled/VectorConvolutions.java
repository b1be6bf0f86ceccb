package io.ablate4j.engine.compiled;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** In the widest vectors of the processor. Made by name, as a JVM may not have the module. */
final class VectorConvolutions implements ConvolutionKernels {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void products(
      float[] image, int[] offsets, float[] weights, int from, float[] sums, int places, int size) {
    int at = 0;
    for (; at + 2 * LANES < places; at += 4 * LANES) {
      if (at + 4 * LANES > size) {
        break;
      }
      fourByFour(image, at, offsets, weights, from, sums, size);
    }
    for (; at < places; at += 2 * LANES) {
      fourByTwo(image, at, offsets, weights, from, sums, size);
    }
  }

  /**
   * In one piece: one loop, with all sums in local variables, which the JVM keeps in registers;
   * nested loops have it make objects.
   */
  private static void fourByFour(
      float[] x, int at, int[] offsets, float[] w, int from, float[] sums, int size) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector c2 = a0;
    FloatVector c3 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    FloatVector d2 = a0;
    FloatVector d3 = a0;
    for (int k = 0, j = from; k < offsets.length; k++, j += 4) {
      int i = at + offsets[k];
      FloatVector x0 = FloatVector.fromArray(FLOATS, x, i);
      FloatVector x1 = FloatVector.fromArray(FLOATS, x, i + LANES);
      FloatVector x2 = FloatVector.fromArray(FLOATS, x, i + 2 * LANES);
      FloatVector x3 = FloatVector.fromArray(FLOATS, x, i + 3 * LANES);
      FloatVector f = FloatVector.broadcast(FLOATS, w[j]);
      a0 = x0.fma(f, a0);
      a1 = x1.fma(f, a1);
      a2 = x2.fma(f, a2);
      a3 = x3.fma(f, a3);
      f = FloatVector.broadcast(FLOATS, w[j + 1]);
      b0 = x0.fma(f, b0);
      b1 = x1.fma(f, b1);
      b2 = x2.fma(f, b2);
      b3 = x3.fma(f, b3);
      f = FloatVector.broadcast(FLOATS, w[j + 2]);
      c0 = x0.fma(f, c0);
      c1 = x1.fma(f, c1);
      c2 = x2.fma(f, c2);
      c3 = x3.fma(f, c3);
      f = FloatVector.broadcast(FLOATS, w[j + 3]);
      d0 = x0.fma(f, d0);
      d1 = x1.fma(f, d1);
      d2 = x2.fma(f, d2);
      d3 = x3.fma(f, d3);
    }
    a0.intoArray(sums, at);
    a1.intoArray(sums, at + LANES);
    a2.intoArray(sums, at + 2 * LANES);
    a3.intoArray(sums, at + 3 * LANES);
    b0.intoArray(sums, size + at);
    b1.intoArray(sums, size + at + LANES);
    b2.intoArray(sums, size + at + 2 * LANES);
    b3.intoArray(sums, size + at + 3 * LANES);
    c0.intoArray(sums, 2 * size + at);
    c1.intoArray(sums, 2 * size + at + LANES);
    c2.intoArray(sums, 2 * size + at + 2 * LANES);
    c3.intoArray(sums, 2 * size + at + 3 * LANES);
    d0.intoArray(sums, 3 * size + at);
    d1.intoArray(sums, 3 * size + at + LANES);
    d2.intoArray(sums, 3 * size + at + 2 * LANES);
    d3.intoArray(sums, 3 * size + at + 3 * LANES);
  }

  private static void fourByTwo(
      float[] x, int at, int[] offsets, float[] w, int from, float[] sums, int size) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    for (int k = 0, j = from; k < offsets.length; k++, j += 4) {
      int i = at + offsets[k];
      FloatVector x0 = FloatVector.fromArray(FLOATS, x, i);
      FloatVector x1 = FloatVector.fromArray(FLOATS, x, i + LANES);
      FloatVector f = FloatVector.broadcast(FLOATS, w[j]);
      a0 = x0.fma(f, a0);
      a1 = x1.fma(f, a1);
      f = FloatVector.broadcast(FLOATS, w[j + 1]);
      b0 = x0.fma(f, b0);
      b1 = x1.fma(f, b1);
      f = FloatVector.broadcast(FLOATS, w[j + 2]);
      c0 = x0.fma(f, c0);
      c1 = x1.fma(f, c1);
      f = FloatVector.broadcast(FLOATS, w[j + 3]);
      d0 = x0.fma(f, d0);
      d1 = x1.fma(f, d1);
    }
    a0.intoArray(sums, at);
    a1.intoArray(sums, at + LANES);
    b0.intoArray(sums, size + at);
    b1.intoArray(sums, size + at + LANES);
    c0.intoArray(sums, 2 * size + at);
    c1.intoArray(sums, 2 * size + at + LANES);
    d0.intoArray(sums, 3 * size + at);
    d1.intoArray(sums, 3 * size + at + LANES);
  }

  @Override
  public void gather(
      float[] sums,
      int from,
      int step,
      int rows,
      int width,
      float bias,
      boolean isBiased,
      boolean rectified,
      float[] image,
      int to) {
    FloatVector shift = FloatVector.broadcast(FLOATS, bias);
    FloatVector zero = FloatVector.zero(FLOATS);
    for (int row = 0; row < rows; row++) {
      int start = from + row * step;
      int target = to + row * width;
      for (int i = 0; i < width; i += LANES) {
        FloatVector z = FloatVector.fromArray(FLOATS, sums, start + i);
        if (isBiased) {
          z = z.add(shift);
        }
        if (rectified) {
          z = z.max(zero);
        }
        if (target + i + LANES <= image.length) {
          z.intoArray(image, target + i); // the next row overwrites what is too much
        } else {
          z.intoArray(image, target + i, FLOATS.indexInRange(target + i, image.length));
        }
      }
    }
  }
}
