package io.ablate4j.engine.compiled;

/**
 * SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators"):
 * written out, since the JDK does not promise that its own generator keeps its numbers.
 */
final class RandomBits {
  private long state;

  RandomBits(long seed) {
    state = seed;
  }

  /** Where the stream stands: what to begin another one with, so that it goes on alike. */
  long state() {
    return state;
  }

  /** Goes on from there. */
  void restart(long from) {
    state = from;
  }

  /** The next 64 bits. */
  long next() {
    state += 0x9e3779b97f4a7c15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
