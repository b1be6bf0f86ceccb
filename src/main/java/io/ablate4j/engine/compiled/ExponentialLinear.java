package io.ablate4j.engine.compiled;

/**
 * x above zero, scale * (exp(x) - 1) below (Clevert, Unterthiner and Hochreiter 2016,
 * arXiv:1511.07289). With t = tanh(x / 2), exp(x) - 1 is 2 t / (1 - t), exact also where x is
 * small.
 *
 * @param scale of the part below zero, above 0
 */
record ExponentialLinear(float scale) implements Curve {
  @Override
  public void forward(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      float t = Tanh.of(.5f * Math.min(x[i], 0f));
      y[i] = Math.max(x[i], 0f) + scale * (2f * t / (1f - t));
    }
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
