package io.ablate4j.engine.compiled;

/** What a kind of dropout multiplies numbers by while it trains, and what noise adds. */
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
   * @return how many of the {@link #decisions} came out as staying
   */
  int draw(float[] factors, Tensor shape, RandomBits random);

  /** Whether it adds something, too. */
  default boolean adds() {
    return false;
  }

  /**
   * Draws what is added to a batch; nothing unless it {@link #adds}.
   *
   * @param terms [examples, channels, height, width], to be written
   * @param shape of the batch
   */
  default void drawTerms(float[] terms, Tensor shape, RandomBits random) {}

  /** How often it is decided whether something stays; 0 where nothing goes as a whole. */
  default int decisions(Tensor shape) {
    return 0;
  }

  /** The probability that something stays. */
  default double retain() {
    return 1;
  }

  /**
   * Decides many times whether something stays: factors are 0, or the inverse of {@code retain}.
   * Returns how many stay.
   */
  static int decide(float[] factors, double retain, RandomBits random) {
    int threshold = (int) Math.round(retain * (1 << BITS));
    float[] outcomes = {0, (float) (1 / retain)}; // looked up without a branch to mispredict
    int kept = 0;
    int i = 0;
    for (int whole = factors.length & -PER_LONG; i < whole; i += PER_LONG) {
      long bits = random.next();
      int first = stays(bits, threshold);
      int second = stays(bits >>> BITS, threshold);
      int third = stays(bits >>> 2 * BITS, threshold);
      int fourth = stays(bits >>> 3 * BITS, threshold);
      factors[i] = outcomes[first];
      factors[i + 1] = outcomes[second];
      factors[i + 2] = outcomes[third];
      factors[i + 3] = outcomes[fourth];
      kept += first + second + third + fourth;
    }
    if (i < factors.length) {
      for (long bits = random.next(); i < factors.length; bits >>>= BITS) {
        int stays = stays(bits, threshold);
        factors[i++] = outcomes[stays];
        kept += stays;
      }
    }
    return kept;
  }

  /** 1 if the lowest bits are below the threshold, else 0: the sign bit of the difference. */
  private static int stays(long bits, int threshold) {
    return ((int) (bits & ((1 << BITS) - 1)) - threshold) >>> 31;
  }
}
