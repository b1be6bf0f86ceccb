package io.ablate4j.engine.compiled;

/** 1 / (1 + exp(-x)). */
record Sigmoid(CurveLoops loops) implements Curve {
  @Override
  public void forward(float[] x, float[] y) {
    loops.sigmoid(x, y);
  }

  @Override
  public void backward(float[] y, float[] dy, float[] dx) {
    for (int i = 0; i < dx.length; i++) {
      dx[i] = dy[i] * (y[i] * (1f - y[i]));
    }
  }
}
