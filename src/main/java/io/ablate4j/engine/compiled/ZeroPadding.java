package io.ablate4j.engine.compiled;

/** Images with zeros around them. */
final class ZeroPadding implements Node {
  private final Tensor input;
  private final Buffer inputGradient;
  private final Tensor output;
  private final int top;
  private final int left;

  /**
   * @param edges rows above, rows below, columns before, columns behind
   * @param first whether nobody asks for the gradient of the input
   */
  ZeroPadding(Tensor input, int[] edges, boolean first) {
    this.input = input;
    this.inputGradient = first ? null : input.newGradient();
    this.top = edges[0];
    this.left = edges[2];
    this.output =
        new Tensor(
            input.examples,
            input.channels,
            input.height + edges[0] + edges[1],
            input.width + edges[2] + edges[3]);
  }

  @Override
  public void forward(PassKind pass) {
    float[] to = output.value().write();
    java.util.Arrays.fill(to, 0);
    float[] from = input.value().read();
    for (int row = 0; row < input.examples * input.channels * input.height; row++) {
      System.arraycopy(from, row * input.width, to, place(row), input.width);
    }
  }

  @Override
  public void backward() {
    if (inputGradient == null) {
      return;
    }
    float[] from = output.gradient().read();
    float[] to = inputGradient.write();
    for (int row = 0; row < input.examples * input.channels * input.height; row++) {
      System.arraycopy(from, place(row), to, row * input.width, input.width);
    }
  }

  /** Where a row of all images and channels starts among those with zeros around them. */
  private int place(int row) {
    int image = row / input.height;
    return (image * output.height + row % input.height + top) * output.width + left;
  }

  @Override
  public Tensor output() {
    return output;
  }
}
