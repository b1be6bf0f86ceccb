package io.ablate4j.engine.compiled;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * In the widest vectors of the processor. Made by name, as a JVM may not have the module.
 *
 * <p>A vector must not be handed to a method that the JVM may not inline, nor be stored by a mask:
 * either makes each one an object, 9 MB of them in a step of inception.
 */
final class VectorPools implements PoolKernels {
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
      most.intoArray(winners.maxima, to + i);
      number.intoArray(winners.numbers, to + i);
    }
  }

  @Override
  public void collect(
      float[] maxima, int[] places, int from, int windows, Winners winners, int to) {
    IntVector first = IntVector.broadcast(INTS, winners.first);
    IntVector last = IntVector.broadcast(INTS, winners.last);
    for (int i = 0; i < windows; i += LANES) {
      FloatVector most = FloatVector.fromArray(FLOATS, maxima, from + i);
      IntVector number =
          IntVector.fromArray(INTS, places, from + i).add(COUNT).add(winners.start + i);
      number = number.min(last).max(first);
      most.intoArray(winners.maxima, to + i);
      number.intoArray(winners.numbers, to + i);
    }
  }
}
