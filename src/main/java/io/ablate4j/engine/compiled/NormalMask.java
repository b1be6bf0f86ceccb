package io.ablate4j.engine.compiled;

/**
 * Gaussian dropout: factors from a normal distribution of mean 1 and the variance of standard
 * dropout (Srivastava et al. 2014, section 10). Two from each 64 bits, by Box and Muller (1958).
 *
 * @param deviation the square root of p / (1 - p), p the drop probability
 */
record NormalMask(double deviation) implements Mask {
  private static final double UNIT = 0x1p-32;

  @Override
  public int draw(float[] factors, Tensor shape, RandomBits random) {
    for (int i = 0; i < factors.length; i += 2) {
      long bits = random.next();
      // The first one never 0, whose logarithm is not finite.
      double radius = deviation * Math.sqrt(-2 * Math.log(((bits >>> 32) + .5) * UNIT));
      double angle = 2 * Math.PI * (bits & 0xffffffffL) * UNIT;
      factors[i] = (float) (1 + radius * Math.cos(angle));
      if (i + 1 < factors.length) {
        factors[i + 1] = (float) (1 + radius * Math.sin(angle));
      }
    }
    return 0;
  }
}
