package io.ablate4j.engine.compiled;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** In the widest vectors of the processor. */
final class VectorPeak implements PeakKernel {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  @Override
  public int lanes() {
    return FLOATS.length();
  }

  @Override
  public float multiply(int rounds) {
    FloatVector x = FloatVector.broadcast(FLOATS, .999f);
    FloatVector y = FloatVector.broadcast(FLOATS, .001f);
    FloatVector a0 = FloatVector.broadcast(FLOATS, .5f);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector a5 = a0;
    FloatVector a6 = a0;
    FloatVector a7 = a0;
    FloatVector a8 = a0;
    FloatVector a9 = a0;
    FloatVector a10 = a0;
    FloatVector a11 = a0;
    FloatVector a12 = a0;
    FloatVector a13 = a0;
    FloatVector a14 = a0;
    FloatVector a15 = a0;
    for (int round = 0; round < rounds; round++) {
      a0 = a0.fma(x, y);
      a1 = a1.fma(x, y);
      a2 = a2.fma(x, y);
      a3 = a3.fma(x, y);
      a4 = a4.fma(x, y);
      a5 = a5.fma(x, y);
      a6 = a6.fma(x, y);
      a7 = a7.fma(x, y);
      a8 = a8.fma(x, y);
      a9 = a9.fma(x, y);
      a10 = a10.fma(x, y);
      a11 = a11.fma(x, y);
      a12 = a12.fma(x, y);
      a13 = a13.fma(x, y);
      a14 = a14.fma(x, y);
      a15 = a15.fma(x, y);
    }
    FloatVector sum = a0;
    sum = sum.add(a1);
    sum = sum.add(a2);
    sum = sum.add(a3);
    sum = sum.add(a4);
    sum = sum.add(a5);
    sum = sum.add(a6);
    sum = sum.add(a7);
    sum = sum.add(a8);
    sum = sum.add(a9);
    sum = sum.add(a10);
    sum = sum.add(a11);
    sum = sum.add(a12);
    sum = sum.add(a13);
    sum = sum.add(a14);
    sum = sum.add(a15);
    return sum.lane(0);
  }
}
