package io.ablate4j.engine.compiled;

/** The same numbers in the same order, as other channels, rows and columns. */
final class Reshaped implements Node {
  private final Tensor input;
  private final Buffer inputGradient;
  private final Tensor output;

  /**
   * @param output of as many numbers
   * @param first whether nobody asks for the gradient of the input
   */
  Reshaped(Tensor input, Tensor output, boolean first) {
    this.input = input;
    this.inputGradient = first ? null : input.newGradient();
    this.output = output;
  }

  @Override
  public void forward(PassKind pass) {
    float[] to = output.value().write();
    System.arraycopy(input.value().read(), 0, to, 0, to.length);
  }

  @Override
  public void backward() {
    if (inputGradient == null) {
      return;
    }
    float[] from = output.gradient().read();
    System.arraycopy(from, 0, inputGradient.write(), 0, from.length);
  }

  @Override
  public Tensor output() {
    return output;
  }
}
