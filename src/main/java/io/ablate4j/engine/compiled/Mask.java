package io.ablate4j.engine.compiled;

/** What a kind of dropout multiplies numbers by while it trains; its mean is 1. */
interface Mask {
  /** Bits a random decision takes: its probability is rounded to a multiple of 2 to minus that. */
  int BITS = 16;

  /**
   * Draws the factors of a batch.
   *
   * @param factors [examples, channels, height, width], to be written
   * @param shape of the batch
   */
  void draw(float[] factors, Tensor shape, RandomBits random);

  /**
   * Decides many times whether something stays: factors are 0, or the inverse of {@code retain}.
   */
  static void decide(float[] factors, double retain, RandomBits random) {
    int threshold = (int) Math.round(retain * (1 << BITS));
    float scale = (float) (1 / retain);
    int i = 0;
    while (i < factors.length) {
      long bits = random.next();
      int end = Math.min(i + Long.SIZE / BITS, factors.length);
      for (; i < end; i++) {
        // The sign bit of the difference tells whether it stays; no branch to mispredict.
        int stays = ((int) (bits & 0xffff) - threshold) >>> 31;
        factors[i] = scale * stays;
        bits >>>= BITS;
      }
    }
  }
}
