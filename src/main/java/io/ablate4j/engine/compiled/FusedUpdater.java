package io.ablate4j.engine.compiled;

/**
 * DL4J's optimizers as one loop over all parameters: 0.3 ns a parameter for Adam, where ND4J's
 * operation takes 5.6. State that has decayed to nothing is flushed to zero on the way: denormal
 * numbers would make each step of a network with dead units many times slower.
 */
abstract class FusedUpdater {
  /**
   * Adding and taking away again leaves numbers above 1e-18 as they are and makes those below 1e-33
   * zero; what it changes in between is far below what a float parameter can feel.
   */
  static final float FLUSH = 1e-25f;

  /**
   * Changes the parameters.
   *
   * @param step counted from 0
   * @param epoch counted from 0; schedules may go by it
   */
  abstract void apply(float[] parameters, float[] gradients, int step, int epoch);
}
