package io.ablate4j.engine.compiled;

/** max(x, 0). */
final class Relu implements Curve {
  static final Relu CURVE = new Relu();

  private Relu() {}

  @Override
  public void forward(float[] x, float[] y) {
    rectify(x, y);
  }

  @Override
  public void backward(float[] y, float[] dy, float[] dx) {
    mask(y, dy, dx);
  }

  static void rectify(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.max(x[i], 0f);
    }
  }

  /**
   * dy where y is above zero, else 0. min(y * MAX, 1) is 1 for every normal positive y and 0 for
   * zero: a comparison without a branch, which the compiler vectorizes.
   */
  static void mask(float[] y, float[] dy, float[] dx) {
    for (int i = 0; i < dx.length; i++) {
      dx[i] = dy[i] * Math.min(y[i] * Float.MAX_VALUE, 1f);
    }
  }
}
