package io.ablate4j.engine.compiled;

/**
 * Inverted dropout (Srivastava et al. 2014): each number stays with the retain probability, scaled
 * up by its inverse, else becomes zero.
 */
record NumberMask(double retain) implements Mask {
  @Override
  public int draw(float[] factors, Tensor shape, RandomBits random) {
    return Mask.decide(factors, retain, random);
  }

  @Override
  public int decisions(Tensor shape) {
    return shape.examples * shape.exampleSize();
  }
}
