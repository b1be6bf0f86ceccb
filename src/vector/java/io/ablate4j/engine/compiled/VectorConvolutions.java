package io.ablate4j.engine.compiled;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * In the widest vectors of the processor. Made by name, as a JVM may not have the module. It is
 * long because each kernel has its sums in local variables, written out: the JVM makes objects of
 * vectors in arrays, nested loops, or helper methods that it does not inline.
 */
final class VectorConvolutions implements ConvolutionKernels {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();

  /** Processors have 32 registers of 16 floats, but often 16 of eight. */
  private static final boolean HAS_MANY_REGISTERS = LANES >= STRANDS;

  private static final float[] ONES_THEN_ZEROS = new float[2 * LANES];

  static {
    Arrays.fill(ONES_THEN_ZEROS, 0, LANES, 1f);
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void products(
      float[] image,
      int start,
      int[] offsets,
      float[] weights,
      int from,
      float[] sums,
      int places,
      int size) {
    int at = 0;
    if (HAS_MANY_REGISTERS) {
      for (; at + 2 * LANES < places && at + 4 * LANES <= size; at += 4 * LANES) {
        fourByFour(image, start, at, offsets, weights, from, sums, size);
      }
    }
    for (; at < places; at += 2 * LANES) {
      fourByTwo(image, start, at, offsets, weights, from, sums, size);
    }
  }

  /**
   * In one piece: one loop, with all sums in local variables, which the JVM keeps in registers;
   * nested loops have it make objects.
   */
  private static void fourByFour(
      float[] x, int start, int at, int[] offsets, float[] w, int from, float[] sums, int size) {
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
      int i = start + at + offsets[k];
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
      float[] x, int start, int at, int[] offsets, float[] w, int from, float[] sums, int size) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    for (int k = 0, j = from; k < offsets.length; k++, j += 4) {
      int i = start + at + offsets[k];
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

  @Override
  public void spread(
      float[] gradient,
      float[] outputs,
      int from,
      int rows,
      int width,
      int step,
      float[] plane,
      int to) {
    for (int row = 0; row < rows; row++) {
      int start = from + row * width;
      int target = to + row * step;
      for (int i = 0; i < width; i += LANES) {
        FloatVector open =
            FloatVector.fromArray(FLOATS, ONES_THEN_ZEROS, LANES - Math.min(LANES, width - i));
        FloatVector d;
        if (start + i + LANES <= gradient.length) {
          d = FloatVector.fromArray(FLOATS, gradient, start + i);
          if (outputs != null) {
            open = open.min(FloatVector.fromArray(FLOATS, outputs, start + i));
          }
        } else {
          float[] last = new float[LANES];
          copyPassed(gradient, outputs, start + i, width - i, last);
          d = FloatVector.fromArray(FLOATS, last, 0);
        }
        // masks of Java's own making are slow objects, those of comparisons are not
        d = FloatVector.zero(FLOATS).blend(d, open.compare(VectorOperators.GT, 0f));
        d.intoArray(plane, target + i); // the next row overwrites what is too much
      }
    }
  }

  private static void copyPassed(
      float[] gradient, float[] outputs, int from, int count, float[] to) {
    for (int i = 0; i < count; i++) {
      to[i] = outputs == null || outputs[from + i] > 0 ? gradient[from + i] : 0;
    }
  }

  @Override
  public void add(float[] plane, int from, int length, float[] sums, int at) {
    for (int half = 0; half < STRANDS; half += LANES) {
      FloatVector sum = FloatVector.fromArray(FLOATS, sums, at + half);
      for (int i = from + half; i < from + length; i += STRANDS) {
        sum = sum.add(FloatVector.fromArray(FLOATS, plane, i));
      }
      sum.intoArray(sums, at + half);
    }
  }

  @Override
  public void correlate(
      float[] planes,
      int from,
      int plane,
      float[] image,
      int[] offsets,
      int tap,
      int length,
      float[] sums,
      int at) {
    if (HAS_MANY_REGISTERS) {
      fourPlaces(planes, from, plane, image, offsets, tap, length, sums, at);
      return;
    }
    for (int half = 0; half < STRANDS; half += LANES) {
      for (int two = 0; two < TAPS; two += 2) {
        twoPlaces(
            planes,
            from + half,
            plane,
            image,
            half + offsets[tap + two],
            half + offsets[tap + two + 1],
            length,
            sums,
            at + two * STRANDS + half);
      }
    }
  }

  /** In one piece: 16 sums in registers, written out as in {@link #products}. */
  private static void fourPlaces(
      float[] planes,
      int from,
      int plane,
      float[] image,
      int[] offsets,
      int tap,
      int length,
      float[] sums,
      int at) {
    int tap0 = offsets[tap];
    int tap1 = offsets[tap + 1];
    int tap2 = offsets[tap + 2];
    int tap3 = offsets[tap + 3];
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
    for (int i = 0; i < length; i += STRANDS) {
      int j = from + i;
      FloatVector a = FloatVector.fromArray(FLOATS, planes, j);
      FloatVector b = FloatVector.fromArray(FLOATS, planes, j + plane);
      FloatVector c = FloatVector.fromArray(FLOATS, planes, j + 2 * plane);
      FloatVector d = FloatVector.fromArray(FLOATS, planes, j + 3 * plane);
      FloatVector v = FloatVector.fromArray(FLOATS, image, i + tap0);
      a0 = v.fma(a, a0);
      b0 = v.fma(b, b0);
      c0 = v.fma(c, c0);
      d0 = v.fma(d, d0);
      v = FloatVector.fromArray(FLOATS, image, i + tap1);
      a1 = v.fma(a, a1);
      b1 = v.fma(b, b1);
      c1 = v.fma(c, c1);
      d1 = v.fma(d, d1);
      v = FloatVector.fromArray(FLOATS, image, i + tap2);
      a2 = v.fma(a, a2);
      b2 = v.fma(b, b2);
      c2 = v.fma(c, c2);
      d2 = v.fma(d, d2);
      v = FloatVector.fromArray(FLOATS, image, i + tap3);
      a3 = v.fma(a, a3);
      b3 = v.fma(b, b3);
      c3 = v.fma(c, c3);
      d3 = v.fma(d, d3);
    }
    FloatVector.fromArray(FLOATS, sums, at).add(a0).intoArray(sums, at);
    FloatVector.fromArray(FLOATS, sums, at + STRANDS).add(a1).intoArray(sums, at + STRANDS);
    FloatVector.fromArray(FLOATS, sums, at + 2 * STRANDS).add(a2).intoArray(sums, at + 2 * STRANDS);
    FloatVector.fromArray(FLOATS, sums, at + 3 * STRANDS).add(a3).intoArray(sums, at + 3 * STRANDS);
    FloatVector.fromArray(FLOATS, sums, at + 4 * STRANDS).add(b0).intoArray(sums, at + 4 * STRANDS);
    FloatVector.fromArray(FLOATS, sums, at + 5 * STRANDS).add(b1).intoArray(sums, at + 5 * STRANDS);
    FloatVector.fromArray(FLOATS, sums, at + 6 * STRANDS).add(b2).intoArray(sums, at + 6 * STRANDS);
    FloatVector.fromArray(FLOATS, sums, at + 7 * STRANDS).add(b3).intoArray(sums, at + 7 * STRANDS);
    FloatVector.fromArray(FLOATS, sums, at + 8 * STRANDS).add(c0).intoArray(sums, at + 8 * STRANDS);
    FloatVector.fromArray(FLOATS, sums, at + 9 * STRANDS).add(c1).intoArray(sums, at + 9 * STRANDS);
    FloatVector.fromArray(FLOATS, sums, at + 10 * STRANDS)
        .add(c2)
        .intoArray(sums, at + 10 * STRANDS);
    FloatVector.fromArray(FLOATS, sums, at + 11 * STRANDS)
        .add(c3)
        .intoArray(sums, at + 11 * STRANDS);
    FloatVector.fromArray(FLOATS, sums, at + 12 * STRANDS)
        .add(d0)
        .intoArray(sums, at + 12 * STRANDS);
    FloatVector.fromArray(FLOATS, sums, at + 13 * STRANDS)
        .add(d1)
        .intoArray(sums, at + 13 * STRANDS);
    FloatVector.fromArray(FLOATS, sums, at + 14 * STRANDS)
        .add(d2)
        .intoArray(sums, at + 14 * STRANDS);
    FloatVector.fromArray(FLOATS, sums, at + 15 * STRANDS)
        .add(d3)
        .intoArray(sums, at + 15 * STRANDS);
  }

  /** The same of two places, for processors with fewer registers. */
  private static void twoPlaces(
      float[] planes,
      int from,
      int plane,
      float[] image,
      int tap0,
      int tap1,
      int length,
      float[] sums,
      int at) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    for (int i = 0; i < length; i += STRANDS) {
      int j = from + i;
      FloatVector a = FloatVector.fromArray(FLOATS, planes, j);
      FloatVector b = FloatVector.fromArray(FLOATS, planes, j + plane);
      FloatVector c = FloatVector.fromArray(FLOATS, planes, j + 2 * plane);
      FloatVector d = FloatVector.fromArray(FLOATS, planes, j + 3 * plane);
      FloatVector v = FloatVector.fromArray(FLOATS, image, i + tap0);
      a0 = v.fma(a, a0);
      b0 = v.fma(b, b0);
      c0 = v.fma(c, c0);
      d0 = v.fma(d, d0);
      v = FloatVector.fromArray(FLOATS, image, i + tap1);
      a1 = v.fma(a, a1);
      b1 = v.fma(b, b1);
      c1 = v.fma(c, c1);
      d1 = v.fma(d, d1);
    }
    FloatVector.fromArray(FLOATS, sums, at).add(a0).intoArray(sums, at);
    FloatVector.fromArray(FLOATS, sums, at + STRANDS).add(a1).intoArray(sums, at + STRANDS);
    FloatVector.fromArray(FLOATS, sums, at + 4 * STRANDS).add(b0).intoArray(sums, at + 4 * STRANDS);
    FloatVector.fromArray(FLOATS, sums, at + 5 * STRANDS).add(b1).intoArray(sums, at + 5 * STRANDS);
    FloatVector.fromArray(FLOATS, sums, at + 8 * STRANDS).add(c0).intoArray(sums, at + 8 * STRANDS);
    FloatVector.fromArray(FLOATS, sums, at + 9 * STRANDS).add(c1).intoArray(sums, at + 9 * STRANDS);
    FloatVector.fromArray(FLOATS, sums, at + 12 * STRANDS)
        .add(d0)
        .intoArray(sums, at + 12 * STRANDS);
    FloatVector.fromArray(FLOATS, sums, at + 13 * STRANDS)
        .add(d1)
        .intoArray(sums, at + 13 * STRANDS);
  }
}
