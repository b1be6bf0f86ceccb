package io.ablate4j.engine.compiled;

/**
 * x above zero, a small part of it below (Maas, Hannun and Ng 2013).
 *
 * @param slope below zero, at least 0 and below 1
 */
record LeakyRelu(float slope) implements Curve {
  @Override
  public void forward(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.max(x[i], 0f) + slope * Math.min(x[i], 0f);
    }
  }

  /** Without a branch, as in {@link Relu#mask}. */
  @Override
  public void backward(float[] y, float[] dy, float[] dx) {
    float rest = 1 - slope;
    for (int i = 0; i < dx.length; i++) {
      float above = Math.min(Math.max(y[i], 0f) * Float.MAX_VALUE, 1f);
      dx[i] = dy[i] * (slope + rest * above);
    }
  }
}
