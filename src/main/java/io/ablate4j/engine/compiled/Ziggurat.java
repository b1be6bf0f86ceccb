package io.ablate4j.engine.compiled;

/**
 * Numbers of the standard normal distribution, by a pile of strips of one area that covers half the
 * bell (Marsaglia and Tsang 2000, "The ziggurat method for generating random variables"): most
 * numbers take one product and one comparison. Strictly by the bits that it is given, on any
 * machine.
 */
final class Ziggurat {
  private static final int STRIPS = 256;

  /** Where the tail begins, right of the lowest strip's rectangle. */
  static final double TAIL = 3.6541528853610088;

  /** Of each strip, under exp(-x^2 / 2); the lowest has the tail, too. */
  private static final double AREA = 0.00492867323399;

  private static final int VALUE_SHIFT = 40;
  private static final float VALUE_UNIT = 0x1p-23f;
  private static final int UNIFORM_SHIFT = 11;
  private static final double UNIFORM_UNIT = 0x1p-53;

  /** How far each strip reaches, from the lowest up; what the next one covers is below the bell. */
  private static final float[] EDGES = new float[STRIPS + 1];

  /** Of the bell at the edges. */
  private static final double[] HEIGHTS = new double[STRIPS + 1];

  static {
    EDGES[0] = (float) (AREA / bell(TAIL)); // as wide as if it were a rectangle
    double edge = TAIL;
    for (int strip = 1; strip < STRIPS; strip++) {
      EDGES[strip] = (float) edge;
      HEIGHTS[strip] = bell(edge);
      edge = StrictMath.sqrt(-2 * StrictMath.log(AREA / edge + bell(edge)));
    }
    HEIGHTS[STRIPS] = 1; // at the edge 0
  }

  private Ziggurat() {}

  private static double bell(double x) {
    return StrictMath.exp(-.5 * x * x);
  }

  /** The next number. */
  static float normal(RandomBits random) {
    while (true) {
      long bits = random.next();
      int strip = (int) bits & (STRIPS - 1);
      float x = (bits >> VALUE_SHIFT) * VALUE_UNIT * EDGES[strip];
      if (Math.abs(x) < EDGES[strip + 1]) {
        return x;
      }
      if (strip == 0) {
        return x < 0 ? -ofTail(random) : ofTail(random);
      }
      double height = HEIGHTS[strip] + uniform(random) * (HEIGHTS[strip + 1] - HEIGHTS[strip]);
      if (height < bell(x)) {
        return x;
      }
    }
  }

  /** In (0, 1). */
  private static double uniform(RandomBits random) {
    return ((random.next() >>> UNIFORM_SHIFT) + .5) * UNIFORM_UNIT;
  }

  /** Marsaglia 1964. */
  private static float ofTail(RandomBits random) {
    double beyond;
    double height;
    do {
      beyond = -StrictMath.log(uniform(random)) / TAIL;
      height = -StrictMath.log(uniform(random));
    } while (2 * height < beyond * beyond);
    return (float) (TAIL + beyond);
  }
}
