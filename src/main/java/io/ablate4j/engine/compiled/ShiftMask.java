package io.ablate4j.engine.compiled;

/**
 * Noise whose distribution each channel draws anew at each step (Santurkar et al. 2018,
 * arXiv:1805.11604, section 2.2). The numbers that are drawn are those of {@link
 * io.ablate4j.layer.ShiftingNoise}.
 *
 * @param shift largest size of a channel's shift
 * @param scale farthest from 1 of a channel's scale
 * @param spread how much the examples of a channel differ
 */
record ShiftMask(double shift, double scale, double spread) implements Mask {
  private static final int UNIFORM_SHIFT = 40;
  private static final float UNIFORM_UNIT = 0x1p-24f;

  @Override
  public int draw(float[] factors, Tensor shape, RandomBits random) {
    float[] scales = new float[shape.channels];
    for (int c = 0; c < scales.length; c++) {
      scales[c] = (float) (1 + (scale - 1) * uniform(random));
    }
    float own = (float) spread;
    int space = shape.space();
    for (int row = 0; row < shape.examples * shape.channels; row++) {
      float middle = scales[row % shape.channels];
      for (int i = row * space; i < (row + 1) * space; i++) {
        factors[i] = middle + own * Ziggurat.normal(random);
      }
    }
    return 0;
  }

  @Override
  public boolean adds() {
    return true;
  }

  @Override
  public void drawTerms(float[] terms, Tensor shape, RandomBits random) {
    float[] shifts = new float[shape.channels];
    for (int c = 0; c < shifts.length; c++) {
      shifts[c] = (float) (shift * (2 * uniform(random) - 1) - spread);
    }
    float width = (float) (2 * spread);
    int space = shape.space();
    for (int row = 0; row < shape.examples * shape.channels; row++) {
      float least = shifts[row % shape.channels];
      for (int i = row * space; i < (row + 1) * space; i++) {
        terms[i] = least + width * uniform(random);
      }
    }
  }

  /** In [0, 1). */
  private static float uniform(RandomBits random) {
    return (random.next() >>> UNIFORM_SHIFT) * UNIFORM_UNIT;
  }
}
