package io.ablate4j.engine.compiled;

/** max(x, 0). */
final class Relu implements Node {
  private final Tensor input;
  private final Buffer inputGradient;
  private final Tensor output;

  private Relu(Tensor input, Buffer inputGradient, Tensor output) {
    this.input = input;
    this.inputGradient = inputGradient;
    this.output = output;
  }

  static Relu of(Tensor input) {
    return new Relu(
        input,
        input.newGradient(),
        new Tensor(input.examples, input.channels, input.height, input.width));
  }

  /**
   * One that overwrites what it reads, and on the way back the gradient: half the memory to go
   * through.
   *
   * @param tensor of a node that does not need to know what it gave, and with one reader beside
   *     this
   */
  static Relu inPlace(Tensor tensor) {
    return new Relu(tensor, null, tensor);
  }

  @Override
  public void forward(boolean training) {
    float[] x = input.value().read();
    rectify(x, output.value().write());
  }

  @Override
  public void backward() {
    Buffer gradient = output.gradient();
    float[] dy = gradient.read();
    mask(
        output.value().read(),
        dy,
        inputGradient == null ? gradient.write() : inputGradient.write());
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
