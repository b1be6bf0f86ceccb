package io.ablate4j.engine.compiled;

import java.util.Optional;

/**
 * Loops of exponentials, over whole arrays of one length; y may be x itself. All give the same
 * bits. The largest errors over all floats, in units in the last place of the exact result, are
 * held by {@code CurvesTest}.
 */
interface CurveLoops {
  /** Those in wide vectors where this process has them. */
  static CurveLoops ofThisProcess() {
    Optional<CurveKernels> kernels = Wide.ofThisProcess().curves();
    return kernels.isPresent() ? kernels.get() : new PlainCurves();
  }

  /**
   * y = e to the x; 0 where that is below the smallest normal float, infinity above the largest.
   */
  void exp(float[] x, float[] y);

  /** y = tanh(x). */
  void tanh(float[] x, float[] y);

  /** y = 1 / (1 + exp(-x)); 0 where that is below the smallest normal float. */
  void sigmoid(float[] x, float[] y);

  /** y = x from zero on, and scale (exp(x) - 1) below. */
  void linearExponential(float[] x, float scale, float[] y);
}
