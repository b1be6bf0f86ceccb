package io.ablate4j.engine.compiled;

/** What a kind of dropout multiplies numbers by while it trains; its mean is 1. */
interface Mask {
  /** Bits a random decision takes: its probability is rounded to a multiple of 2 to minus that. */
  int BITS = 16;

  /** Decisions from 64 bits. */
  int PER_LONG = 4;

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
    float[] outcomes = {0, (float) (1 / retain)}; // looked up without a branch to mispredict
    int i = 0;
    for (int whole = factors.length & -PER_LONG; i < whole; i += PER_LONG) {
      long bits = random.next();
      factors[i] = outcomes[stays(bits, threshold)];
      factors[i + 1] = outcomes[stays(bits >>> BITS, threshold)];
      factors[i + 2] = outcomes[stays(bits >>> 2 * BITS, threshold)];
      factors[i + 3] = outcomes[stays(bits >>> 3 * BITS, threshold)];
    }
    if (i < factors.length) {
      for (long bits = random.next(); i < factors.length; bits >>>= BITS) {
        factors[i++] = outcomes[stays(bits, threshold)];
      }
    }
  }

  /** 1 if the lowest bits are below the threshold, else 0: the sign bit of the difference. */
  private static int stays(long bits, int threshold) {
    return ((int) (bits & ((1 << BITS) - 1)) - threshold) >>> 31;
  }
}
