package io.ablate4j.engine.compiled;

/** Mean over height and width. */
final class GlobalAveragePool implements Node {
  private final Tensor input;
  private final Buffer inputGradient;
  private final Tensor output;

  GlobalAveragePool(Tensor input) {
    this.input = input;
    this.inputGradient = input.newGradient();
    this.output = new Tensor(input.examples, input.channels, 1, 1);
  }

  @Override
  public void forward(PassKind pass) {
    float[] x = input.value().read();
    float[] y = output.value().write();
    int space = input.space();
    for (int plane = 0; plane < y.length; plane++) {
      float sum = 0;
      for (int i = plane * space; i < (plane + 1) * space; i++) {
        sum += x[i];
      }
      y[plane] = sum / space;
    }
  }

  @Override
  public void backward() {
    float[] dy = output.gradient().read();
    float[] dx = inputGradient.write();
    int space = input.space();
    for (int plane = 0; plane < dy.length; plane++) {
      java.util.Arrays.fill(dx, plane * space, (plane + 1) * space, dy[plane] / space);
    }
  }

  @Override
  public Tensor output() {
    return output;
  }
}
