package io.ablate4j.engine.compiled;

/** The hyperbolic tangent. */
record Tanh(CurveLoops loops) implements Curve {
  @Override
  public void forward(float[] x, float[] y) {
    loops.tanh(x, y);
  }

  @Override
  public void backward(float[] y, float[] dy, float[] dx) {
    for (int i = 0; i < dx.length; i++) {
      dx[i] = dy[i] * (1f - y[i] * y[i]);
    }
  }
}
