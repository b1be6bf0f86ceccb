package io.ablate4j.engine.compiled;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** In the widest vectors of the processor. Made by name, as a JVM may not have the module. */
final class VectorKernels implements WideKernels {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();
  private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(FLOATS, i -> 2 * i % LANES);
  private static final VectorShuffle<Float> ODD =
      VectorShuffle.fromOp(FLOATS, i -> 2 * i % LANES + 1);
  private static final VectorMask<Float> UPPER = FLOATS.indexInRange(-LANES / 2, LANES / 2);
  private static final IntVector COUNT = IntVector.zero(INTS).addIndex(1);

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void maxima(
      float[] planes,
      int numbers,
      int width,
      int rowStep,
      Scratch scratch,
      float[] maxima,
      int[] places) {
    ofThreeColumns(planes, numbers, scratch.along(), scratch.columns());
    ofThreeRows(scratch.along(), scratch.columns(), numbers, width, rowStep, maxima, places);
  }

  private static IntVector bits(FloatVector numbers) {
    return numbers.reinterpretAsInts();
  }

  private static void ofThreeColumns(float[] x, int numbers, float[] along, int[] columns) {
    IntVector zero = IntVector.zero(INTS);
    for (int i = 0; i < numbers; i += LANES) {
      FloatVector a = FloatVector.fromArray(FLOATS, x, i);
      FloatVector b = FloatVector.fromArray(FLOATS, x, i + 1);
      FloatVector most = a.max(b).max(FloatVector.fromArray(FLOATS, x, i + 2));
      VectorMask<Integer> first = bits(a).compare(VectorOperators.NE, bits(most));
      VectorMask<Integer> both = bits(b).compare(VectorOperators.NE, bits(most)).and(first);
      most.intoArray(along, i);
      zero.blend(1, first).blend(2, both).intoArray(columns, i);
    }
  }

  private static void ofThreeRows(
      float[] along,
      int[] columns,
      int numbers,
      int width,
      int rowStep,
      float[] maxima,
      int[] places) {
    for (int i = 0; i < numbers; i += LANES) {
      FloatVector a = FloatVector.fromArray(FLOATS, along, i);
      FloatVector b = FloatVector.fromArray(FLOATS, along, i + width);
      FloatVector most = a.max(b).max(FloatVector.fromArray(FLOATS, along, i + 2 * width));
      VectorMask<Integer> first = bits(a).compare(VectorOperators.NE, bits(most));
      VectorMask<Integer> both = bits(b).compare(VectorOperators.NE, bits(most)).and(first);
      IntVector one = IntVector.fromArray(INTS, columns, i + width).add(rowStep);
      IntVector two = IntVector.fromArray(INTS, columns, i + 2 * width).add(2 * rowStep);
      most.intoArray(maxima, i);
      IntVector.fromArray(INTS, columns, i).blend(one, first).blend(two, both).intoArray(places, i);
    }
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

  @Override
  public void halves(
      float[] planes, int from, int width, int windows, int rowStep, Winners winners, int to) {
    IntVector first = IntVector.broadcast(INTS, winners.first);
    IntVector last = IntVector.broadcast(INTS, winners.last);
    for (int i = 0; i < windows; i += LANES) {
      int at = from + 2 * i;
      FloatVector a = FloatVector.fromArray(FLOATS, planes, at);
      FloatVector b = FloatVector.fromArray(FLOATS, planes, at + LANES);
      FloatVector c = FloatVector.fromArray(FLOATS, planes, at + width);
      FloatVector d = FloatVector.fromArray(FLOATS, planes, at + width + LANES);
      FloatVector up = a.rearrange(EVEN).blend(b.rearrange(EVEN), UPPER);
      FloatVector down = c.rearrange(EVEN).blend(d.rearrange(EVEN), UPPER);
      FloatVector above = up.max(a.rearrange(ODD).blend(b.rearrange(ODD), UPPER));
      FloatVector below = down.max(c.rearrange(ODD).blend(d.rearrange(ODD), UPPER));
      FloatVector most = above.max(below);
      VectorMask<Integer> isBelow = bits(above).compare(VectorOperators.NE, bits(most));
      VectorMask<Integer> isRight =
          bits(up).blend(bits(down), isBelow).compare(VectorOperators.NE, bits(most));
      IntVector number = COUNT.add(i).lanewise(VectorOperators.LSHL, 1).add(winners.start);
      number = number.add(rowStep, isBelow).add(1, isRight).min(last).max(first);
      store(most, number, winners, to + i);
    }
  }

  @Override
  public void collect(
      float[] maxima, int[] places, int from, int windows, Winners winners, int to) {
    IntVector first = IntVector.broadcast(INTS, winners.first);
    IntVector last = IntVector.broadcast(INTS, winners.last);
    for (int i = 0; i < windows; i += LANES) {
      IntVector number =
          IntVector.fromArray(INTS, places, from + i).add(COUNT).add(winners.start + i);
      store(
          FloatVector.fromArray(FLOATS, maxima, from + i),
          number.min(last).max(first),
          winners,
          to + i);
    }
  }

  /** What is too much the next row overwrites; behind the last one there is none. */
  private static void store(FloatVector maxima, IntVector numbers, Winners winners, int to) {
    if (to + LANES <= winners.maxima.length) {
      maxima.intoArray(winners.maxima, to);
      numbers.intoArray(winners.numbers, to);
    } else {
      maxima.intoArray(winners.maxima, to, FLOATS.indexInRange(to, winners.maxima.length));
      numbers.intoArray(winners.numbers, to, INTS.indexInRange(to, winners.numbers.length));
    }
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
