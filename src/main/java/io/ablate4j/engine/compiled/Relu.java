package io.ablate4j.engine.compiled;

/** max(x, 0). */
final class Relu implements Node {
  private final Tensor input;
  private final Buffer inputGradient;
  private final Tensor output;

  Relu(Tensor input) {
    this.input = input;
    this.inputGradient = input.newGradient();
    this.output = new Tensor(input.examples, input.channels, input.height, input.width);
  }

  @Override
  public void forward(boolean training) {
    rectify(input.value().read(), output.value().write());
  }

  @Override
  public void backward() {
    mask(output.value().read(), output.gradient().read(), inputGradient.write());
  }

  @Override
  public Tensor output() {
    return output;
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
