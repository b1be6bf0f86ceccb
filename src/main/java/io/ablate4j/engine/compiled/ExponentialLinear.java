package io.ablate4j.engine.compiled;

/**
 * x above zero, scale * (exp(x) - 1) below (Clevert, Unterthiner and Hochreiter 2016,
 * arXiv:1511.07289).
 *
 * @param scale of the part below zero, above 0
 */
record ExponentialLinear(CurveLoops loops, float scale) implements Curve {
  @Override
  public void forward(float[] x, float[] y) {
    loops.linearExponential(x, scale, y);
  }

  /** The slope is 1 above zero and y + scale below; without a branch, as in {@link Relu#mask}. */
  @Override
  public void backward(float[] y, float[] dy, float[] dx) {
    for (int i = 0; i < dx.length; i++) {
      float above = Math.min(Math.max(y[i], 0f) * Float.MAX_VALUE, 1f);
      dx[i] = dy[i] * (above + (1f - above) * (Math.min(y[i], 0f) + scale));
    }
  }
}
