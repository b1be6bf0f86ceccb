package io.ablate4j.engine.compiled;

/** An activation function of each number. */
final class Elementwise implements Node {
  private final Curve curve;
  private final Tensor input;
  private final Buffer inputGradient;
  private final Tensor output;

  private Elementwise(Curve curve, Tensor input, Buffer inputGradient, Tensor output) {
    this.curve = curve;
    this.input = input;
    this.inputGradient = inputGradient;
    this.output = output;
  }

  static Elementwise of(Curve curve, Tensor input) {
    return new Elementwise(
        curve,
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
  static Elementwise inPlace(Curve curve, Tensor tensor) {
    return new Elementwise(curve, tensor, null, tensor);
  }

  @Override
  public void forward(PassKind pass) {
    float[] x = input.value().read();
    curve.forward(x, output.value().write());
  }

  @Override
  public void backward() {
    Buffer gradient = output.gradient();
    float[] dy = gradient.read();
    curve.backward(
        output.value().read(),
        dy,
        inputGradient == null ? gradient.write() : inputGradient.write());
  }

  @Override
  public Tensor output() {
    return output;
  }
}
