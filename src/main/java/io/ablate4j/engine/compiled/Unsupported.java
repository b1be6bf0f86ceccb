package io.ablate4j.engine.compiled;

/** A part of a graph that the compiler does not know; the message names it. */
final class Unsupported extends Exception {
  private static final long serialVersionUID = 1L;

  Unsupported(String layer, String what) {
    super(layer + ": " + what);
  }

  /**
   * @throws Unsupported if the condition does not hold
   */
  static void unless(boolean condition, String layer, String what) throws Unsupported {
    if (!condition) {
      throw new Unsupported(layer, what);
    }
  }
}
