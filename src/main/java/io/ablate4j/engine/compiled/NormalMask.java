package io.ablate4j.engine.compiled;

/**
 * Gaussian dropout: factors from a normal distribution of mean 1 and the variance of standard
 * dropout (Srivastava et al. 2014, section 10).
 *
 * @param deviation the square root of p / (1 - p), p the drop probability
 */
record NormalMask(double deviation) implements Mask {
  @Override
  public int draw(float[] factors, Tensor shape, RandomBits random) {
    float scale = (float) deviation;
    for (int i = 0; i < factors.length; i++) {
      factors[i] = 1 + scale * Ziggurat.normal(random);
    }
    return 0;
  }
}
